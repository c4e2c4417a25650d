"""Search boxes: a few records of one entity that fit what is typed."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.formats import format_date
from app.base.i18n import _
from app.base.text import fold, within_words
from app.model import territory
from app.model.affiliation import Affiliation
from app.model.company import Company
from app.model.entity import Entity, choice_label, field_map
from app.model.event import Event
from app.model.every_entity import entity_named
from app.model.person import Person
from app.model.task import Task
from app.model.visit import Visit
from app.services import naming
from app.services.local_days import day_of
from app.store.listing import list_ids

_ALL_COUNTIES = (*territory.NETWORK_COUNTIES, territory.OLSZTYN_CITY)

Found = tuple[str, str]
"""A record's id and what names it to a person."""


def lookup(session: Session, entity: str, text: str = "", limit: int = 20) -> list[Found]:
    """Return records of an entity that hold every typed word, in the order of their names.

    Args:
        session: any session.
        entity: the entity's name, or `county`.
        text: what was typed; nothing typed gives the first of all.
        limit: at most so many.
    """
    if entity == "county":
        return _counties(text)[:limit]
    kind = entity_named(entity)
    if text.strip() and not kind.about.searched:
        return []
    ids = list_ids(session, kind, text, limit=limit if not text.strip() else None)[:limit]
    return with_titles(session, kind, ids)


def with_titles(session: Session, entity: type[Entity], ids: list[str]) -> list[Found]:
    """Return the records with titles that tell namesakes apart (a company's town)."""
    told = named(session, entity, ids)
    return [(row, " · ".join(filter(None, told[row]))) for row in ids if row in told]


def named(session: Session, entity: type[Entity], ids: list[str]) -> dict[str, tuple[str, str]]:
    """Return by id the records' titles, and what tells each from its namesakes."""
    titles = naming.titles(session, entity.__tablename__, ids)
    details = _DETAILS.get(entity.__tablename__)
    more = details(session, ids) if details is not None else {}
    return {row: (titles[row], more.get(row, "")) for row in ids if row in titles}


def _of_companies(session: Session, ids: list[str]) -> dict[str, str]:
    towns = select(Company.id, Company.town).where(Company.id.in_(ids))
    return {row: town for row, town in session.execute(towns) if town}


def _of_people(session: Session, ids: list[str]) -> dict[str, str]:
    slips = select(Person.id, Person.slip_number).where(
        Person.id.in_(ids), Person.slip_number.is_not(None), Person.last_name.is_not(None)
    )
    roles = select(Affiliation.person, Affiliation.company).where(
        Affiliation.person.in_(ids), Affiliation.deleted == 0
    )
    firm_of = dict(session.execute(roles).all())
    firms = naming.titles(session, "company", firm_of.values())
    told = {row: _("slip {number}").format(number=n) for row, n in session.execute(slips)}
    return told | {row: firms[firm] for row, firm in firm_of.items() if firm in firms}


def _of_events(session: Session, ids: list[str]) -> dict[str, str]:
    query = select(Event.id, Event.starts, Event.place).where(Event.id.in_(ids))
    return {
        row: " · ".join(filter(None, (format_date(day_of(starts)), place)))
        for row, starts, place in session.execute(query)
    }


def _of_visits(session: Session, ids: list[str]) -> dict[str, str]:
    form = field_map(Visit)["form"]
    query = select(Visit).where(Visit.id.in_(ids))
    return {
        one.id: " · ".join(
            filter(
                None,
                (
                    format_date(day_of(one.held_from or one.planned_from or one.created_at)),
                    within_words(choice_label(form, one.form)),
                ),
            )
        )
        for one in session.scalars(query)
    }


def _of_tasks(session: Session, ids: list[str]) -> dict[str, str]:
    query = select(Task.id, Task.due).where(Task.id.in_(ids), Task.due.is_not(None))
    return {row: format_date(due) for row, due in session.execute(query)}


_DETAILS: dict[str, Callable[[Session, list[str]], dict[str, str]]] = {
    "company": _of_companies,
    "person": _of_people,
    "event": _of_events,
    "visit": _of_visits,
    "task": _of_tasks,
}


def _counties(text: str) -> list[Found]:
    words = fold(text).split()
    named = [(code, territory.county_name(code)) for code in _ALL_COUNTIES]
    return [(code, name) for code, name in named if all(w in fold(name) for w in words)]
