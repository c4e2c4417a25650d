"""What other devices have told that they hold: the receipts in their files' manifests."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from app.model.entity import OFFICE
from app.store import identity
from app.store.streams import named_knowledge

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
