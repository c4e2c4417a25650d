"""Visits, the tasks that follow from them and the materials left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.model.company import Stage
from app.model.stock_move import MoveKind, StockMove
from app.model.task import Task
from app.model.visit import Outcome, Topic, Visit, VisitForm, VisitStatus
from app.services.demo.companies import Standing
from app.services.demo.dice import Dice, Weighted
from app.services.demo.ground import Contact, Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.texts import CANCELLED, LOOSE_TASKS, PLANS, task_title, visit_note
from app.services.demo.workdays import at, busy_days, workday_from

_COUNTS = Weighted(((0, 30), (1, 32), (2, 20), (3, 11), (4, 5), (5, 2)))
_FORMS = Weighted(
    (
        (VisitForm.IN_PERSON, 60),
        (VisitForm.PHONE, 20),
        (VisitForm.ONLINE, 8),
        (VisitForm.FAIR, 6),
        (VisitForm.CENTRE, 6),
    )
)
_OUTCOMES = Weighted(
    (
        (Outcome.INTERESTED, 30),
        (Outcome.MATERIALS, 28),
        (Outcome.APPOINTMENT, 20),
        (Outcome.DECLINED, 12),
        (Outcome.ABSENT, 10),
    )
)
_AFTERWARDS = {Outcome.INTERESTED: 0.6, Outcome.APPOINTMENT: 0.8, Outcome.ABSENT: 0.7}
_TOPICS = tuple(Topic)
_LEFT = Weighted(((0, 10), (1, 2), (3, 6), (4, 3), (5, 2), (7, 3), (9, 3), (10, 1), (11, 1)))


@dataclass(frozen=True, slots=True)
class Meeting:
    """One past visit as it was decided before its company is written."""

    day: date
    form: VisitForm
    outcome: Outcome | None
    """`None`: it was cancelled."""


def past_meetings(ground: Ground) -> list[Meeting]:
    """Return the visits of one company in the half year, the earliest first."""
    dice = ground.dice
    calendar = busy_days(ground.first, ground.yesterday())
    days = sorted(dice.draw(calendar) for _ in range(dice.draw(_COUNTS)))
    return [
        Meeting(day, dice.draw(_FORMS), None if dice.chance(0.09) else dice.draw(_OUTCOMES))
        for day in days
    ]


def standing_after(dice: Dice, meetings: list[Meeting]) -> Standing:
    """Return how far the work with a company has come after its visits."""
    held = [meeting for meeting in meetings if meeting.outcome not in (None, Outcome.ABSENT)]
    if not held:
        return Standing(Stage.CONTACTED if meetings or dice.chance(0.3) else Stage.NEW, False)
    if held[-1].outcome is Outcome.DECLINED:
        return Standing(Stage.DECLINED, dice.chance(0.25))
    if all(meeting.form is VisitForm.PHONE for meeting in held):
        return Standing(Stage.CONTACTED, False)
    for stage, needed, probability in (
        (Stage.PACT, 3, 0.3), (Stage.DECLARED, 2, 0.3), (Stage.ASSESSED, 2, 0.5),
    ):  # fmt: skip
        if len(held) >= needed and dice.chance(probability):
            return Standing(stage, False)
    return Standing(Stage.VISITED, False)


def visit_rows(
    ground: Ground, company: str, people: list[Contact], meetings: list[Meeting]
) -> Iterator[Row]:
    """Yield a company's past visits with what followed from them."""
    # The same person usually comes again.
    dice = ground.dice
    usual = dice.pick(ground.active)
    for meeting in meetings:
        promoter = usual if dice.chance(0.8) else dice.pick(ground.active)
        yield from _past(ground, company, people, meeting, promoter)


def _past(
    ground: Ground, company: str, people: list[Contact], meeting: Meeting, promoter: str
) -> Iterator[Row]:
    dice, outcome = ground.dice, meeting.outcome
    planned = at(meeting.day, dice.between(8, 14), 15 * dice.between(0, 3))
    length = timedelta(minutes=15 * dice.between(1, 5))
    start = planned + timedelta(minutes=dice.between(-10, 25))
    is_held = outcome is not None
    born = _day_before(planned, dice) if dice.chance(0.7) else start + length
    visit = dice.new_id(born)
    promoters = [promoter, *(p for p in dice.several(ground.active, 1) if dice.chance(0.15))]
    topics = tuple(dice.several(_TOPICS, dice.between(1, 3)))
    met = dice.several(people, 1 if dice.chance(0.75) else 2)
    yield raw_row(
        Visit, ground.scope, visit, born, promoter,
        company=company, form=meeting.form, planned_from=planned, planned_to=planned + length,
        held_from=start if is_held else None, held_to=start + length if is_held else None,
        promoters=tuple(dict.fromkeys(promoters)),
        people=tuple(p.id for p in met) if is_held and outcome is not Outcome.ABSENT else None,
        topics=topics, outcome=outcome,
        note=visit_note(dice, outcome, topics) if outcome is not None else dice.pick(CANCELLED),
        status=VisitStatus.HELD if is_held else VisitStatus.CANCELLED,
    )  # fmt: skip
    if outcome is None:
        return
    if outcome in (Outcome.MATERIALS, Outcome.INTERESTED):
        yield from _left_behind(ground, visit, promoter, start + length, meeting.day)
    if dice.chance(_AFTERWARDS.get(outcome, 0.2)):
        yield _follow_up(ground, company, visit, promoter, outcome, start + length)


def _day_before(moment: datetime, dice: Dice) -> datetime:
    return moment - timedelta(days=dice.between(1, 12), minutes=dice.between(0, 90))


def _left_behind(
    ground: Ground, visit: str, promoter: str, when: datetime, day: date
) -> Iterator[Row]:
    dice = ground.dice
    for material in dict.fromkeys(dice.draw(_LEFT) for _ in range(dice.between(1, 2))):
        quantity = dice.pick((1, 2, 3, 5, 5, 10, 10, 15))
        ground.hand_out(material, quantity, day)
        yield raw_row(
            StockMove, ground.scope, dice.new_id(when), when, promoter,
            material=ground.materials[material], from_centre=ground.centre, quantity=quantity,
            kind=MoveKind.HAND_OUT, moved_at=when, promoter=promoter, visit=visit,
        )  # fmt: skip


def _follow_up(
    ground: Ground, company: str, visit: str, owner: str, outcome: Outcome, born: datetime
) -> Row:
    dice = ground.dice
    due = workday_from(born.date() + timedelta(days=dice.between(3, 21)))
    late = (ground.today - due).days
    is_done = dice.chance(0.97) if late > 14 else dice.chance(0.75) if late > 0 else False
    snoozed = None
    if not is_done and dice.chance(0.12):
        snoozed = workday_from(max(due, ground.today) + timedelta(days=dice.between(1, 6)))
    return raw_row(
        Task, ground.scope, dice.new_id(born), born, owner,
        title=task_title(dice, outcome), due=due, owner=owner, company=company, visit=visit,
        link_entity="visit", link_row=visit, done=is_done, snoozed_to=snoozed,
    )  # fmt: skip


def coming_rows(ground: Ground) -> Iterator[Row]:
    """Yield the visits and tasks ahead: some today, most this week and the next."""
    if not ground.companies:
        return
    for place, promoter in enumerate(ground.active):
        first = 0 if place < 4 else 1
        for n in range(3 if ground.scale >= 0.5 else 2):
            steps = first + n * ground.dice.between(1, 3)
            yield _planned(ground, promoter, workday_from(ground.today, steps))
        yield _loose_task(ground, promoter, due_in=0 if place < 5 else place - 4)


def _planned(ground: Ground, promoter: str, day: date) -> Row:
    dice = ground.dice
    planned = at(day, dice.between(9, 14), 15 * dice.between(0, 3))
    born = at(workday_from(ground.today, -dice.between(1, 8)), dice.between(8, 15))
    return raw_row(
        Visit, ground.scope, dice.new_id(born), born, promoter,
        company=dice.pick(ground.companies), form=dice.draw(_FORMS), planned_from=planned,
        planned_to=planned + timedelta(minutes=15 * dice.between(2, 5)), promoters=(promoter,),
        topics=tuple(dice.several(_TOPICS, dice.between(1, 2))),
        note=dice.pick(PLANS) if dice.chance(0.6) else None, status=VisitStatus.PLANNED,
    )  # fmt: skip


def _loose_task(ground: Ground, promoter: str, due_in: int) -> Row:
    dice = ground.dice
    born = at(workday_from(ground.today, -dice.between(2, 9)), dice.between(8, 15))
    due = ground.today if due_in == 0 else workday_from(ground.today, due_in)
    return raw_row(
        Task, ground.scope, dice.new_id(born), born, promoter,
        title=dice.pick(LOOSE_TASKS), due=due, owner=promoter, done=False,
    )  # fmt: skip
