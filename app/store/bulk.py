"""Many rows in few statements: what an import writes and asks for by the thousand."""

import json
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain
from typing import Any

_AT_ONCE = 100


def insert(raw: Any, into: str, rows: Sequence[Sequence[object]], conflict: str = "") -> int:
    """Insert rows; a statement of a hundred rows costs two thirds of a hundred of one row.

    Args:
        raw: the driver's connection.
        into: the statement up to its `VALUES`.
        rows: the values of each, all of one length.
        conflict: what the statement says after its values.

    Returns:
        How many rows were written; those that a conflict left out are not among them.
    """
    if not rows:
        return 0
    marks = _marks(len(rows[0]))
    if len(rows) == 1:
        return int(raw.execute(f"{into} VALUES {marks} {conflict}", rows[0]).rowcount)
    whole = len(rows) - len(rows) % _AT_ONCE
    written = 0
    if whole:
        many = f"{into} VALUES {','.join([marks] * _AT_ONCE)} {conflict}"
        for start in range(0, whole, _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            written += raw.execute(many, list(chain.from_iterable(part))).rowcount
    rest = raw.executemany(f"{into} VALUES {marks} {conflict}", rows[whole:])
    return int(written + max(rest.rowcount, 0))


@cache
def _marks(n: int) -> str:
    return f"({','.join('?' * n)})"


def select(raw: Any, columns: str, table: str, key: str, ids: Collection[str | int]) -> Any:
    """Return the rows of a table whose key, a column with an index, is among ids.

    Each id is looked up, however few rows the statistics promise: an IN would be free to read
    the whole table.
    """
    if len(ids) == 1:
        return raw.execute(f"SELECT {columns} FROM {table} WHERE {key}=?", tuple(ids))
    return raw.execute(
        f"SELECT {columns} FROM (SELECT value AS wanted FROM json_each(?)) "
        f"CROSS JOIN {table} ON {key}=wanted",
        (json.dumps(list(ids)),),
    )


def count(raw: Any, table: str, most: int) -> int:
    """Return how many rows a table has, or `most` when it has more.

    The greatest row number tells less: rows that were derived anew have left theirs.
    """
    found = raw.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT ?)', (most,))
    return int(found.fetchone()[0])
