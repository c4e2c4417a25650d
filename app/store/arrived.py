"""What has come since a moment: which fields of rows show values that were not held before."""

from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import Connection

from app.store import bulk
from app.store.dots import dot, number_of, stream_of
from app.store.engine import driver
from app.store.heads import Heads
from app.store.streams import Knowledge, knowledge

Came = dict[str, frozenset[str]]
"""For each row the fields that show a value which was not held before."""


def rows_since(connection: Connection, entity: str, before: Knowledge) -> set[str]:
    """Return the rows of an entity to which changes have come that were not held before.

    Args:
        connection: any connection.
        entity: its name.
        before: what was held.
    """
    found: set[str] = set()
    for n, last in knowledge(connection).items():
        first = before.get(n, 0) + 1
        if first <= last:
            rows = driver(connection).execute(
                "SELECT row FROM touch JOIN head USING(row) WHERE dot BETWEEN ? AND ? AND entity=?",
                (dot(n, first), dot(n, last), entity),
            )
            found.update(row for (row,) in rows)
    return found


def fields_since(
    connection: Connection, rows: Collection[str], names: Iterable[str], before: Knowledge
) -> Came:
    """Return of some fields those that show a value which was not held before, by row.

    Args:
        connection: any connection.
        rows: ids; those that show nothing new are left out.
        names: the fields that count.
        before: what was held.
    """
    wanted = frozenset(names)

    @cache  # the rows of one entry mostly have equal heads
    def came(dots: str) -> frozenset[str]:
        unheld = Heads.read(dots).unseen(lambda at: number_of(at) <= before.get(stream_of(at), 0))
        return unheld & wanted

    found = bulk.select(driver(connection), "row, dots", "head", "row", sorted(rows))
    return {row: fields for row, dots in found if (fields := came(dots))}
