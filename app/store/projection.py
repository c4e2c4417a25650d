"""The tables as a projection of the journal: writing what the merge decided is shown."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from app.model.entity import Entity, field_map
from app.model.every_entity import entities_by_name
from app.model.field import Raw

Shown = tuple[str, str, str, dict[str, Raw]]
"""An entity's name, a row's id, its scope and the fields whose shown values changed."""


def write(connection: Connection, rows: Iterable[Shown]) -> None:
    """Write values into the tables, rows with the same fields in one statement.

    What this version does not know (an entity, a field, a value of another kind) stays in the
    journal alone and is written here after an upgrade.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for name, row, scope, changed in rows:
        entity = entities_by_name().get(name)
        if entity is None:
            continue
        fields = tuple(field for field in changed if field in field_map(entity))
        values = (_shown(entity, field, changed[field]) for field in fields)
        groups.setdefault((name, fields), []).append((row, scope, *values))
    for (name, fields), values_of_rows in groups.items():
        connection.exec_driver_sql(_upsert(name, fields), values_of_rows)


def _shown(entity: type[Entity], field: str, value: Raw) -> Raw:
    return value if field_map(entity)[field].accepts(value) else None


def _upsert(table: str, fields: tuple[str, ...]) -> str:
    columns = "".join(f', "{field}"' for field in fields)
    marks = ",?" * len(fields)
    updates = ",".join(f'"{field}"=excluded."{field}"' for field in fields)
    action = f"UPDATE SET {updates}" if updates else "NOTHING"
    return (
        f'INSERT INTO "{table}"(id, scope{columns}) VALUES(?,?{marks}) ON CONFLICT(id) DO {action}'
    )
