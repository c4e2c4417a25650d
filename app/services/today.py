"""Today: all that is on for a promoter, in one look."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.base import clock
from app.model.event import Event, EventStatus
from app.model.shift import Shift
from app.model.stock_move import MoveKind, StockMove
from app.model.visit import Visit, VisitStatus
from app.services import (
    centres,
    events,
    local_days,
    people,
    roster,
    shifts,
    stock,
    tasks,
    visit_lists,
)
from app.services.events import EventRow
from app.services.people import Slip
from app.services.shifts import Forgotten
from app.services.stock import StockRow
from app.services.tasks import TaskRow
from app.services.visit_lists import VisitRow, VisitView

_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Counts:
    """What has been done this month."""

    visits: int
    handed_out: int
    events: int


@dataclass(frozen=True, slots=True)
class Today:
    """What is on; each list the most pressing first.

    Attributes:
        visits: planned for today, and those recorded today.
        overdue_visits: planned for an earlier day and not recorded.
        tasks: due today or earlier.
        running_shift: the one going on, if it has not been forgotten.
        forgotten: shifts nobody ended, with the end to propose.
        shifts: planned for the coming days.
        events: of the coming two weeks.
        short: materials of the Centre that run low.
        open_slips: contacts that have only their slip number, in the order of typing.
    """

    centre: str | None
    visits: tuple[VisitRow, ...]
    overdue_visits: tuple[VisitRow, ...]
    tasks: tuple[TaskRow, ...]
    running_shift: Shift | None
    forgotten: tuple[Forgotten, ...]
    shifts: tuple[Shift, ...]
    events: tuple[EventRow, ...]
    short: tuple[StockRow, ...]
    open_slips: tuple[Slip, ...]
    counts: Counts


def today(session: Session, promoter: str | None = None) -> Today:
    """Return what is on today for a promoter; for everybody here when none is named."""
    starts, ends = local_days.bounds(clock.today())
    visits = visit_lists.ids(session, promoter=promoter, since=starts, until=ends)
    overdue = visit_lists.ids(session, VisitView.OVERDUE, promoter)
    centre = centres.own(session, promoter)
    running = shifts.running(session, promoter) if promoter else None
    if running is not None and shifts.is_forgotten(running):
        running = None
    shown = [
        row
        for row in visit_lists.page(session, visits[::-1])
        if row.status != VisitStatus.CANCELLED
    ]
    return Today(
        centre=centre.id if centre else None,
        visits=tuple(shown),
        overdue_visits=tuple(visit_lists.page(session, overdue)),
        tasks=tuple(tasks.due(session, promoter)),
        running_shift=running,
        forgotten=tuple(shifts.forgotten(session, promoter)) if promoter else (),
        shifts=tuple(_coming_shifts(session, promoter)),
        events=tuple(_coming_events(session)),
        short=tuple(stock.short(session, centre.id)) if centre else (),
        # The booth's page, where the details are typed, lists a slip under its event.
        open_slips=tuple(slip for slip in people.open_slips(session) if slip.event is not None),
        counts=_counts(session, promoter),
    )


def _coming_shifts(session: Session, promoter: str | None) -> list[Shift]:
    return roster.coming(session, promoter, clock.now() + _AHEAD) if promoter else []


def _coming_events(session: Session) -> list[EventRow]:
    query = select(Event.id).where(
        Event.deleted == 0,
        Event.status != EventStatus.CANCELLED,
        Event.ends >= clock.now(),
        Event.starts < clock.now() + _AHEAD,
    )
    ids = list(session.scalars(query.order_by(Event.starts, Event.id).limit(10)))
    return events.page(session, ids)


def _counts(session: Session, promoter: str | None) -> Counts:
    day = clock.today()
    starts, ends = local_days.month_bounds(day.year, day.month)
    visits = select(func.count()).where(
        Visit.deleted.is_not(True),
        Visit.status == VisitStatus.HELD,
        Visit.held_from >= starts,
        Visit.held_from < ends,
    )
    copies = select(func.sum(stock.COPIES)).where(
        stock.KEPT,
        StockMove.kind == MoveKind.HAND_OUT,
        StockMove.moved_at >= starts,
        StockMove.moved_at < ends,
    )
    held = select(func.count()).where(
        Event.deleted == 0,
        or_(Event.status == EventStatus.HELD, Event.ends < clock.now()),
        Event.status != EventStatus.CANCELLED,
        Event.starts >= starts,
        Event.starts < ends,
    )
    if promoter:
        visits = visits.where(type_coerce(Visit.promoters, Text).contains(f'"{promoter}"'))
        copies = copies.where(StockMove.promoter == promoter)
    return Counts(
        visits=session.scalar(visits) or 0,
        handed_out=session.scalar(copies) or 0,
        events=session.scalar(held) or 0,
    )
