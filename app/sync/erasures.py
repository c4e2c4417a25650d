"""What segments say of erasures: the rows that they erase, and whether what they lack is excused.

An erasure counts from the moment when its segment has been checked, even if that has to wait for
another before it: a payload blanked by others may stand before it in the very same stream. Until
it is taken it waits in the store, so that at no instant anything is blanked for no reason.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from app.store import erasing, veil
from app.store.erasing import Named
from app.sync import decisions, waiting
from app.sync.segment import Segment

_MARK = f'["{erasing.ENTITY}",'.encode()


def claims(segment: Segment) -> Iterator[Named]:
    """Yield the rows that a segment's entries erase in its scope."""
    for line in segment.entries:
        if _MARK in line.payload:
            yield from erasing.named_in(segment.scope, line.changes())


def claim(connection: Connection, segments: Iterable[Segment]) -> set[tuple[str, str]]:
    """Let the erasures in checked segments count before all that comes with them.

    Args:
        connection: inside a writing transaction.
        segments: those that erase; one on which the office has yet to decide does not count.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    named: list[Named] = []
    for segment in segments:
        if decisions.holds_back(connection, segment.writer, segment.scope, segment.last):
            continue
        waiting.keep(connection, segment)
        named += claims(segment)
    return erasing.claim(connection, named)


def is_excused(connection: Connection, segment: Segment) -> bool:
    """Tell whether erasures that this store knows of cover all that a segment lacks.

    Whoever passes a segment on could otherwise leave out of it what it pleases.
    """
    lines = (line.payload for line in segment.entries if not veil.is_plain(line.payload))
    return erasing.is_covered(connection, segment.scope, lines)
