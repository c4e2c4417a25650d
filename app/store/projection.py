"""The tables as a projection of the journal: writing what the merge decided is shown."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from app.base.text import sort_key, sort_keys
from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import entities_by_name
from app.model.field import Field, Raw
from app.store import bulk
from app.store.engine import driver
from app.store.standing import Row

_TEXT_TYPES = {str, type(None)}
_Group = tuple[str, bool, tuple[str, ...]]
"""An entity's name, whether its table holds the rows, and the fields whose values changed."""


def write(connection: Connection, rows: Mapping[str, Row]) -> None:
    """Write the values that are shown now into the tables, rows with the same fields at once.

    What this version does not know (an entity, a field, a value of another kind) stays in the
    journal alone and is written here after an upgrade.
    """
    groups: dict[_Group, list[tuple[Any, ...]]] = {}
    for row, held in rows.items():
        changed = held.changed
        of = (held.entity, held.stood, tuple(changed))
        groups.setdefault(of, []).append((row, held.scope, *changed.values()))
    for (name, stood, fields), values_of_rows in groups.items():
        entity = entities_by_name().get(name)
        if entity is not None:
            _write_group(connection, entity, fields, values_of_rows, stood=stood)


def insert(raw: Any, table: str, stored: Mapping[str, Raw]) -> None:
    """Write a row that was born here, by its columns; an id that is taken is an error."""
    raw.execute(_insertion(table, tuple(stored)), tuple(stored.values()))


@lru_cache(256)
def _insertion(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}"({columns}) VALUES({",".join("?" * len(names))})'


def update(raw: Any, row: Entity, fields: Mapping[str, Raw]) -> None:
    """Write what was changed here in a row."""
    columns = ", ".join(f'"{name}"=?' for name in (*fields, "sort_key"))
    raw.execute(
        f'UPDATE "{entity_name(type(row))}" SET {columns} WHERE id=?',
        (*fields.values(), row.sort_key, row.id),
    )


def remove(connection: Connection, name: str, row: str) -> None:
    """Take a row out of its table and of the search index: it lives elsewhere."""
    if name in entities_by_name():
        connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id=?', (row,))
    connection.exec_driver_sql(
        "DELETE FROM search WHERE rowid IN (SELECT n FROM search_row WHERE row=?)", (row,)
    )
    connection.exec_driver_sql("DELETE FROM search_row WHERE row=?", (row,))


def _write_group(
    connection: Connection,
    entity: type[Entity],
    names: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    *,
    stood: bool,
) -> None:
    fields = field_map(entity)
    ids, scopes, *columns = zip(*rows, strict=True)
    shown: dict[str, Sequence[Any]] = {
        name: _shown(fields[name], values)
        for name, values in zip(names, columns, strict=True)
        if name in fields
    }
    order = entity.about.order
    if order and shown.keys() >= set(order):
        shown["sort_key"] = _sort_keys([shown[name] for name in order])
    raw = driver(connection)
    if not (stood and _updated(raw, entity_name(entity), shown, ids)):
        into, conflict = _upsert(entity_name(entity), tuple(shown))
        bulk.insert(raw, into, list(zip(ids, scopes, *shown.values(), strict=True)), conflict)
    if order and "sort_key" not in shown and not shown.keys().isdisjoint(listed_by(entity)):
        sort_again(connection, entity, ids)


def _updated(raw: Any, table: str, shown: Mapping[str, Sequence[Any]], ids: Sequence[str]) -> bool:
    """Write into rows of a table; tell whether all of them were there.

    A statement that only changes rows costs three quarters of one that might also add them.
    """
    if not shown:
        return False
    columns = ", ".join(f'"{name}"=?' for name in shown)
    values = zip(*shown.values(), ids, strict=True)
    done = raw.executemany(f'UPDATE "{table}" SET {columns} WHERE id=?', values)
    return bool(done.rowcount == len(ids))


def listed_by(entity: type[Entity]) -> tuple[str, ...]:
    """Return the fields of which one must have come for a list to show a row.

    Who is born without a name, as by a slip's number alone, is listed too.
    """
    return (*entity.about.order, "created_at")


def sort_again(connection: Connection, entity: type[Entity], ids: Iterable[str]) -> None:
    """Give rows the sort keys of their values; one that no list showed is shown again."""
    raw = driver(connection)
    table, names = entity_name(entity), ", ".join(f'"{name}"' for name in entity.about.order)
    for row in ids:
        values = raw.execute(f'SELECT {names} FROM "{table}" WHERE id=?', (row,)).fetchone()
        raw.execute(f'UPDATE "{table}" SET sort_key=? WHERE id=?', (sort_key_of(values), row))


def _sort_keys(columns: list[Sequence[Any]]) -> list[str]:
    if len(columns) == 1:
        return sort_keys([str(value) if value else "" for value in columns[0]])
    return [sort_key_of(values) for values in zip(*columns, strict=True)]


def sort_key_of(values: Iterable[Any]) -> str:
    """Return the key by which lists sort a record, from its `about.order` values."""
    return "\t".join(sort_key(str(value)) for value in values if value)


def _shown(field: Field, values: Sequence[Any]) -> Sequence[Any]:
    # One look at the types of a whole column: most are texts that need no closer look.
    if field.is_plain_text and set(map(type, values)) <= _TEXT_TYPES:
        return values
    return [value if field.accepts(value) else None for value in values]


def _upsert(table: str, fields: tuple[str, ...]) -> tuple[str, str]:
    columns = "".join(f', "{field}"' for field in fields)
    updates = ",".join(f'"{field}"=excluded."{field}"' for field in fields)
    action = f"UPDATE SET {updates}" if updates else "NOTHING"
    return f'INSERT INTO "{table}"(id, scope{columns})', f"ON CONFLICT(id) DO {action}"
