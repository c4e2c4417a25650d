"""Events: creating one with its sessions, listing them, one event's card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import N_, _
from app.model import territory
from app.model.event import Event, EventStatus
from app.model.field import Choice
from app.model.participation import Participation, ParticipationStatus
from app.model.session import EventSession
from app.services import local_days, records
from app.store.listing import list_ids


class EventView(Choice):
    """Which events a list shows."""

    UPCOMING = "upcoming", N_("Upcoming events")
    PAST = "past", N_("Past events")
    CANCELLED = "cancelled", N_("Cancelled events")
    ALL = "all", N_("All events")


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One part of an event that is being created."""

    starts: datetime
    ends: datetime
    topic: str
    trainers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list; `kind` and `status` are stored choices."""

    id: str
    title: str
    kind: str
    starts: datetime
    ends: datetime
    place: str
    county: str
    status: str
    capacity: int | None
    registered: int
    reserve: int
    present: int


def days(first: date, last: date, opens: time, closes: time, topic: str) -> list[SessionPlan]:
    """Return a session for each day from first to last, at the same hours."""
    plans = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        plans.append(SessionPlan(local_days.at(day, opens), local_days.at(day, closes), topic))
    return plans


def create(
    session: Session,
    title: str,
    kind: str,
    sessions: Sequence[SessionPlan],
    **values: Any,
) -> Event:
    """Save a new event; it lasts from its first session to its last.

    Args:
        session: a writing session.
        title: what it is called.
        kind: an `EventKind`.
        sessions: one at least; `days` makes one for each day.
        **values: further fields: place, centre, lead_county, counties, capacity, lead.

    Raises:
        UserError: when there is no session or a rule refuses a field.
    """
    if not sessions:
        raise UserError(_("Give the event at least one day with its hours."))
    event = records.new(
        Event,
        title=title,
        kind=kind,
        status=EventStatus.PLANNED,
        starts=min(part.starts for part in sessions),
        ends=max(part.ends for part in sessions),
    )
    if values.get("lead_county") and not values.get("counties"):
        values["counties"] = (values["lead_county"],)
    records.save(session, event, values)
    for part in sessions:
        add_session(session, event.id, part)
    return event


def add_session(session: Session, event: str, part: SessionPlan) -> EventSession:
    """Add a session to an event; the event's period grows when it lies outside."""
    owner = records.get(session, Event, event)
    row = records.new(
        EventSession,
        event=event,
        starts=part.starts,
        ends=part.ends,
        topic=part.topic or owner.title,
        trainers=part.trainers or None,
    )
    records.save(session, row)
    starts, ends = min(owner.starts, part.starts), max(owner.ends, part.ends)
    if (starts, ends) != (owner.starts, owner.ends):
        records.save(session, owner, {"starts": starts, "ends": ends})
    return row


def set_status(session: Session, event: str, status: str) -> Event:
    """Mark an event as planned, held or cancelled."""
    return records.save(session, records.get(session, Event, event), {"status": status})


def sessions_of(session: Session, event: str) -> list[EventSession]:
    """Return an event's sessions by time."""
    query = select(EventSession).where(EventSession.event == event, EventSession.deleted == 0)
    return list(session.scalars(query.order_by(EventSession.starts, EventSession.id)))


def session_now(session: Session, event: str) -> EventSession | None:
    """Return the session that runs now, else the next, else the last."""
    listed = sessions_of(session, event)
    coming = (part for part in listed if part.ends >= clock.now())
    return next(coming, listed[-1] if listed else None)


def ids(
    session: Session,
    view: str = EventView.ALL,
    kind: str | None = None,
    county: str | None = None,
    text: str = "",
) -> list[str]:
    """Return the ids of events: upcoming ones by time, all else the latest first.

    Args:
        session: any session.
        view: an `EventView`; an event of today is upcoming until it is over.
        kind: an `EventKind`.
        county: those that this county takes part in.
        text: words of title or place.
    """
    query = select(Event.id).where(Event.deleted == 0)
    order = Event.starts.asc() if view == EventView.UPCOMING else Event.starts.desc()
    if view == EventView.UPCOMING:
        query = query.where(Event.ends >= clock.now(), Event.status != EventStatus.CANCELLED)
    elif view == EventView.PAST:
        query = query.where(Event.ends < clock.now(), Event.status != EventStatus.CANCELLED)
    elif view == EventView.CANCELLED:
        query = query.where(Event.status == EventStatus.CANCELLED)
    if kind:
        query = query.where(Event.kind == kind)
    if county:
        shared = type_coerce(Event.counties, Text).contains(f'"{county}"')
        query = query.where(or_(Event.lead_county == county, shared))
    if text.strip():
        query = query.where(Event.id.in_(list_ids(session, Event, text)))
    return list(session.scalars(query.order_by(order, Event.id)))


def page(session: Session, ids: Sequence[str]) -> list[EventRow]:
    """Return events in the order of the ids, with the numbers of their participants."""
    found = {e.id: e for e in session.scalars(select(Event).where(Event.id.in_(ids)))}
    counts = _counts(session, ids)
    return [_row(found[row], counts) for row in ids if row in found]


def _counts(session: Session, ids: Iterable[str]) -> dict[tuple[str, str], int]:
    query = (
        select(Participation.event, Participation.status, func.count())
        .where(Participation.event.in_(ids), Participation.deleted == 0)
        .group_by(Participation.event, Participation.status)
    )
    return {(event, status): n for event, status, n in session.execute(query)}


def _row(event: Event, counts: dict[tuple[str, str], int]) -> EventRow:
    by_status = {s: counts.get((event.id, s), 0) for s in ParticipationStatus}
    reserve = by_status[ParticipationStatus.RESERVE]
    return EventRow(
        id=event.id,
        title=event.title,
        kind=event.kind,
        starts=event.starts,
        ends=event.ends,
        place=event.place or "",
        county=territory.county_name(event.lead_county) if event.lead_county else "",
        status=event.status,
        capacity=event.capacity,
        registered=sum(by_status.values()) - reserve,
        reserve=reserve,
        present=by_status[ParticipationStatus.PRESENT],
    )
