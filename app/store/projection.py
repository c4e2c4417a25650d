"""The tables as a projection of the journal: writing what the merge decided is shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import entities_by_name
from app.model.field import Field, Raw
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
    columns = [[row[0] for row in rows], [row[1] for row in rows]]
    known = tuple(name for name in names if name in fields)
    for place, name in enumerate(names, 2):
        if name in fields:
            columns.append(_shown(fields[name], [row[place] for row in rows]))
    driver(connection).executemany(
        _upsert(entity_name(entity), known), list(zip(*columns, strict=True))
    )


def _shown(field: Field, values: list[Any]) -> list[Any]:
    # One look at the types of a whole column: most are texts that need no closer look.
    if field.is_plain_text and set(map(type, values)) <= _TEXT_TYPES:
        return values
    return [value if field.accepts(value) else None for value in values]


def _upsert(table: str, fields: tuple[str, ...]) -> str:
    columns = "".join(f', "{field}"' for field in fields)
    marks = ",?" * len(fields)
    updates = ",".join(f'"{field}"=excluded."{field}"' for field in fields)
    action = f"UPDATE SET {updates}" if updates else "NOTHING"
    return (
        f'INSERT INTO "{table}"(id, scope{columns}) VALUES(?,?{marks}) ON CONFLICT(id) DO {action}'
    )
