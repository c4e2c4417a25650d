"""What events leave on paper: knowledge tests before and after, numbered certificates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.model.certificate import Certificate
from app.model.event import EventKind
from app.model.participation import Participation
from app.model.person import PartnerGroup
from app.model.test_result import KnowledgeResult, KnowledgeStage
from app.services.attendance import completes
from app.services.certificates import writer_letters
from app.services.demo.dice import Dice
from app.services.demo.event_plans import EventPlan
from app.services.demo.ground import Contact, Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at

CERTIFIED = (EventKind.TRAINING, EventKind.WORKSHOP)
_POINTS = 12
_KNOWN = {PartnerGroup.EMPLOYER: 0.46, PartnerGroup.UNION: 0.52, PartnerGroup.EMPLOYEE: 0.34}
"""What a side knows before, as a share of the points; the others 0.4."""
_WAITING_DAYS = 21
"""Of an event that ended so lately the certificates are still to be issued."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """A participant, and how long of the whole event they were there, in minutes."""

    contact: Contact
    minutes: int
    of: int


def paper_rows(
    ground: Ground, plan: EventPlan, event: str, people: Sequence[Stayed], lead: str
) -> Iterator[Row]:
    """Yield the tests and certificates of a training or workshop that was held.

    Args:
        ground: the county.
        plan: the event's day and form.
        event: its id.
        people: who was there at all.
        lead: who saved it.
    """
    if plan.form.kind not in CERTIFIED:
        return
    # Dice of their own: what else the county holds stays as it is without papers.
    dice = Dice(ground.seed, event, "papers")
    for one in people:
        yield from _tests(ground, dice, plan, event, one, lead)
    if plan.last_day > ground.today - timedelta(days=_WAITING_DAYS):
        return
    for one in people:
        if completes(one.minutes, one.of):
            yield _certificate(ground, dice, plan, event, one, lead)


def _tests(
    ground: Ground, dice: Dice, plan: EventPlan, event: str, one: Stayed, lead: str
) -> Iterator[Row]:
    known = _KNOWN.get(one.contact.group, 0.4) + (dice.roll() - 0.5) * 0.4
    learnt = known + 0.25 + dice.roll() * 0.25
    came = one.minutes / one.of
    for stage, share, day, is_there in (
        (KnowledgeStage.BEFORE, known, plan.day, dice.chance(0.94)),
        (KnowledgeStage.AFTER, learnt, plan.last_day, came > 0.5 and dice.chance(0.94)),
    ):
        if not is_there:
            continue
        participation = Participation.id_for(event, one.contact.id)
        points = min(max(round(share * _POINTS), 0), _POINTS)
        yield raw_row(
            KnowledgeResult, ground.scope, KnowledgeResult.id_for(participation, stage),
            at(day, 17), lead,
            participation=participation, stage=stage, points=points, of=_POINTS,
        )  # fmt: skip


def _certificate(
    ground: Ground, dice: Dice, plan: EventPlan, event: str, one: Stayed, lead: str
) -> Row:
    issued = plan.last_day
    again = _again(ground, dice, issued)
    born = at(issued, 17, 30)
    return raw_row(
        Certificate, ground.scope, dice.new_id(born), born, lead,
        number=ground.next_certificate(issued.year, writer_letters(f"demo {ground.scope}")),
        participation=Participation.id_for(event, one.contact.id),
        issued=issued, reissued=again,
    )  # fmt: skip


def _again(ground: Ground, dice: Dice, issued: date) -> date | None:
    """Return the day on which a lost certificate was printed again, now and then."""
    day = issued + timedelta(days=dice.between(5, 40))
    return day if dice.chance(0.04) and day <= ground.today else None
