"""Search boxes: a few records of one entity that fit what is typed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.text import fold
from app.model import territory
from app.model.affiliation import Affiliation
from app.model.company import Company
from app.model.entity import Entity
from app.model.every_entity import entity_named
from app.services import records
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
    titles = records.titles(session, entity.__tablename__, ids)
    more = _details(session, entity, ids)
    return [
        (row, " · ".join(part for part in (titles[row], more.get(row)) if part))
        for row in ids
        if row in titles
    ]


def _details(session: Session, entity: type[Entity], ids: list[str]) -> dict[str, str]:
    if entity.__tablename__ == "company":
        towns = select(Company.id, Company.town).where(Company.id.in_(ids))
        return {row: town for row, town in session.execute(towns) if town}
    if entity.__tablename__ == "person":
        firms = (
            select(Affiliation.person, Company.name)
            .join(Company, Company.id == Affiliation.company)
            .where(Affiliation.person.in_(ids), Affiliation.deleted == 0)
        )
        return dict(session.execute(firms).all())
    return {}


def _counties(text: str) -> list[Found]:
    words = fold(text).split()
    named = [(code, territory.county_name(code)) for code in _ALL_COUNTIES]
    return [(code, name) for code, name in named if all(w in fold(name) for w in words)]
