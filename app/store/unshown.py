"""Rows that hold what only a newer version of the program can show.

Their changes are in the journal untouched and are passed on like all others; the table `unshown`
names the rows, so that a person can be told. When a version that knows more opens the store, they
are derived from the journal anew (`app/store/upgrading.py`).
"""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import Connection

from app.model.entity import field_map
from app.model.every_entity import entities_by_name
from app.store import bulk
from app.store.engine import driver
from app.store.heads import Heads
from app.store.merge import Incoming


def note(connection: Connection, batch: Collection[Incoming]) -> set[str]:
    """Name those of the rows of merged entries that this version cannot show whole.

    Args:
        connection: inside the transaction that merged the entries.
        batch: the entries.

    Returns:
        The ids of rows that the entries gave something of a newer version.
    """
    newer = {
        row
        for entry in batch
        for entity, row, fields in entry.changes
        if not _knows(entity, tuple(fields))
    }
    # One that was of something newer may have found its home in what is known.
    again = newer | _named_among(connection, batch)
    if again:
        look_again(connection, again)
    return newer


def _named_among(connection: Connection, batch: Collection[Incoming]) -> set[str]:
    if not count(connection):
        return set()
    touched = {row for entry in batch for _entity, row, _fields in entry.changes}
    found = bulk.select(driver(connection), "unshown.row", "unshown", "unshown.row", touched)
    return {row for (row,) in found}


def look_again(connection: Connection, rows: Iterable[str]) -> None:
    """Name those of some rows that hold something of a newer version, and no other of them."""
    raw = driver(connection)
    ids = json.dumps(sorted(rows))
    found = raw.execute(
        "SELECT row, entity, dots FROM head WHERE row IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall()
    raw.execute("DELETE FROM unshown WHERE row IN (SELECT value FROM json_each(?))", (ids,))
    raw.executemany(
        "INSERT INTO unshown(row, entity) VALUES(?,?)",
        [(row, entity) for row, entity, dots in found if is_newer(entity, dots)],
    )


def count(connection: Connection) -> int:
    """Return how many rows hold something that only a newer version can show."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM unshown").scalar_one())


def is_newer(entity: str, dots: str) -> bool:
    """Tell whether a row's heads name an entity or a field that this version does not know."""
    return not all(_knows(entity, tuple(names)) for names in Heads.read(dots).groups.values())


@lru_cache(4096)
def _knows(entity: str, fields: tuple[str, ...]) -> bool:
    known = entities_by_name().get(entity)
    return known is not None and field_map(known).keys() >= set(fields)
