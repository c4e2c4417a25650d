"""Events with their sessions, participants and attendance, and the counts of fairs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.model.attendance import Attendance
from app.model.event import Checklist, Event, EventKind, EventStatus
from app.model.participation import ParticipantRole, Participation, ParticipationStatus
from app.model.session import EventSession
from app.services.demo.dice import Dice
from app.services.demo.event_papers import Stayed, paper_rows
from app.services.demo.event_plans import EventPlan, event_plans
from app.services.demo.fairs import fair_rows
from app.services.demo.ground import Contact, Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at, workday_from

_PAPERS = tuple(Checklist)


@dataclass(frozen=True, slots=True)
class Part:
    """A session as attendance needs it."""

    id: str
    starts: datetime
    minutes: int


def event_rows(ground: Ground) -> Iterator[Row]:
    """Yield all events of the county with everything that belongs to them."""
    for plan in event_plans(ground):
        yield from _event(ground, plan)


def _event(ground: Ground, plan: EventPlan) -> Iterator[Row]:
    dice, form = ground.dice, plan.form
    lead = dice.pick(ground.active)
    born = at(workday_from(plan.day, -dice.between(12, 25)), dice.between(8, 15))
    event = dice.new_id(born)
    starts, ends = form.sessions[0], form.sessions[-1]
    yield raw_row(
        Event, ground.scope, event, born, lead,
        title=f"{dice.pick(form.titles)} – {ground.town}", kind=form.kind,
        starts=at(plan.day, starts[1]), ends=at(plan.last_day, ends[2]),
        place=f"{ground.town}, {dice.pick(form.places)}", centre=ground.centre,
        counties=(ground.county,), lead_county=ground.county,
        capacity=form.capacity, status=plan.status, lead=lead,
        checklist=_checklist(dice, plan.status), outcomes="\n".join(form.outcomes) or None,
    )  # fmt: skip
    parts: list[Part] = []
    for day, start, end, topic in form.sessions:
        when = plan.day + timedelta(days=day)
        parts.append(Part(dice.new_id(born), at(when, start), 60 * (end - start)))
        yield raw_row(
            EventSession, ground.scope, parts[-1].id, born, lead,
            event=event, starts=at(when, start), ends=at(when, end), topic=topic,
            trainers=tuple(dice.several(ground.active, 1 if dice.chance(0.6) else 2)),
        )  # fmt: skip
    if plan.status is EventStatus.CANCELLED:
        return
    if form.capacity is not None:
        yield from _participants(ground, plan, event, parts, lead)
    elif plan.day <= ground.today:
        yield from fair_rows(ground, event, plan.day, is_fair=form.kind is EventKind.FAIR)


def _checklist(dice: Dice, status: EventStatus) -> tuple[Checklist, ...] | None:
    if status is EventStatus.CANCELLED:
        return None
    if status is EventStatus.PLANNED:
        return (Checklist.PROGRAMME, Checklist.LOGOS)
    return tuple(paper for paper in _PAPERS if dice.chance(0.85))


def _participants(
    ground: Ground, plan: EventPlan, event: str, parts: list[Part], lead: str
) -> Iterator[Row]:
    dice, capacity = ground.dice, plan.form.capacity or 0
    wanted = max(3, int(capacity * (plan.form.turnout + dice.roll() * 0.2 - 0.1)))
    stayed: list[Stayed] = []
    for line, contact in enumerate(dice.several(ground.people, wanted), start=1):
        is_held = plan.status is EventStatus.HELD
        is_walk_in = is_held and dice.chance(0.06)
        status = _status(dice, line, capacity, is_held=is_held)
        born = _registered(ground, plan, walk_in=is_walk_in)
        yield raw_row(
            Participation, ground.scope, Participation.id_for(event, contact.id), born, lead,
            event=event, person=contact.id, role=ParticipantRole.PARTICIPANT,
            group=contact.group, status=status, line_number=line,
            walk_in=True if is_walk_in else None,
        )  # fmt: skip
        if is_held and status is not ParticipationStatus.RESERVE:
            was_there = status is ParticipationStatus.PRESENT
            stay = _stay(dice, parts, was_there=was_there)
            yield from _attendance(ground, event, contact, zip(parts, stay, strict=True), lead)
            if was_there:
                whole = sum(part.minutes for part in parts)
                stayed.append(Stayed(contact, sum(minutes or 0 for minutes in stay), whole))
    yield from paper_rows(ground, plan, event, stayed, lead)


def _stay(dice: Dice, parts: list[Part], *, was_there: bool) -> list[int | None]:
    """Return how many minutes of each session somebody stayed, or that they were not there."""
    found: list[int | None] = []
    for part in parts:
        is_present = was_there and dice.chance(0.95)
        minutes = part.minutes - (15 * dice.between(1, 4) if dice.chance(0.1) else 0)
        found.append(max(0, minutes) if is_present else None)
    return found


def _status(dice: Dice, line: int, capacity: int, *, is_held: bool) -> ParticipationStatus:
    if line > capacity:
        return ParticipationStatus.RESERVE
    if is_held:
        came = dice.chance(0.9)
        return ParticipationStatus.PRESENT if came else ParticipationStatus.ABSENT
    confirmed = dice.chance(0.6)
    return ParticipationStatus.CONFIRMED if confirmed else ParticipationStatus.REGISTERED


def _registered(ground: Ground, plan: EventPlan, *, walk_in: bool) -> datetime:
    if walk_in:
        return at(plan.day, plan.form.sessions[0][1], ground.dice.between(0, 20))
    latest = min(plan.day, ground.today)
    return at(workday_from(latest, -ground.dice.between(1, 10)), ground.dice.between(8, 15))


def _attendance(
    ground: Ground, event: str, contact: Contact, stay: Iterable[tuple[Part, int | None]], lead: str
) -> Iterator[Row]:
    participation = Participation.id_for(event, contact.id)
    for part, minutes in stay:
        is_present = minutes is not None
        yield raw_row(
            Attendance, ground.scope, Attendance.id_for(part.id, contact.id),
            part.starts + timedelta(minutes=part.minutes), lead,
            session=part.id, person=contact.id, participation=participation,
            present=is_present, minutes=minutes, signed=True if is_present else None,
        )  # fmt: skip
