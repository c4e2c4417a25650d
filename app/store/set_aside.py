"""Changes that this version's rules refuse: kept beside the tables, to be shown and not lost."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.model.field import Raw
from app.store.ticks import tick_time


@dataclass(frozen=True, slots=True)
class SetAside:
    """One field of a change that was set aside.

    Attributes:
        entity: what the change said that the row is.
        scope: where it was written.
        home: the entity and the scope that the row's id belongs to; `None` when there is no row.
        writer: the device and its incarnation.
    """

    row: str
    entity: str
    scope: str
    field: str
    value: Raw
    home: tuple[str, str] | None
    writer: str
    time: datetime


def count(connection: Connection) -> int:
    """Return how many fields of changes were set aside."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM quarantine").scalar_one())


def listed(connection: Connection, limit: int = 200) -> list[SetAside]:
    """Return what was set aside, the latest first."""
    found = connection.exec_driver_sql(
        "SELECT q.row, q.entity, stream.scope, q.field, q.value, head.entity, head.scope, "
        "stream.writer, entry.time FROM quarantine q JOIN entry ON entry.dot = q.dot "
        "JOIN stream ON stream.n = q.dot >> 32 LEFT JOIN head ON head.row = q.row "
        "ORDER BY entry.time DESC, q.row, q.field LIMIT ?",
        (limit,),
    )
    return [
        SetAside(
            row, entity, scope, field, value, (of, place) if of else None, writer, tick_time(time)
        )
        for row, entity, scope, field, value, of, place, writer, time in found
    ]
