"""A company's card: its people, what is open, and its one timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.text import within_words
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
from app.services import joined, local_days, naming, people, tasks
from app.services.joined import Whole
from app.services.people import Contact
from app.services.tasks import TaskRow
from app.store import faces


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """What the card shows beside the company's own fields.

    Attributes:
        company: as it is shown; joined with others it holds their values too.
        whole: of which records it is made.
        history: the records whose history is the company's, as (entity, id).
    """

    company: Company
    whole: Whole
    history: tuple[tuple[str, str], ...]
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
    whole = joined.whole(session, company)
    visits = select(Visit).where(Visit.company.in_(whole.members), Visit.deleted == 0)
    coming = visits.where(Visit.status == VisitStatus.PLANNED).order_by(Visit.planned_from)
    held = visits.where(Visit.status == VisitStatus.HELD).order_by(Visit.held_from.desc())
    sites = select(Site).where(Site.company.in_(whole.members), Site.deleted == 0)
    return CompanyCard(
        company=whole.company,
        whole=whole,
        history=tuple(joined.keys_of(session, whole.members)),
        people=tuple(people.of_company(session, company)),
        tasks=tuple(tasks.of_company(session, company)),
        next_visit=session.scalars(coming.limit(1)).first(),
        last_visit=session.scalars(held.limit(1)).first(),
        sites=tuple(session.scalars(sites.order_by(Site.main.desc(), Site.created_at))),
    )


def timeline(session: Session, company: str, limit: int = 200) -> list[Moment]:
    """Return what happened with a company and what is planned, the latest first."""
    members = faces.members(session, company)
    moments = [
        *_visits(session, members),
        *_moves(session, members),
        *_events(session, members),
        *_tasks(session, members),
    ]
    return sorted(moments, key=lambda moment: moment.when, reverse=True)[:limit]


def _visits(session: Session, members: Sequence[str]) -> Iterator[Moment]:
    fields = field_map(Visit)
    query = select(Visit).where(Visit.company.in_(members), Visit.deleted == 0)
    for visit in session.scalars(query):
        when = visit.held_from or visit.planned_from or visit.created_at
        form = choice_label(fields["form"], visit.form)
        state = visit.outcome if visit.status == VisitStatus.HELD else None
        what = choice_label(fields["outcome"], state)
        what = what or choice_label(fields["status"], visit.status)
        title = _("Visit: {form}, {what}").format(form=within_words(form), what=within_words(what))
        yield Moment(when, "visit", title, visit.note or "", visit.id)


def _moves(session: Session, members: Sequence[str]) -> Iterator[Moment]:
    query = (
        select(StockMove, Material.name)
        .join(Visit, Visit.id == StockMove.visit)
        .outerjoin(Material, Material.id == StockMove.material)
        .where(Visit.company.in_(members), StockMove.deleted == 0)
    )
    for move, material in session.execute(query):
        kind = choice_label(field_map(StockMove)["kind"], move.kind)
        title = _("{kind}: {material} × {n}").format(
            kind=kind, material=material or "…", n=move.quantity or 0
        )
        yield Moment(move.moved_at, "stock_move", title, move.reason or "", move.id)


def _events(session: Session, members: Sequence[str]) -> Iterator[Moment]:
    query = (
        select(Event, Participation)
        .join(Participation, Participation.event == Event.id)
        .join(Affiliation, Affiliation.person == Participation.person)
        .where(Affiliation.company.in_(members), Affiliation.deleted == 0)
        .where(Participation.deleted == 0, Event.deleted == 0)
        .where(Event.status != EventStatus.CANCELLED)
        .where(Participation.status != ParticipationStatus.ABSENT)
    )
    rows: dict[str, tuple[Event, set[str]]] = {}
    for event, participation in session.execute(query):
        rows.setdefault(event.id, (event, set()))[1].add(participation.person)
    names = naming.titles(session, "person", {p for _, group in rows.values() for p in group})
    for event, group in rows.values():
        who = ", ".join(sorted(names.get(person, "…") for person in group))
        yield Moment(event.starts, "event", event.title, who, event.id)


def _tasks(session: Session, members: Sequence[str]) -> Iterator[Moment]:
    query = select(Task).where(Task.company.in_(members), Task.deleted == 0)
    for task in session.scalars(query):
        text = _("done") if task.done else _("to do")
        when = local_days.start_of(task.snoozed_to or task.due)
        yield Moment(when, "task", task.title, text, task.id)
