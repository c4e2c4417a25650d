"""In which scope a row lives, asked at every save of what belongs to it."""

from sqlalchemy.orm import Session

from app.model.entity import Entity, entity_name
from app.store.engine import driver


def of_row(session: Session, entity: type[Entity], row: str) -> tuple[str, str | None] | None:
    """Return a row's scope and the county it names, or `None` for a row that is not here."""
    if session.new:
        session.flush()
    county = "county" if "county" in entity.__table__.columns else "NULL"
    found = (
        driver(session.connection())
        .execute(f'SELECT scope, {county} FROM "{entity_name(entity)}" WHERE id=?', (row,))
        .fetchone()
    )
    return None if found is None else (found[0], found[1])
