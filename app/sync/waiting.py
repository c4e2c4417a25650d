"""Segments that wait in the store: for missing numbers, or the erasure of what they lack.

Of two that begin alike and tell one history the longer brings all that the shorter does. Of two
histories each is kept: one waits, the other is put aside, and so is one that turns out to be of
another history than the one that came.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection

from app.store import erasing
from app.store.streams import Stream, hash_at, stream_named
from app.sync import held
from app.sync.held import HeldSegment
from app.sync.refusal import Refused
from app.sync.segment import Segment, payload_lines, read_header


class Waiting(NamedTuple):
    """A waiting segment as it came."""

    writer: str
    scope: str
    first: int
    last: int
    data: bytes


def keep(connection: Connection, segment: Segment) -> None:
    """Let a checked segment wait."""
    data = erasing.without_erased(connection, segment.scope, segment.to_bytes())
    new = Waiting(segment.writer, segment.scope, segment.first, segment.last, data)
    known = _find(connection, new)
    if known is not None:
        shorter, longer = sorted((new, known), key=lambda one: one.last)
        if not _begins(longer.data, shorter.data):
            _keep_aside(connection, shorter)
        if longer is known:
            return
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO waiting(writer, scope, first, last, bytes) VALUES(?,?,?,?,?)", new
    )


def next_of(connection: Connection, writer: str, scope: str) -> Waiting | None:
    """Return a waiting segment that can be taken now, and let go of those that are known."""
    stream = stream_named(connection, writer, scope)
    _let_go_of_known(connection, stream)
    found = connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes FROM waiting "
        "WHERE writer=? AND scope=? AND first<=? ORDER BY first LIMIT 1",
        (writer, scope, stream.last + 1),
    ).one_or_none()
    if found is None:
        return None
    one = Waiting(*found)._replace(data=bytes(found[4]))
    with suppress(ValueError, LookupError, TypeError):  # damaged: whoever reads it will say so
        if not erasing.is_covered(connection, scope, payload_lines(one.data)):
            return None
    return one


def let_go(connection: Connection, writer: str, scope: str, first: int) -> None:
    """Forget a waiting segment."""
    connection.exec_driver_sql(
        "DELETE FROM waiting WHERE writer=? AND scope=? AND first=?", (writer, scope, first)
    )


def put_aside(connection: Connection, one: Waiting) -> None:
    """Keep a waiting segment of another history than the one that came: it never can apply."""
    _keep_aside(connection, one)
    let_go(connection, one.writer, one.scope, one.first)


def gaps(
    connection: Connection, scopes: Collection[str] | None
) -> Iterator[tuple[str, str, int, int]]:
    """Yield the missing numbers before waiting segments, as (writer, scope, from, to).

    Args:
        connection: a reading one.
        scopes: those in which anything may still come; `None` means all.
    """
    found = connection.exec_driver_sql(
        "SELECT w.writer, w.scope, coalesce(s.last, 0) + 1, min(w.first) - 1 FROM waiting w "
        "LEFT JOIN stream s ON s.writer = w.writer AND s.scope = w.scope "
        "GROUP BY w.writer, w.scope HAVING min(w.first) > coalesce(s.last, 0) + 1 "
        "ORDER BY w.writer, w.scope"
    )
    for writer, scope, first, last in found:
        if scopes is None or scope in scopes:
            yield writer, scope, first, last


def _keep_aside(connection: Connection, one: Waiting) -> None:
    held.keep(connection, HeldSegment(*one, held.HISTORY))


def _find(connection: Connection, like: Waiting) -> Waiting | None:
    found = connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes FROM waiting "
        "WHERE writer=? AND scope=? AND first=?",
        like[:3],
    ).one_or_none()
    return None if found is None else Waiting(*found)._replace(data=bytes(found[4]))


def _let_go_of_known(connection: Connection, stream: Stream) -> None:
    rows = connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes FROM waiting "
        "WHERE writer=? AND scope=? AND last<=?",
        (stream.writer, stream.scope, stream.last),
    ).all()
    for row in rows:
        one = Waiting(*row)._replace(data=bytes(row[4]))
        after = _after(one.data)
        if after is None or after == hash_at(connection, stream.n, one.last):
            let_go(connection, one.writer, one.scope, one.first)
        else:
            put_aside(connection, one)


def _after(data: bytes) -> bytes | None:
    try:
        return read_header(data.partition(b"\n")[0]).after
    except (ValueError, Refused):
        return None


def _begins(longer: bytes, shorter: bytes) -> bool:
    """Tell whether one segment is the beginning of another; heads tell all that is signed."""
    try:
        one, other = (read_header(data.partition(b"\n")[0]) for data in (longer, shorter))
    except (ValueError, Refused):
        return True
    heads = shorter.split(b"\n")[1:-1:2]
    return one.before == other.before and longer.split(b"\n")[1:-1:2][: len(heads)] == heads
