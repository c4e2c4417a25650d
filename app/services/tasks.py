"""Tasks: what somebody is to do by a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import N_, _
from app.model.entity import Entity, entity_name
from app.model.field import Choice
from app.model.task import Task
from app.services import naming, promoters, records
from app.store import faces


class TaskView(Choice):
    """Which tasks a list shows."""

    OPEN = "open", N_("Tasks to do")
    OVERDUE = "overdue", N_("Overdue tasks")
    DONE = "done", N_("Done tasks")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list; `due` is the day to which it has been put off, if it has."""

    id: str
    title: str
    due: date
    owner: str
    owner_name: str
    company: str | None
    company_name: str
    visit: str | None
    done: bool
    overdue: bool


_DUE = func.coalesce(Task.snoozed_to, Task.due, type_=Task.due.type)


def add(
    session: Session,
    title: str,
    due: date,
    owner: str | None = None,
    *,
    company: str | None = None,
    visit: str | None = None,
    link: Entity | None = None,
) -> Task:
    """Save a new task.

    Args:
        session: a writing session.
        title: what is to be done.
        due: by which day.
        owner: whose it is; the promoter at work unless said.
        company: about which company.
        visit: from which visit it follows.
        link: any other record it is about.
    """
    row = records.new(
        Task,
        title=title,
        due=due,
        owner=promoters.current_id(session, owner),
        company=company,
        visit=visit,
        link_entity=entity_name(type(link)) if link else None,
        link_row=link.id if link else None,
        done=False,
    )
    return records.save(session, row)


def done(session: Session, task: str, done: bool = True) -> Task:
    """Tick a task off, or take the tick back."""
    return records.save(session, records.get(session, Task, task), {"done": done})


def snooze(session: Session, task: str, to: date) -> Task:
    """Put a task off to a later day; its own due day stays known.

    Raises:
        UserError: when the day has passed.
    """
    if to < clock.today():
        raise UserError(_("Choose today or a later day to put the task off to."))
    return records.save(session, records.get(session, Task, task), {"snoozed_to": to})


def ids(
    session: Session,
    view: str = TaskView.OPEN,
    owner: str | None = None,
    company: str | None = None,
    until: date | None = None,
) -> list[str]:
    """Return the ids of tasks, the earliest due first (done ones: the latest first).

    Args:
        session: any session.
        view: a `TaskView`.
        owner: only this promoter's.
        company: only about this company.
        until: only those due by this day.
    """
    query = select(Task.id).where(Task.deleted == 0)
    if view == TaskView.DONE:
        query = query.where(Task.done == 1).order_by(_DUE.desc(), Task.id)
    else:
        query = _open(query).order_by(_DUE, Task.id)
    if view == TaskView.OVERDUE:
        query = query.where(clock.today() > _DUE)
    if owner:
        query = query.where(Task.owner == owner)
    if company:
        query = query.where(Task.company.in_(faces.members(session, company)))
    if until:
        query = query.where(until >= _DUE)
    return list(session.scalars(query))


def _open(query: Select[Any]) -> Select[Any]:
    return query.where(or_(Task.done.is_(None), Task.done == 0))


def page(session: Session, ids: Sequence[str]) -> list[TaskRow]:
    """Return tasks in the order of the ids."""
    found = {t.id: t for t in session.scalars(select(Task).where(Task.id.in_(ids)))}
    return _rows(session, [found[row] for row in ids if row in found])


def due(session: Session, owner: str | None = None, until: date | None = None) -> list[TaskRow]:
    """Return the open tasks due by a day (today), overdue ones first."""
    return page(session, ids(session, owner=owner, until=until or clock.today()))


def of_company(session: Session, company: str) -> list[TaskRow]:
    """Return the open tasks about a company."""
    return page(session, ids(session, company=company))


def of_visit(session: Session, visit: str) -> list[TaskRow]:
    """Return the tasks that follow from a visit, done ones too."""
    query = select(Task).where(Task.visit == visit, Task.deleted == 0).order_by(_DUE, Task.id)
    return _rows(session, session.scalars(query))


def _rows(session: Session, tasks: Iterable[Task]) -> list[TaskRow]:
    listed = list(tasks)
    owners = promoters.names(session, {task.owner for task in listed})
    companies = naming.titles(session, "company", {t.company for t in listed if t.company})
    today = clock.today()
    return [
        TaskRow(
            id=task.id,
            title=task.title,
            due=task.snoozed_to or task.due,
            owner=task.owner,
            owner_name=owners.get(task.owner, "…"),
            company=task.company,
            company_name=companies.get(task.company or "", ""),
            visit=task.visit,
            done=bool(task.done),
            overdue=not task.done and (task.snoozed_to or task.due) < today,
        )
        for task in listed
    ]
