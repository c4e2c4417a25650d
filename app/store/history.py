"""A row's history: every change to it, read from the journal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.model.field import Raw
from app.store.entry import decode
from app.store.ticks import tick_time


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one row.

    Attributes:
        writer: the device and its incarnation.
        fields: the stored forms that were set.
    """

    dot: int
    time: datetime
    writer: str
    author: str | None
    label: str
    fields: dict[str, Raw]


def history(session: Session, row: str) -> list[Step]:
    """Return a row's changes, the earliest first by clock and writer."""
    found = session.connection().exec_driver_sql(
        "SELECT touch.dot, stream.writer, entry.head, entry.payload FROM touch "
        "JOIN entry ON entry.dot = touch.dot JOIN stream ON stream.n = touch.dot >> 32 "
        "WHERE touch.row=? ORDER BY entry.time, stream.writer",
        (row,),
    )
    steps = []
    for at, writer, head, payload in found:
        entry = decode(head, payload)
        fields = next(fields for _, changed, fields in entry.changes if changed == row)
        steps.append(Step(at, tick_time(entry.time), writer, entry.author, entry.label, fields))
    return steps
