"""A company's card: its people, what is open, and its one timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.model.affiliation import Affiliation
from app.model.company import Company
from app.model.entity import choice_label, field_map
from app.model.event import Event, EventStatus
from app.model.material import Material
from app.model.participation import Participation, ParticipationStatus
from app.model.site import Site
from app.model.stock_move import StockMove
from app.model.task import Task
from app.model.visit import Visit, VisitStatus
from app.services import local_days, people, records, tasks
from app.services.people import Contact
from app.services.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """What the card shows beside the company's own fields."""

    company: Company
    people: tuple[Contact, ...]
    tasks: tuple[TaskRow, ...]
    next_visit: Visit | None
    last_visit: Visit | None
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline; `kind` names the entity of the row."""

    when: datetime
    kind: str
    title: str
    text: str
    row: str


def card(session: Session, company: str) -> CompanyCard:
    """Return a company with its people, open tasks and next visit.

    Raises:
        UserError: when the company is gone.
    """
    row = records.get(session, Company, company)
    visits = select(Visit).where(Visit.company == company, Visit.deleted == 0)
    coming = visits.where(Visit.status == VisitStatus.PLANNED).order_by(Visit.planned_from)
    held = visits.where(Visit.status == VisitStatus.HELD).order_by(Visit.held_from.desc())
    sites = select(Site).where(Site.company == company, Site.deleted == 0)
    return CompanyCard(
        company=row,
        people=tuple(people.of_company(session, company)),
        tasks=tuple(tasks.of_company(session, company)),
        next_visit=session.scalars(coming.limit(1)).first(),
        last_visit=session.scalars(held.limit(1)).first(),
        sites=tuple(session.scalars(sites.order_by(Site.main.desc(), Site.created_at))),
    )


def timeline(session: Session, company: str, limit: int = 200) -> list[Moment]:
    """Return what happened with a company and what is planned, the latest first."""
    moments = [
        *_visits(session, company),
        *_moves(session, company),
        *_events(session, company),
        *_tasks(session, company),
    ]
    return sorted(moments, key=lambda moment: moment.when, reverse=True)[:limit]


def _visits(session: Session, company: str) -> Iterator[Moment]:
    fields = field_map(Visit)
    query = select(Visit).where(Visit.company == company, Visit.deleted == 0)
    for visit in session.scalars(query):
        when = visit.held_from or visit.planned_from or visit.created_at
        form = choice_label(fields["form"], visit.form)
        state = visit.outcome if visit.status == VisitStatus.HELD else None
        what = choice_label(fields["outcome"], state)
        what = what or choice_label(fields["status"], visit.status)
        title = _("Visit: {form}, {what}").format(form=form.lower(), what=what.lower())
        yield Moment(when, "visit", title, visit.note or "", visit.id)


def _moves(session: Session, company: str) -> Iterator[Moment]:
    query = (
        select(StockMove, Material.name)
        .join(Visit, Visit.id == StockMove.visit)
        .outerjoin(Material, Material.id == StockMove.material)
        .where(Visit.company == company, StockMove.deleted == 0)
    )
    for move, material in session.execute(query):
        kind = choice_label(field_map(StockMove)["kind"], move.kind)
        title = _("{kind}: {material} × {n}").format(
            kind=kind, material=material or "…", n=move.quantity or 0
        )
        yield Moment(move.moved_at, "stock_move", title, move.reason or "", move.id)


def _events(session: Session, company: str) -> Iterator[Moment]:
    query = (
        select(Event, Participation)
        .join(Participation, Participation.event == Event.id)
        .join(Affiliation, Affiliation.person == Participation.person)
        .where(Affiliation.company == company, Affiliation.deleted == 0)
        .where(Participation.deleted == 0, Event.deleted == 0)
        .where(Event.status != EventStatus.CANCELLED)
        .where(Participation.status != ParticipationStatus.ABSENT)
    )
    rows: dict[str, tuple[Event, set[str]]] = {}
    for event, participation in session.execute(query):
        rows.setdefault(event.id, (event, set()))[1].add(participation.person)
    names = records.titles(session, "person", {p for _, group in rows.values() for p in group})
    for event, group in rows.values():
        who = ", ".join(sorted(names.get(person, "…") for person in group))
        yield Moment(event.starts, "event", event.title, who, event.id)


def _tasks(session: Session, company: str) -> Iterator[Moment]:
    for task in session.scalars(select(Task).where(Task.company == company, Task.deleted == 0)):
        text = _("done") if task.done else _("to do")
        when = local_days.start_of(task.snoozed_to or task.due)
        yield Moment(when, "task", task.title, text, task.id)
