"""Deriving single rows anew from the journal: their heads, siblings and values."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.store import projection
from app.store.entry import read_payload
from app.store.merge import Incoming, Merge


def rederive(connection: Connection, rows: Iterable[str]) -> set[tuple[str, str]]:
    """Forget what was derived of rows and merge their changes again.

    The merge depends on the set of changes alone, so the rows come out as in any other store.
    The search index is the caller's to refresh.

    Args:
        connection: inside a writing transaction.
        rows: ids.

    Returns:
        The rows as (entity, id), under each entity that they had or have.
    """
    known: set[tuple[str, str]] = set()
    for row in sorted(set(rows)):
        before = connection.exec_driver_sql("SELECT entity FROM head WHERE row=?", (row,)).scalar()
        if before is not None:
            projection.remove(connection, before, row)
            known.add((before, row))
        for table in ("head", "sibling", "quarantine"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE row=?", (row,))
        known |= Merge(connection).take(_changes_of(connection, row)).rows
    return known


def _changes_of(connection: Connection, row: str) -> list[Incoming]:
    found = connection.exec_driver_sql(
        "SELECT touch.dot, stream.scope, entry.payload FROM touch "
        "JOIN entry ON entry.dot = touch.dot JOIN stream ON stream.n = touch.dot >> 32 "
        "WHERE touch.row=? ORDER BY touch.dot",
        (row,),
    ).all()
    return [
        Incoming(at, scope, [change for change in read_payload(payload)[1] if change[1] == row])
        for at, scope, payload in found
    ]
