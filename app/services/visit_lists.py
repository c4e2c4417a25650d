"""Lists of visits: planned, overdue, held; and one visit's card with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.base import clock
from app.base.i18n import N_
from app.model.company import Company
from app.model.field import Choice
from app.model.visit import Visit, VisitStatus
from app.services import local_days, naming, people, promoters, records, tasks
from app.services.people import Contact
from app.services.stock import MoveRow, moves_of
from app.services.tasks import TaskRow
from app.store import faces
from app.store.listing import list_ids


class VisitView(Choice):
    """Which visits a list shows."""

    PLANNED = "planned", N_("Planned visits")
    OVERDUE = "overdue", N_("Overdue visits")
    HELD = "held", N_("Held visits")
    CANCELLED = "cancelled", N_("Cancelled visits")
    ALL = "all", N_("All visits")


class Whose(Choice):
    """Whose visits a list shows."""

    MINE = "mine", N_("My own")
    ALL = "all", N_("Everybody's")


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in a list; `form`, `status` and `outcome` are stored choices."""

    id: str
    company: str
    company_name: str
    town: str
    when: datetime
    until: datetime | None
    form: str
    status: str
    outcome: str | None
    promoters: str
    overdue: bool
    note: str


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with the people met, the materials handed out and the tasks that follow."""

    visit: Visit
    company_name: str
    promoters: tuple[tuple[str, str], ...]
    people: tuple[Contact, ...]
    moves: tuple[MoveRow, ...]
    tasks: tuple[TaskRow, ...]


_WHEN = func.coalesce(Visit.held_from, Visit.planned_from, type_=Visit.created_at.type)


def ids(
    session: Session,
    view: str = VisitView.ALL,
    promoter: str | None = None,
    company: str | None = None,
    text: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[str]:
    """Return the ids of visits: what is planned by its time, all else the latest first.

    A planned visit is overdue when its day is over and nobody has recorded it.

    Args:
        session: any session.
        view: a `VisitView`.
        promoter: only those in which this promoter takes part.
        company: only those to this company.
        text: words of the company's name, town or NIP, or of the note.
        since: only those from this moment on.
        until: only those before this moment.
    """
    query = _of_view(select(Visit.id).where(Visit.deleted.is_not(True)), view)
    if promoter:
        query = query.where(type_coerce(Visit.promoters, Text).contains(f'"{promoter}"'))
    if company:
        query = query.where(Visit.company.in_(faces.members(session, company)))
    if since:
        query = query.where(since <= _WHEN)
    if until:
        query = query.where(until > _WHEN)
    if text.strip():
        found = faces.groups(session, list_ids(session, Company, text))
        companies = {row for group in found.values() for row in group}
        noted = list_ids(session, Visit, text)
        query = query.where(or_(Visit.company.in_(companies), Visit.id.in_(noted)))
    return list(session.scalars(query))


def _of_view(query: Select[Any], view: str) -> Select[Any]:
    if view == VisitView.PLANNED:
        return query.where(Visit.status == VisitStatus.PLANNED).order_by(_WHEN, Visit.id)
    if view == VisitView.OVERDUE:
        today = local_days.start_of(clock.today())
        late = query.where(Visit.status == VisitStatus.PLANNED, Visit.planned_from < today)
        return late.order_by(_WHEN, Visit.id)
    if view != VisitView.ALL:
        query = query.where(Visit.status == view)
    return query.order_by(_WHEN.desc(), Visit.id)


def page(session: Session, ids: Sequence[str]) -> list[VisitRow]:
    """Return visits in the order of the ids."""
    found = {v.id: v for v in session.scalars(select(Visit).where(Visit.id.in_(ids)))}
    listed = [found[row] for row in ids if row in found]
    shown = faces.shown_as(session, {visit.company for visit in listed})
    firms = select(Company.id, Company.name, Company.town).where(
        Company.id.in_(set(shown.values()))
    )
    named = {row: (name, town or "") for row, name, town in session.execute(firms)}
    companies = {row: named[face] for row, face in shown.items() if face in named}
    names = promoters.names(session, {p for visit in listed for p in visit.promoters or ()})
    today = local_days.start_of(clock.today())
    return [_row(visit, companies, names, today) for visit in listed]


def _row(
    visit: Visit,
    companies: dict[str, tuple[str, str]],
    names: dict[str, str],
    today: datetime,
) -> VisitRow:
    name, town = companies.get(visit.company, ("…", ""))
    when = visit.held_from or visit.planned_from or visit.created_at
    return VisitRow(
        id=visit.id,
        company=visit.company,
        company_name=name,
        town=town,
        when=when,
        until=visit.held_to if visit.held_from else visit.planned_to,
        form=visit.form,
        status=visit.status,
        outcome=visit.outcome,
        promoters=", ".join(names.get(p, "…") for p in visit.promoters or ()),
        overdue=visit.status == VisitStatus.PLANNED and when < today,
        note=visit.note or "",
    )


def card(session: Session, visit: str) -> VisitCard:
    """Return a visit with all that belongs to it.

    Raises:
        UserError: when the visit is gone.
    """
    row = records.get(session, Visit, visit)
    names = promoters.names(session, row.promoters or ())
    company = naming.titles(session, "company", [row.company])
    return VisitCard(
        visit=row,
        company_name=company.get(row.company, "…"),
        promoters=tuple((p, names.get(p, "…")) for p in row.promoters or ()),
        people=tuple(people.page(session, row.people or ())),
        moves=tuple(moves_of(session, visit=visit)),
        tasks=tuple(tasks.of_visit(session, visit)),
    )
