"""Deriving rows anew from the journal: their heads, siblings and values."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from app.model.every_entity import entities_by_name
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.merge import Incoming, Merge

_AT_ONCE = 5_000
"""Rows; the entries that touch them are read once for all of them."""


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
    ordered = sorted(set(rows))
    known: set[tuple[str, str]] = set()
    for start in range(0, len(ordered), _AT_ONCE):
        part = ordered[start : start + _AT_ONCE]
        known |= _forget(connection, part)
        known |= Merge(connection).take(_changes_of(connection, part)).rows
    return known


def _forget(connection: Connection, rows: list[str]) -> set[tuple[str, str]]:
    raw = driver(connection)
    ids = (json.dumps(rows),)
    these = "IN (SELECT value FROM json_each(?))"
    known = set(raw.execute(f"SELECT entity, row FROM head WHERE row {these}", ids).fetchall())
    for entity in {entity for entity, _row in known} & entities_by_name().keys():
        raw.execute(f'DELETE FROM "{entity}" WHERE id {these}', ids)
    raw.execute(
        f"DELETE FROM search WHERE rowid IN (SELECT n FROM search_row WHERE row {these})", ids
    )
    for table in ("search_row", "head", "sibling", "quarantine"):
        raw.execute(f"DELETE FROM {table} WHERE row {these}", ids)
    return known


def _changes_of(connection: Connection, rows: list[str]) -> list[Incoming]:
    found = driver(connection).execute(
        # Each once before its payload is read: a list that was taken in is one entry of megabytes.
        "SELECT entry.dot, stream.scope, entry.payload FROM (SELECT DISTINCT dot FROM touch "
        "WHERE row IN (SELECT value FROM json_each(?))) touched "
        "JOIN entry ON entry.dot = touched.dot JOIN stream ON stream.n = entry.dot >> 32 "
        "ORDER BY entry.dot",
        (json.dumps(rows),),
    )
    wanted = set(rows)
    return [
        Incoming(at, scope, [change for change in read_payload(payload)[1] if change[1] in wanted])
        for at, scope, payload in found.fetchall()
    ]
