"""Changes that the office has yet to decide on: kept whole, shown, not applied.

`app/sync/decisions.py` says which those are. The office tells what it holds, so that others send
it no more; a put-back office tells less and gets it again. Changes of a history that the office
settled otherwise (`app/sync/forks.py`) are put aside here too.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.base import clock
from app.store import erasing, identity
from app.sync import decisions

REVOKED = "revoked"
HISTORY = "history"
"""Why a segment is held: its device may not write any more, or another history was right."""
REASONS = (REVOKED, HISTORY)

THERE = "held-by-office"
"""The local fact that tells the sums of the segments that the office holds, by its latest file."""


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
        if connection.exec_driver_sql("SELECT 1 FROM held WHERE rowid=?", (key,)).first():
            yield read(connection, key)


def read(connection: Connection, key: int) -> HeldSegment:
    """Return one held segment."""
    row = connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes, reason FROM held WHERE rowid=?", (key,)
    ).one()
    return HeldSegment(row[0], row[1], row[2], row[3], bytes(row[4]), row[5])


def undecided(connection: Connection, there: Collection[str]) -> list[int]:
    """Return what is held for the office and is not there yet; `read` takes each."""
    found = connection.exec_driver_sql(
        "SELECT rowid, sum FROM held WHERE reason=? ORDER BY writer, scope, first, last",
        (REVOKED,),
    )
    return [key for key, sum_ in found if sum_ not in there]


def sums(connection: Connection, scopes: Collection[str] | None, device: str) -> list[str]:
    """Return the sums of what is held until the office decides and a device may hear of.

    Args:
        connection: a reading one.
        scopes: those that the device may have; `None` means all.
        device: it hears of its own changes, also where it lost the county.
    """
    found = connection.exec_driver_sql(
        "SELECT sum, scope, substr(writer, 1, instr(writer, '~') - 1) FROM held "
        "WHERE reason=? ORDER BY 1",
        (REVOKED,),
    )
    return [sum_ for sum_, scope, by in found if scopes is None or scope in scopes or by == device]


def note_there(connection: Connection, told: Collection[str]) -> None:
    """Keep what the office's latest file says that it holds."""
    if told or identity.fact(connection, THERE):
        identity.set_fact(connection, THERE, " ".join(told))


def told_there(connection: Connection) -> frozenset[str]:
    """Return the sums of the segments that the office holds by its latest file."""
    return frozenset((identity.fact(connection, THERE) or "").split())


def let_go_of_rejected(connection: Connection) -> None:
    """Forget what the office has turned down."""
    rows = connection.exec_driver_sql(
        "SELECT rowid, writer, scope, last FROM held WHERE reason=?", (REVOKED,)
    ).all()
    for key, writer, scope, last in rows:
        if last <= decisions.rejected_up_to(connection, writer, scope):
            connection.exec_driver_sql("DELETE FROM held WHERE rowid=?", (key,))


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
