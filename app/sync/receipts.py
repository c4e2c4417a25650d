"""What other devices have told that they hold: the receipts in their files' manifests."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from app.model.entity import OFFICE
from app.store import identity
from app.store.streams import named_knowledge
from app.sync.shape import Spans

Named = Mapping[str, Mapping[str, int]]
"""For each scope and writer, the last number held."""


def note(connection: Connection, device: str, order: tuple[int, int], held: Named) -> bool:
    """Keep what a device's file says it holds, unless a later file of it has been read.

    What a device holds may shrink (a backup was put back), so the later file counts, not the
    greater number; but no file counts above what the sender itself can know of our streams.

    Args:
        connection: inside a writing transaction.
        device: the sender.
        order: the sender's incarnation and file number.
        held: the manifest's knowledge.

    Returns:
        Whether the file was the latest of its device.
    """
    if not _is_later(connection, device, order):
        return False
    connection.exec_driver_sql("DELETE FROM receipt WHERE device=?", (device,))
    rows = [
        (device, writer, scope, int(last))
        for scope, writers in held.items()
        for writer, last in writers.items()
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO receipt(device, writer, scope, last) VALUES(?,?,?,?)", rows
        )
    return True


def held_by(connection: Connection, device: str) -> dict[tuple[str, str], int]:
    """Return, for each (writer, scope), the last number that a device has confirmed."""
    rows = connection.exec_driver_sql(
        "SELECT writer, scope, last FROM receipt WHERE device=?", (device,)
    )
    return {(writer, scope): last for writer, scope, last in rows}


def beyond_gaps(
    connection: Connection, scopes: Collection[str] | None
) -> dict[str, dict[str, Spans]]:
    """Return the numbers that wait in this store for missing ones, by scope and writer.

    What waits for anything but a gap is not told, so that it is sent again.

    Args:
        connection: a reading one.
        scopes: those that the other device may have; `None` means all.
    """
    rows = connection.exec_driver_sql(
        "SELECT w.scope, w.writer, w.first, w.last FROM waiting w LEFT JOIN stream s "
        "ON s.writer = w.writer AND s.scope = w.scope "
        "WHERE w.first > coalesce(s.last, 0) + 1 ORDER BY 1, 2, 3"
    )
    found: dict[str, dict[str, Spans]] = {}
    for scope, writer, first, last in rows:
        if scopes is None or scope in scopes:
            told = found.setdefault(scope, {})
            told[writer] = (*told.get(writer, ()), (first, last))
    return found


def note_beyond(
    connection: Connection, device: str, told: Mapping[str, Mapping[str, Spans]]
) -> None:
    """Keep what a device's latest file says that waits there beyond a gap."""
    connection.exec_driver_sql("DELETE FROM receipt_waiting WHERE device=?", (device,))
    for scope, writers in told.items():
        for writer, spans in writers.items():
            for first, last in spans:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO receipt_waiting(device, writer, scope, first, last) "
                    "VALUES(?,?,?,?,?)",
                    (device, writer, scope, first, last),
                )


def held_beyond(
    connection: Connection, device: str
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return, for each (writer, scope), the numbers that wait at a device beyond a gap."""
    rows = connection.exec_driver_sql(
        "SELECT writer, scope, first, last FROM receipt_waiting WHERE device=?", (device,)
    )
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for writer, scope, first, last in rows:
        found.setdefault((writer, scope), []).append((first, last))
    return found


def unconfirmed(
    connection: Connection, device: str, by: str, scopes: Collection[str] | None = None
) -> int:
    """Return how many of a device's own changes another device has not confirmed.

    Args:
        connection: a reading one.
        device: whose changes.
        by: who is to confirm them.
        scopes: those that the other device may have; `None` means all but the office's own.
    """
    confirmed = held_by(connection, by)
    own = {
        (writer, scope): last
        for scope, writers in named_knowledge(connection).items()
        if (scope != OFFICE if scopes is None else scope in scopes)
        for writer, last in writers.items()
        if writer.partition("~")[0] == device
    }
    return sum(max(0, last - confirmed.get(key, 0)) for key, last in own.items())


def _is_later(connection: Connection, device: str, order: tuple[int, int]) -> bool:
    # A put-back store goes on under another incarnation, and its clock may be wrong: one that
    # was never heard of is its present life, one that another has followed is a past life.
    incarnation, number = order
    key, past_key = f"receipt:{device}", f"receipt-past:{device}"
    known = identity.fact(connection, key)
    if known is not None:
        present, _colon, latest = known.partition(":")
        past = (identity.fact(connection, past_key) or "").split()
        if str(incarnation) in past or (incarnation == int(present) and number <= int(latest)):
            return False
        if incarnation != int(present):
            identity.set_fact(connection, past_key, " ".join([*past, present]))
    identity.set_fact(connection, key, f"{incarnation}:{number}")
    return True
