"""The ids of a list of any size: filtered, searched and ordered in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.model.entity import Entity, entity_name, field_map
from app.model.field import Raw
from app.store.search import query_of

FOUND_AT_MOST = 1000
"""How many rows a typed text brings at most; who types on comes to the rest."""

Filters = Mapping[str, Sequence[Raw]]
"""For each field the stored values of which a row has one."""


def list_ids(
    session: Session,
    entity: type[Entity],
    text: str = "",
    filters: Filters | None = None,
    *,
    descending: bool = False,
    limit: int | None = None,
) -> list[str]:
    """Return the ids of live rows in the order of their local sort key.

    Args:
        session: any session.
        entity: what to list.
        text: what was typed; each word is a folded prefix of a word of the row.
        filters: fields and the stored values allowed in them.
        descending: the last first.
        limit: at most so many; with a text `FOUND_AT_MOST` unless said.
    """
    rows = _rows(session, entity, "", (text, filters, descending, limit))
    return [row for (row,) in rows]


def list_values(
    session: Session,
    entity: type[Entity],
    column: str,
    text: str = "",
    filters: Filters | None = None,
) -> list[tuple[str, Raw]]:
    """Return live rows as (id, stored value of a field) in the order of their sort key.

    For an order that SQL does not know, such as that of a choice's members.
    """
    wanted = f', "{_known(entity, column)}"'
    return [(row, value) for row, value in _rows(session, entity, wanted, (text, filters))]


def _rows(
    session: Session,
    entity: type[Entity],
    column: str,
    wanted: tuple[Any, ...],
) -> Sequence[Any]:
    text, filters, descending, limit = (*wanted, False, None)[:4]
    table = entity_name(entity)
    conditions, values = _conditions(entity, filters or {})
    order = f"ORDER BY sort_key {'DESC' if descending else ''}, id"
    if text.strip():
        query = query_of(text)
        if not query:
            return []
        statement = (
            f"SELECT id{column} FROM (SELECT e.* FROM search "
            f'JOIN search_row ON search_row.n = search.rowid JOIN "{table}" e '
            f"ON e.id = search_row.row WHERE search MATCH ? AND search_row.entity = ? "
            f"AND {conditions} LIMIT ?) {order}"
        )
        values = (query, table, *values, limit or FOUND_AT_MOST)
    else:
        statement = f'SELECT id{column} FROM "{table}" WHERE {conditions} {order} LIMIT ?'
        values = (*values, -1 if limit is None else limit)
    return session.connection().exec_driver_sql(statement, values).all()


def _conditions(entity: type[Entity], filters: Filters) -> tuple[str, tuple[Raw, ...]]:
    parts = ["deleted = 0"]
    values: list[Raw] = []
    for name, allowed in filters.items():
        parts.append(f'"{_known(entity, name)}" IN ({",".join("?" * len(allowed))})')
        values += allowed
    return " AND ".join(parts), tuple(values)


def _known(entity: type[Entity], column: str) -> str:
    return field_map(entity)[column].name
