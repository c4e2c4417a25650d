"""Why a segment is held, as far as the journal, the list of devices and what else is held tell.

The word that stands beside a held segment says whether the office is asked about it. One that
cannot be true would hide a change from the office, or ask about what never can count.
"""

from sqlalchemy import Connection

from app.store.entry import chain
from app.store.streams import find_stream, hash_at
from app.sync import decisions, held
from app.sync.held import HeldSegment
from app.sync.refusal import Refused, damaged, refusing
from app.sync.segment import entry_lines, read_header


def reason_of(connection: Connection, segment: HeldSegment) -> str:
    """Return why a segment, which is as it was signed, is held.

    What stands beside it is believed where both may be true: of two histories of a device that
    was revoked later, either may have been put aside before.
    """
    closed = decisions.holds_back(connection, segment.writer, segment.scope, segment.last)
    other = _differs_from_journal(connection, segment)
    if closed and not other and not _has_rival(connection, segment):
        return held.REVOKED
    if other and not closed:
        return held.HISTORY
    return segment.reason if segment.reason in held.REASONS else held.REVOKED


def mend(connection: Connection) -> None:
    """Write the right reason beside each held segment; all of them are as they were signed."""
    keys = connection.exec_driver_sql("SELECT rowid FROM held ORDER BY rowid").all()
    for (key,) in keys:
        reason = reason_of(connection, held.read(connection, key))
        connection.exec_driver_sql("UPDATE held SET reason=? WHERE rowid=?", (reason, key))


def _differs_from_journal(connection: Connection, segment: HeldSegment) -> bool:
    stream = find_stream(connection, segment.writer, segment.scope)
    number = min(segment.last, stream.last if stream else 0)
    if stream is None or number < segment.first - 1:
        return False
    return hash_at(connection, stream.n, number) != _hash_at(segment.data, number)


def _has_rival(connection: Connection, segment: HeldSegment) -> bool:
    """Tell whether something else that is kept of a segment's stream tells another history."""
    return any(
        _tell_apart(bytes(data), segment.data, min(last, segment.last))
        for table in ("held", "waiting")
        for last, data in connection.exec_driver_sql(
            f"SELECT last, bytes FROM {table} WHERE writer=? AND scope=? "
            "AND first <= ? + 1 AND last >= ? - 1",
            (segment.writer, segment.scope, segment.last, segment.first),
        )
    )


def _tell_apart(one: bytes, other: bytes, number: int) -> bool:
    try:
        with refusing(damaged()):
            return _hash_at(one, number) != _hash_at(other, number)
    except Refused:  # whatever the damaged one told, what stands is believed
        return True


def _hash_at(data: bytes, number: int) -> bytes:
    """Return the hash of a segment's entry, or of the one before its first."""
    header = read_header(data.partition(b"\n")[0])
    if number == header.last:
        return header.after
    found = header.before
    for head, _payload in entry_lines(data)[: number - header.first + 1]:
        found = chain(found, head)
    return found
