"""What has come since a moment: which fields of rows show values that were not held before."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from app.store import bulk
from app.store.dots import number_of, stream_of
from app.store.engine import driver
from app.store.heads import Heads
from app.store.streams import Knowledge


def fields_since(
    connection: Connection, rows: Collection[str], names: Iterable[str], before: Knowledge
) -> dict[str, frozenset[str]]:
    """Return of some fields those that show a value which was not held before, by row.

    Args:
        connection: any connection.
        rows: ids; those that show nothing new are left out.
        names: the fields that count.
        before: what was held.
    """
    wanted = frozenset(names)
    found = bulk.select(driver(connection), "row, dots", "head", "row", sorted(rows))
    came = {row: _unheld(dots, before) & wanted for row, dots in found}
    return {row: fields for row, fields in came.items() if fields}


def _unheld(dots: str, before: Knowledge) -> frozenset[str]:
    return Heads.read(dots).unseen(lambda at: number_of(at) <= before.get(stream_of(at), 0))
