"""The ids of a list of any size: filtered, searched and ordered in SQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.model.entity import Entity, entity_name, field_map
from app.model.field import Raw
from app.store.search import query_of

FOUND_AT_MOST = 500
"""How many rows a typed text brings at most; who types on comes to the rest."""

Filters = Mapping[str, Sequence[Raw]]
"""For each field the stored values of which a row has one."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted; rows that are equal follow their local sort key.

    Attributes:
        column: a field; empty for the sort key alone.
        ranks: each stored value's place, where the values' own order is not meant.
    """

    column: str = ""
    ranks: Mapping[str, int] = field(default_factory=dict)
    descending: bool = False


def list_ids(
    session: Session,
    entity: type[Entity],
    text: str = "",
    filters: Filters | None = None,
    order: Order | None = None,
    limit: int | None = None,
) -> list[str]:
    """Return the ids of live rows.

    They leave SQLite as one text: a hundred thousand rows of a driver take five times as long.

    Args:
        session: any session.
        entity: what to list.
        text: what was typed; each word is a folded prefix of a word of the row.
        filters: only rows that pass all of them.
        order: by the sort key unless said.
        limit: at most so many; with a text `FOUND_AT_MOST` unless said.
    """
    if text.strip() and not query_of(text):
        return []
    order = order or Order()
    source, values = _source(entity, text, filters or {}, limit, by_key=not order.column)
    by, ranks = _order(entity, order)
    # A LIMIT that limits nothing would double the time of the sort.
    first = "" if limit is None else f"LIMIT {limit:d}"
    found = session.connection().exec_driver_sql(
        f"WITH e AS {source}, rank(value, place) AS MATERIALIZED "
        "(SELECT key, value FROM json_each(?)) "
        f"SELECT group_concat(id, char(10)) FROM (SELECT e.id FROM e {by} {first})",
        (*values, json.dumps(ranks)),
    )
    text_of_ids = found.scalar()
    return text_of_ids.split("\n") if text_of_ids else []


def distinct(session: Session, entity: type[Entity], column: str) -> list[str]:
    """Return the texts that live rows hold in a field, in no order."""
    name = _known(entity, column)
    found = session.connection().exec_driver_sql(
        f'SELECT DISTINCT "{name}" FROM "{entity_name(entity)}" '
        f'WHERE +deleted = 0 AND "{name}" IS NOT NULL'
    )
    return [str(value) for (value,) in found]


def _source(
    entity: type[Entity], text: str, filters: Filters, limit: int | None, *, by_key: bool
) -> tuple[str, list[Raw]]:
    table = entity_name(entity)
    conditions, values = _conditions(entity, filters)
    query = query_of(text)
    if not query:
        # The plus keeps SQLite from walking the index of the sort key row by row (3.5 times).
        conditions = conditions if by_key and not filters else f"+{conditions}"
        return f'NOT MATERIALIZED (SELECT * FROM "{table}" WHERE {conditions})', values
    # Materialised, or the planner would sort every match before it takes the first ones.
    hits = (
        f'MATERIALIZED (SELECT "{table}".* FROM search '
        "CROSS JOIN search_row ON search_row.n = search.rowid "
        f'CROSS JOIN "{table}" ON "{table}".id = search_row.row '
        f"WHERE search MATCH ? AND search_row.entity = ? AND {conditions} LIMIT ?)"
    )
    return hits, [query, table, *values, limit or FOUND_AT_MOST]


def _conditions(entity: type[Entity], filters: Filters) -> tuple[str, list[Raw]]:
    parts = ["deleted = 0"]
    if entity.about.order:  # a row that no list shows has no key
        parts.append("sort_key IS NOT NULL")
    values: list[Raw] = []
    for name, allowed in filters.items():
        parts.append(f'"{_known(entity, name)}" IN ({",".join("?" * len(allowed))})')
        values += allowed
    return " AND ".join(parts), values


def _order(entity: type[Entity], order: Order) -> tuple[str, Mapping[str, int]]:
    way = "DESC" if order.descending else "ASC"
    usual = f"e.sort_key {way}, e.id {way}"
    if not order.column:
        return f"ORDER BY {usual}", {}
    column = f'e."{_known(entity, order.column)}"'
    if not order.ranks:
        return f"ORDER BY {column} IS NULL, {column} {way}, e.sort_key, e.id", {}
    join = f"LEFT JOIN rank ON rank.value = {column}"
    return (
        f"{join} ORDER BY rank.place IS NULL, rank.place {way}, e.sort_key, e.id",
        order.ranks,
    )


def _known(entity: type[Entity], column: str) -> str:
    return field_map(entity)[column].name
