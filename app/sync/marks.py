"""Marks of histories: hashes at some numbers of each stream, told in every manifest.

Numbers alone do not tell two histories apart that go by one name (a copied store, a backup put
back by hand). Marks are the ends of segments, close together at the tip and further apart before,
and for the receiver's own streams every number of the latest work.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from app.store.dots import dot, number_of
from app.store.engine import driver
from app.store.streams import Stream, find_stream

Marks = dict[str, dict[str, dict[int, str]]]
"""For each scope and writer the beginning of the entry's hash at some numbers, in hexadecimal."""
LENGTH = 16
_DENSE = 128


def marks_of(connection: Connection, receiver: str, shared: dict[str, dict[str, int]]) -> Marks:
    """Return the marks that a manifest tells.

    Args:
        connection: a reading one.
        receiver: the receiving device's id.
        shared: for each scope and writer that is told of, the last number held.
    """
    told: Marks = {}
    for scope, writers in shared.items():
        for writer in writers:
            stream = find_stream(connection, writer, scope)
            if stream is not None and stream.last:
                own = writer.partition("~")[0] == receiver
                told.setdefault(scope, {})[writer] = _marks(connection, stream, own)
    return told


def beginning(hash_: bytes) -> str:
    """Return as much of a hash as a mark tells."""
    return hash_.hex()[:LENGTH]


def _marks(connection: Connection, stream: Stream, own: bool) -> dict[int, str]:
    numbers = {stream.last, *_ends(connection, stream)}
    if own:
        numbers.update(range(max(1, stream.last - _DENSE + 1), stream.last + 1))
    dots = [dot(stream.n, number) for number in sorted(numbers)]
    found: dict[int, str] = {}
    for at in dots:
        (hash_,) = (
            driver(connection).execute("SELECT hash FROM entry WHERE dot=?", (at,)).fetchone()
        )
        found[number_of(at)] = beginning(bytes(hash_))
    return found


def _ends(connection: Connection, stream: Stream) -> Iterator[int]:
    ends = [
        last
        for (last,) in driver(connection).execute(
            "SELECT last FROM segment WHERE stream=? AND last<=? ORDER BY last DESC",
            (stream.n, stream.last),
        )
    ]
    step = 1
    while step <= len(ends):
        yield ends[step - 1]
        step *= 2
