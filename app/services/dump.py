"""Every record as one line of JSON: two stores with the same records give the same bytes."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.entity import Entity, entity_name, fields_of
from app.model.every_entity import entities_by_name
from app.model.field import Field, Kind

_ROWS_AT_ONCE = 1_000


def lines(session: Session, only: str | None = None, *, deleted: bool = False) -> Iterator[str]:
    """Yield each live record as JSON, sorted by entity and id, keys sorted.

    Args:
        session: a reading session.
        only: one entity's name, or all.
        deleted: whether deleted records come too.

    Raises:
        UserError: when there is no such entity.
    """
    known = entities_by_name()
    if only is not None and only not in known:
        unknown = _("There is no entity “{name}”. These are known: {known}.")
        raise UserError(unknown.format(name=only, known=", ".join(sorted(known))))
    for name in sorted(known if only is None else [only]):
        yield from _entity_lines(session, known[name], deleted=deleted)


def values(row: Entity) -> dict[str, Any]:
    """Return a record's fields as JSON holds them: moments with their offset, true and false."""
    return {
        "id": row.id,
        "scope": row.scope,
        **{field.name: _json(field, getattr(row, field.name)) for field in fields_of(type(row))},
    }


def _entity_lines(session: Session, entity: type[Entity], *, deleted: bool) -> Iterator[str]:
    after = ""
    while True:
        query = select(entity).where(entity.id > after).order_by(entity.id).limit(_ROWS_AT_ONCE)
        rows = session.scalars(query).all()
        if not rows:
            return
        for row in rows:
            if deleted or not row.deleted:
                record = {"entity": entity_name(entity), **values(row)}
                yield json.dumps(record, ensure_ascii=False, sort_keys=True)
        after = rows[-1].id
        session.expunge_all()


def _json(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind is Kind.MOMENT:
        return value.isoformat(timespec="milliseconds")
    if field.kind is Kind.DATE:
        return value.isoformat()
    if field.kind is Kind.FLAG:
        return bool(value)
    return list(value) if isinstance(value, tuple) else value
