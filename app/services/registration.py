"""Registration for events: places, the reserve list, walk-ins and the numbers of the lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.base.errors import UserError
from app.base.i18n import _
from app.model import territory
from app.model.event import Event, EventStatus
from app.model.participation import ParticipantRole, Participation, ParticipationStatus
from app.model.person import Person
from app.model.session import EventSession
from app.services import naming, people, records

NewPerson = Mapping[str, Any]
"""The fields of somebody who is not in the records yet."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Somebody who is registered for two events at the same time."""

    person: str
    name: str
    event: str
    title: str
    starts: datetime


def register(
    session: Session,
    event: str,
    person: str | NewPerson,
    group: str | None = None,
    role: str = ParticipantRole.PARTICIPANT,
) -> Participation:
    """Register somebody; once the places are taken, on the reserve list.

    Registering the same person again changes nothing, except that somebody who had withdrawn is
    registered anew.

    Args:
        session: a writing session.
        event: the event's id.
        person: a person's id, or the fields of a new one.
        group: the side of the dialogue; the person's own unless said.
        role: a `ParticipantRole`; trainers and guests take no place.
    """
    owner = _open(session, event)
    full = role == ParticipantRole.PARTICIPANT and is_full(session, owner)
    status = ParticipationStatus.RESERVE if full else ParticipationStatus.REGISTERED
    return _take_part(session, owner, _person(session, owner, person, group), role, status)


def walk_in(
    session: Session, event: str, person: str | NewPerson, group: str | None = None
) -> Participation:
    """Add somebody who came unregistered; who is there is there, also over the capacity."""
    owner = _open(session, event)
    whom = _person(session, owner, person, group)
    role = ParticipantRole.PARTICIPANT
    row = _take_part(session, owner, whom, role, ParticipationStatus.PRESENT)
    if row.status in (ParticipationStatus.RESERVE, ParticipationStatus.ABSENT):
        records.save(session, row, {"status": ParticipationStatus.PRESENT})
    return row


def withdraw(session: Session, participation: str) -> Participation | None:
    """Take somebody off the list; the first of the reserve gets the place and is returned.

    The line's number is not given to anybody else.
    """
    row = records.get(session, Participation, participation)
    event = records.get(session, Event, row.event)
    records.delete(session, row)
    session.flush()
    if is_full(session, event):
        return None
    query = (
        _participants(event.id)
        .where(Participation.status == ParticipationStatus.RESERVE)
        .order_by(Participation.line_number, Participation.created_at, Participation.id)
    )
    following = session.scalars(query.limit(1)).first()
    if following is not None:
        records.save(session, following, {"status": ParticipationStatus.REGISTERED})
    return following


def places_taken(session: Session, event: str) -> int:
    """Return how many participants are not on the reserve list."""
    query = _participants(event).where(
        Participation.role == ParticipantRole.PARTICIPANT,
        Participation.status != ParticipationStatus.RESERVE,
    )
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def is_full(session: Session, event: Event) -> bool:
    """Tell whether every place of an event is taken."""
    return event.capacity is not None and places_taken(session, event.id) >= event.capacity


def mend_lines(session: Session, event: str) -> list[Participation]:
    """Give new numbers to lines whose number an earlier registration has.

    Two laptops that register offline may both give out the same number. The earlier keeps it.
    """
    query = _participants(event).order_by(Participation.created_at, Participation.id)
    taken: set[int] = set()
    mended = []
    for row in session.scalars(query):
        if row.line_number is None:
            continue
        if row.line_number in taken:
            records.save(session, row, {"line_number": _next_line(session, event)})
            session.flush()
            mended.append(row)
        taken.add(row.line_number)
    return mended


def overlaps(session: Session, event: str) -> list[Overlap]:
    """Return who of an event is registered for another event at the same time."""
    here, there = aliased(EventSession), aliased(EventSession)
    mine, other = aliased(Participation), aliased(Participation)
    query = (
        select(mine.person, Event)
        .distinct()
        .join(other, (other.person == mine.person) & (other.event != mine.event))
        .join(here, here.event == mine.event)
        .join(there, there.event == other.event)
        .join(Event, Event.id == other.event)
        .where(mine.event == event, here.starts < there.ends, there.starts < here.ends)
        .where(mine.deleted == 0, other.deleted == 0, here.deleted == 0, there.deleted == 0)
        .where(Event.deleted == 0, Event.status != EventStatus.CANCELLED)
        .order_by(Event.starts, mine.person)
    )
    found = list(session.execute(query))
    names = naming.titles(session, "person", {person for person, _ in found})
    return [
        Overlap(person, names.get(person, "…"), other.id, other.title, other.starts)
        for person, other in found
    ]


def _open(session: Session, event: str) -> Event:
    row = records.get(session, Event, event)
    if row.status == EventStatus.CANCELLED:
        raise UserError(_("{event} has been cancelled.").format(event=row.title))
    return row


def _person(session: Session, event: Event, person: str | NewPerson, group: str | None) -> Person:
    if isinstance(person, str):
        row = records.get(session, Person, person)
    else:
        county = event.lead_county
        if not county and territory.is_county_scope(event.scope):
            county = event.scope
        row = people.add(session, **{"county": county, "group": group, **person})
    if group and not row.group:
        records.save(session, row, {"group": group})
    return row


def _take_part(
    session: Session, event: Event, person: Person, role: str, status: ParticipationStatus
) -> Participation:
    row_id = Participation.id_for(event.id, person.id, role)
    row = session.get(Participation, row_id)
    if row is not None and not row.deleted:
        return row
    values: dict[str, Any] = {
        "status": status,
        "group": person.group,
        "walk_in": status == ParticipationStatus.PRESENT,
        "deleted": False,
    }
    if row is None:
        row = records.new(Participation, id=row_id, event=event.id, person=person.id, role=role)
        if role != ParticipantRole.TRAINER:
            values["line_number"] = _next_line(session, event.id)
    return records.save(session, row, values)


def _next_line(session: Session, event: str) -> int:
    session.flush()
    highest = select(func.max(Participation.line_number)).where(Participation.event == event)
    return (session.scalar(highest) or 0) + 1


def _participants(event: str) -> Any:
    return select(Participation).where(Participation.event == event, Participation.deleted == 0)
