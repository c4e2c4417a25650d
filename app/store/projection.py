"""The tables as a projection of the journal: writing what the merge decided is shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.base.text import sort_key
from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import entities_by_name
from app.model.field import Field, Raw
from app.store import bulk
from app.store.engine import driver

Shown = tuple[str, str, str, dict[str, Raw]]
"""An entity's name, a row's id, its scope and the fields whose shown values changed."""


_TEXT_TYPES = {str, type(None)}


def write(connection: Connection, rows: Iterable[Shown]) -> None:
    """Write values into the tables, rows with the same fields in one statement.

    What this version does not know (an entity, a field, a value of another kind) stays in the
    journal alone and is written here after an upgrade.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for name, row, scope, changed in rows:
        groups.setdefault((name, tuple(changed)), []).append((row, scope, *changed.values()))
    for (name, fields), values_of_rows in groups.items():
        entity = entities_by_name().get(name)
        if entity is not None:
            _write_group(connection, entity, fields, values_of_rows)


def insert(raw: Any, row: Entity, fields: Mapping[str, Raw]) -> None:
    """Write a row that was born here; an id that is taken is an error."""
    names = (*fields, "sort_key")
    columns = "".join(f', "{name}"' for name in names)
    marks = ",?" * len(names)
    raw.execute(
        f'INSERT INTO "{entity_name(type(row))}"(id, scope{columns}) VALUES(?,?{marks})',
        (row.id, row.scope, *fields.values(), row.sort_key),
    )


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
) -> None:
    fields = field_map(entity)
    columns = list(zip(*rows, strict=True))
    shown: dict[str, Sequence[Any]] = {
        name: _shown(fields[name], values)
        for name, values in zip(names, columns[2:], strict=True)
        if name in fields
    }
    order = set(entity.about.order)
    if order and order <= shown.keys():
        parts = zip(*(shown[name] for name in entity.about.order), strict=True)
        shown["sort_key"] = [sort_key_of(values) for values in parts]
    into, conflict = _upsert(entity_name(entity), tuple(shown))
    values = list(zip(*columns[:2], *shown.values(), strict=True))
    bulk.insert(driver(connection), into, values, conflict)
    if "sort_key" not in shown and not order.isdisjoint(shown):
        sort_again(connection, entity, columns[0])


def sort_again(connection: Connection, entity: type[Entity], ids: Iterable[str]) -> None:
    """Give rows the sort keys of their values; one that no list showed is shown again."""
    raw = driver(connection)
    table, names = entity_name(entity), ", ".join(f'"{name}"' for name in entity.about.order)
    for row in ids:
        values = raw.execute(f'SELECT {names} FROM "{table}" WHERE id=?', (row,)).fetchone()
        raw.execute(f'UPDATE "{table}" SET sort_key=? WHERE id=?', (sort_key_of(values), row))


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
