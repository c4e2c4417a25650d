"""Changes that the office has yet to decide on: kept whole, shown, not applied.

The office's list of devices says since when a device is revoked and how far its changes were
accepted; a county that was taken away is closed to its device in the same way. What comes after
the accepted numbers is held by every store alike. Changes of a history that the office settled
otherwise (`app/sync/forks.py`) are put aside here too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.base import clock
from app.model.device import DeviceRole
from app.store import erasing, identity
from app.store.streams import find_stream

REVOKED = "revoked"
HISTORY = "history"
"""Why a segment is held: its device may not write any more, or another history was right."""
REASONS = (REVOKED, HISTORY)

Accepted = dict[str, dict[str, int]]
"""For each writer and scope, the last number that the office accepted."""


@dataclass(frozen=True, slots=True)
class HeldSegment:
    """A segment that is kept and not applied."""

    writer: str
    scope: str
    first: int
    last: int
    data: bytes
    reason: str

    @property
    def device(self) -> str:
        """The device that wrote it."""
        return self.writer.partition("~")[0]

    @property
    def sum(self) -> str:
        """A hash of the header, which every copy of the segment has, erased or not."""
        return sum_of(self.data)


def sum_of(data: bytes) -> str:
    """Return the hash by which a held segment's bytes are known again."""
    return hashlib.sha256(data.partition(b"\n")[0]).hexdigest()


def accepted_up_to(connection: Connection, writer: str, scope: str) -> int | None:
    """Return up to which number a stream is accepted; `None` when all of it is.

    A store never holds back what it wrote itself.
    """
    device = writer.partition("~")[0]
    row = connection.exec_driver_sql(
        "SELECT role, counties, revoked_since, accepted FROM device WHERE id=?", (device,)
    ).one_or_none()
    if row is None or row[0] == DeviceRole.OFFICE or device == identity.fact(connection, "device"):
        return None
    _role, counties, revoked, accepted = row
    if revoked is None and (accepted is None or scope in json.loads(counties or "[]")):
        return None
    if accepted is None:  # revoked by an older version, which refused all that came later
        stream = find_stream(connection, writer, scope)
        return stream.last if stream else 0
    return read_accepted(accepted).get(writer, {}).get(scope, 0)


def read_accepted(text: str | None) -> Accepted:
    """Return the accepted numbers as a device's row holds them."""
    found = json.loads(text or "{}")
    return found if isinstance(found, dict) else {}


def keep(connection: Connection, segment: HeldSegment, since: str | None = None) -> bool:
    """Keep a segment whole; return whether the store did not hold it yet.

    Args:
        connection: inside a writing transaction.
        segment: what is to be kept.
        since: when it came, as ISO text, if that was before.
    """
    data = erasing.without_erased(connection, segment.scope, segment.data)
    made = connection.exec_driver_sql(
        "INSERT OR IGNORE INTO held(writer, scope, first, last, sum, bytes, reason, since) "
        "VALUES(?,?,?,?,?,?,?,?)",
        (
            segment.writer,
            segment.scope,
            segment.first,
            segment.last,
            segment.sum,
            data,
            segment.reason,
            since or clock.now().isoformat(timespec="seconds"),
        ),
    )
    return made.rowcount > 0


def segments(connection: Connection, reason: str = REVOKED) -> Iterator[HeldSegment]:
    """Yield what is held for a reason, one segment at a time, each stream in its order."""
    keys = connection.exec_driver_sql(
        "SELECT rowid FROM held WHERE reason=? ORDER BY writer, scope, first, last", (reason,)
    ).all()
    for (key,) in keys:
        row = connection.exec_driver_sql(
            "SELECT writer, scope, first, last, bytes, reason FROM held WHERE rowid=?", (key,)
        ).one_or_none()
        if row is not None:
            writer, scope, first, last, data, why = row
            yield HeldSegment(writer, scope, first, last, bytes(data), why)


def counts(connection: Connection, reason: str = REVOKED) -> dict[str, int]:
    """Return how many changes of each device are held for a reason."""
    rows = connection.exec_driver_sql(
        "SELECT substr(writer, 1, instr(writer, '~') - 1), sum(last - first + 1) FROM held "
        "WHERE reason=? GROUP BY 1",
        (reason,),
    )
    return {row[0]: row[1] for row in rows}


def let_go(connection: Connection, segment: HeldSegment) -> None:
    """Forget a held segment that the journal holds now."""
    connection.exec_driver_sql(
        "DELETE FROM held WHERE writer=? AND scope=? AND first=? AND sum=?",
        (segment.writer, segment.scope, segment.first, segment.sum),
    )
