"""Duty shifts: planning, starting and ending them; what was forgotten is proposed, never set."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.centre import Centre
from app.model.shift import Shift, ShiftState
from app.model.tally import Tally, TallyKind
from app.services import centres, local_days, naming, promoters, records, tallies

LONG = timedelta(hours=12)
"""A shift longer than this is warned of."""

_LATE = timedelta(hours=2)
_EARLY = timedelta(hours=3)
_CLOSES = time(16)
_USUAL = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Noted:
    """A saved shift, with what should be looked at again (translated)."""

    shift: Shift
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A shift that nobody ended, and the end to be proposed."""

    shift: Shift
    proposed_end: datetime


def span(shift: Shift) -> tuple[datetime, datetime] | None:
    """Return when a shift is or was, in UTC: as it was worked, else as it was planned.

    A running shift lasts until its planned end, or until now when that has passed.
    """
    starts = shift.actual_from or shift.planned_from
    ends = shift.actual_to or shift.planned_to
    if shift.actual_from and not shift.actual_to:
        ends = max(clock.now(), shift.planned_to or shift.actual_from)
    if starts is None or ends is None:
        return None
    return starts.astimezone(UTC), ends.astimezone(UTC)


def minutes(shift: Shift) -> int:
    """Return the real minutes worked, 0 until it has ended.

    Counted in UTC: 22:00 to 06:00 over the end of summer time is nine hours.
    """
    if shift.actual_from is None or shift.actual_to is None:
        return 0
    worked = shift.actual_to.astimezone(UTC) - shift.actual_from.astimezone(UTC)
    return round(worked.total_seconds() / 60)


def hours(shift: Shift) -> float:
    """Return the real hours worked, 0 until it has ended."""
    return minutes(shift) / 60


def plan(
    session: Session, centre: str, starts: datetime, ends: datetime, promoter: str | None = None
) -> Noted:
    """Put a promoter (the one at work) on the roster.

    Args:
        session: a writing session.
        centre: the Centre's id.
        starts: the moment at which the shift begins.
        ends: when it ends; later than the start.
        promoter: whose shift it is.
    """
    _refuse_empty(starts, ends)
    row = records.new(
        Shift,
        centre=records.get(session, Centre, centre).id,
        promoter=promoters.current_id(session, promoter),
        planned_from=starts,
        planned_to=ends,
        state=ShiftState.PLANNED,
    )
    return _noted(session, records.save(session, row))


def move(session: Session, shift: str, starts: datetime, ends: datetime) -> Noted:
    """Plan a shift for another time."""
    _refuse_empty(starts, ends)
    row = _planned(session, shift)
    return _noted(session, records.save(session, row, {"planned_from": starts, "planned_to": ends}))


def start(
    session: Session,
    promoter: str | None = None,
    centre: str | None = None,
    shift: str | None = None,
) -> Noted:
    """Start a shift now: the one named, the planned one whose time it is, or an unplanned one.

    Raises:
        UserError: when the promoter's shift is running already.
    """
    row = records.get(session, Shift, shift) if shift else None
    person = row.promoter if row else promoters.current_id(session, promoter)
    going = running(session, person)
    if going is not None and not is_forgotten(going):
        raise UserError(_("This shift is running already. End it before you start another."))
    if row is None:
        place = centres.own_or_named(session, centre)
        row = _due(session, person, place) or records.new(Shift, centre=place, promoter=person)
    elif row.state != ShiftState.PLANNED:
        row = _planned(session, row.id)
    records.save(session, row, {"state": ShiftState.RUNNING, "actual_from": clock.now()})
    return _noted(session, row)


def end(
    session: Session, shift: str, when: datetime | None = None, note: str | None = None
) -> Noted:
    """End a running shift, now or at the moment said, with a note for who comes next.

    Raises:
        UserError: when it has not been started, or would end before it began.
    """
    row = records.get(session, Shift, shift)
    if row.state != ShiftState.RUNNING or row.actual_from is None:
        raise UserError(_("This shift is not running."))
    ends = when or clock.now()
    _refuse_empty(row.actual_from, ends)
    values = {
        "state": ShiftState.ENDED,
        "actual_to": ends,
        "handover_note": note or row.handover_note,
    }
    return _noted(session, records.save(session, row, values))


def unfilled(session: Session, shift: str) -> Shift:
    """Note that nobody came for a planned shift."""
    return records.save(session, _planned(session, shift), {"state": ShiftState.UNFILLED})


def hand_over(session: Session, shift: str, promoter: str) -> Noted:
    """Give a planned shift to another promoter; whom that one replaces stays known."""
    row = _planned(session, shift)
    if row.promoter == promoter:
        return _noted(session, row)
    values = {"promoter": promoter, "replaced": row.replaced or row.promoter}
    return _noted(session, records.save(session, row, values))


def swap(session: Session, first: str, second: str) -> tuple[Noted, Noted]:
    """Let two promoters take each other's planned shift."""
    one, other = _planned(session, first), _planned(session, second)
    mine, theirs = one.promoter, other.promoter
    hand_over(session, one.id, theirs)
    hand_over(session, other.id, mine)
    session.flush()
    return _noted(session, one), _noted(session, other)


def running(session: Session, promoter: str) -> Shift | None:
    """Return a promoter's running shift, the latest if one was forgotten."""
    query = select(Shift).where(
        Shift.promoter == promoter, Shift.state == ShiftState.RUNNING, Shift.deleted == 0
    )
    return session.scalars(query.order_by(Shift.actual_from.desc()).limit(1)).first()


def is_forgotten(shift: Shift) -> bool:
    """Tell whether a running shift should have been ended: 2 h after its plan, or 12 h on.

    One that starts in the future was started while the computer's clock was wrong.
    """
    if shift.state != ShiftState.RUNNING or shift.actual_from is None:
        return False
    if shift.actual_from > clock.now() + _EARLY:
        return True
    if shift.planned_to and shift.planned_to > shift.actual_from:
        return clock.now() > shift.planned_to + _LATE
    return clock.now() > shift.actual_from + LONG


def propose_end(session: Session, shift: Shift) -> datetime:
    """Return when a forgotten shift probably ended; it is a proposal and never set by itself.

    Its planned end; else the last thing counted on it, if later than closing time; else closing
    time of its day; else eight hours after its start.
    """
    begun = shift.actual_from or shift.planned_from or clock.now()
    if begun > clock.now():
        return begun + _USUAL
    if shift.planned_to and shift.planned_to > begun:
        return min(shift.planned_to, clock.now())
    closes = local_days.at(local_days.day_of(begun), _CLOSES)
    probable = closes if closes > begun else begun + _USUAL
    counted = session.scalar(
        select(func.max(Tally.counted_at, type_=Tally.counted_at.type)).where(
            Tally.shift == shift.id, Tally.deleted == 0
        )
    )
    return min(max(probable, counted or probable), clock.now())


def forgotten(session: Session, promoter: str) -> list[Forgotten]:
    """Return a promoter's shifts that nobody ended, with the ends to be proposed."""
    query = select(Shift).where(
        Shift.promoter == promoter, Shift.state == ShiftState.RUNNING, Shift.deleted == 0
    )
    rows = session.scalars(query.order_by(Shift.actual_from))
    return [Forgotten(row, propose_end(session, row)) for row in rows if is_forgotten(row)]


def count(session: Session, shift: str, kind: str = TallyKind.GUEST, amount: int = 1) -> Tally:
    """Count a guest, a call or an e-mail on duty."""
    return tallies.add(session, kind, amount, shift=shift)


def counts(session: Session, shift: str) -> dict[str, int]:
    """Return what was counted on a shift, by `TallyKind`."""
    query = (
        select(Tally.kind, func.sum(func.coalesce(Tally.amount, 0)))
        .where(Tally.shift == shift, Tally.deleted == 0)
        .group_by(Tally.kind)
    )
    found = {kind: int(n) for kind, n in session.execute(query)}
    return {kind.value: found.get(kind, 0) for kind in TallyKind}


def warnings(session: Session, shift: Shift) -> tuple[str, ...]:
    """Return what should be looked at again: more than 12 hours, or two shifts at once."""
    mine = span(shift)
    if mine is None:
        return ()
    found = []
    if mine[1] - mine[0] > LONG:
        found.append(_("This shift is longer than 12 hours."))
    others = select(Shift).where(
        Shift.promoter == shift.promoter, Shift.id != shift.id, Shift.deleted == 0
    )
    for other in session.scalars(others.where(Shift.state != ShiftState.UNFILLED)):
        theirs = span(other)
        if theirs and mine[0] < theirs[1] and theirs[0] < mine[1]:
            said = _("This promoter has another shift at the same time: {centre}.")
            place = naming.titles(session, "centre", [other.centre]).get(other.centre, "…")
            found.append(said.format(centre=place))
    return tuple(found)


def _noted(session: Session, shift: Shift) -> Noted:
    session.flush()
    return Noted(shift, warnings(session, shift))


def _due(session: Session, promoter: str, centre: str) -> Shift | None:
    now = clock.now()
    query = select(Shift).where(
        Shift.promoter == promoter,
        Shift.centre == centre,
        Shift.state == ShiftState.PLANNED,
        Shift.deleted == 0,
        Shift.planned_from <= now + _EARLY,
        Shift.planned_to > now,
    )
    return session.scalars(query.order_by(Shift.planned_from).limit(1)).first()


def _planned(session: Session, shift: str) -> Shift:
    row = records.get(session, Shift, shift)
    if row.state != ShiftState.PLANNED:
        raise UserError(_("This shift has been started or ended; its plan stays as it was."))
    return row


def _refuse_empty(starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise UserError(_("A shift ends after it starts."))
