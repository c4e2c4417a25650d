"""Duty in the Centre: the roster of the half year, today's shift and the next fortnight."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.model.shift import Shift, ShiftState
from app.model.tally import Tally, TallyKind
from app.services.demo.dice import Weighted
from app.services.demo.ground import Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.texts import HANDOVERS
from app.services.demo.workdays import at, clock_changes, workday_from, workdays

_WATCHES = ((8, 12), (12, 16))
_FORGETFUL = ("2806", "2814", "2816")
_COUNTED = Weighted(
    ((TallyKind.GUEST, 5), (TallyKind.CALL, 4), (TallyKind.MAIL, 3), (TallyKind.TALK, 1))
)


def shift_rows(ground: Ground) -> Iterator[Row]:
    """Yield the county's shifts with what was counted in the last weeks."""
    weeks = max(3, round(26 * min(1.0, ground.scale)))
    start = max(ground.first, ground.today - timedelta(weeks=weeks))
    turn = 0
    for day in workdays(start, ground.today - timedelta(days=1)):
        for hours in _WATCHES:
            yield from _ended(ground, ground.staff[turn % len(ground.staff)], day, hours)
            turn += 1
    yield from _nights(ground)
    if ground.scope in _FORGETFUL:
        yield _open(ground, ground.staff[-1], workday_from(ground.today, -2), (16, 18))
    yield _open(ground, ground.staff[0], ground.today, (8, 16))
    yield _planned(ground, ground.staff[1], ground.today, (12, 16))
    for n in range(1, 11):
        day = workday_from(ground.today, n)
        for hours in _WATCHES:
            yield _planned(ground, ground.staff[turn % len(ground.staff)], day, hours)
            turn += 1


def _roster(ground: Ground, day: date) -> datetime:
    # The week's roster is written on an earlier workday, never in the days ahead.
    return at(workday_from(min(day, ground.today), -ground.dice.between(4, 9)), 13)


def _ended(ground: Ground, promoter: str, day: date, hours: tuple[int, int]) -> Iterator[Row]:
    dice = ground.dice
    start, end = at(day, hours[0]), at(day, hours[1])
    born = _roster(ground, day)
    shift = dice.new_id(born)
    came = start + timedelta(minutes=dice.between(-8, 9))
    replaced = dice.pick(ground.staff) if dice.chance(0.03) else None
    yield raw_row(
        Shift, ground.scope, shift, born, ground.staff[0],
        centre=ground.centre, promoter=promoter, planned_from=start, planned_to=end,
        actual_from=came, actual_to=end + timedelta(minutes=dice.between(-5, 20)),
        state=ShiftState.ENDED, replaced=None if replaced == promoter else replaced,
        handover_note=dice.pick(HANDOVERS) if dice.chance(0.3) else None,
    )  # fmt: skip
    if (ground.today - day).days > 28:
        return
    for _ in range(dice.between(1, 5)):
        when = came + timedelta(minutes=dice.between(10, 215))
        yield raw_row(
            Tally, ground.scope, dice.new_id(when), when, promoter,
            shift=shift, kind=dice.draw(_COUNTED), amount=1, counted_at=when, promoter=promoter,
        )  # fmt: skip


def _nights(ground: Ground) -> Iterator[Row]:
    # The night on which the clocks change has nine hours in October and seven in March.
    if ground.scope not in _FORGETFUL:
        return
    for sunday in clock_changes(ground.first, ground.today - timedelta(days=1)):
        begins, ends = at(sunday - timedelta(days=1), 22), at(sunday, 6)
        born = at(workday_from(sunday - timedelta(days=12)), 13)
        yield raw_row(
            Shift, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
            centre=ground.centre, promoter=ground.staff[1], planned_from=begins,
            planned_to=ends, actual_from=begins, actual_to=ends, state=ShiftState.ENDED,
            handover_note="Nocny dyżur przy stoisku na festiwalu, spokojnie.",
        )  # fmt: skip


def _open(ground: Ground, promoter: str, day: date, hours: tuple[int, int]) -> Row:
    born = _roster(ground, day)
    return raw_row(
        Shift, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
        centre=ground.centre, promoter=promoter, planned_from=at(day, hours[0]),
        planned_to=at(day, hours[1]), actual_from=at(day, hours[0], 2), state=ShiftState.RUNNING,
    )  # fmt: skip


def _planned(ground: Ground, promoter: str, day: date, hours: tuple[int, int]) -> Row:
    born = at(workday_from(ground.today, -ground.dice.between(2, 6)), 13)
    is_open = day > ground.today and ground.dice.chance(0.06)
    state = ShiftState.UNFILLED if is_open else ShiftState.PLANNED
    return raw_row(
        Shift, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
        centre=ground.centre, promoter=promoter, planned_from=at(day, hours[0]),
        planned_to=at(day, hours[1]), state=state,
    )  # fmt: skip
