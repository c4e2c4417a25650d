"""What has come since a moment: which rows show values that were not held before."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from app.store import bulk
from app.store.dots import number_of, stream_of
from app.store.engine import driver
from app.store.heads import Heads
from app.store.streams import Knowledge


def set_since(
    connection: Connection, rows: Collection[str], names: Iterable[str], before: Knowledge
) -> set[str]:
    """Return those of the rows that show a value which was not held before in one of some fields.

    Args:
        connection: any connection.
        rows: ids.
        names: the fields that count.
        before: what was held.
    """
    wanted = frozenset(names)
    found = bulk.select(driver(connection), "row, dots", "head", "row", rows)
    return {
        row
        for row, dots in found
        if any(
            number_of(at) > before.get(stream_of(at), 0) and not wanted.isdisjoint(held)
            for at, held in Heads.read(dots).groups.items()
        )
    }
