"""In which scope a row lives, asked at every save of what belongs to it."""

from functools import cache

from sqlalchemy.orm import Session

from app.model.entity import Entity, entity_name, field_map
from app.store.capture import JournalledSession
from app.store.engine import driver_of


def of_row(session: Session, entity: type[Entity], row: str) -> tuple[str, str | None] | None:
    """Return a row's scope and the county it names, or `None` for a row that is not here."""
    if isinstance(session, JournalledSession):
        session.write_born()
    found = driver_of(session).execute(_query(entity), (row,)).fetchone()
    return None if found is None else (found[0], found[1])


@cache
def _query(entity: type[Entity]) -> str:
    county = "county" if "county" in field_map(entity) else "NULL"
    return f'SELECT scope, {county} FROM "{entity_name(entity)}" WHERE id=?'
