"""Following the office's list of devices: what is no more accepted is held, what is, applies."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from app.store import erasing
from app.store.cutting import cut
from app.store.streams import Stream, find_stream
from app.sync import decisions, erasures, held
from app.sync.held import HeldSegment
from app.sync.refusal import Refused
from app.sync.sealing import kept_segments, segment_bytes
from app.sync.secrets import read_secrets
from app.sync.segment import Segment, read_segment
from app.sync.taking import ForkedHistoryError, Taken, take


def settle(connection: Connection) -> Taken:
    """Bring the journal and what is held into line with the list of devices.

    It depends on the list and on what is there alone, so it may run again at any time.

    Args:
        connection: inside a writing transaction.
    """
    taken = Taken()
    _put_back(connection, taken)
    _hold_waiting(connection)
    held.let_go_of_rejected(connection)
    _apply(connection, taken)
    return taken


def put_back(
    connection: Connection, stream: Stream, last: int, reason: str
) -> set[tuple[str, str]]:
    """Take a stream's later segments out of the journal and hold them.

    A segment is signed as a whole: one that goes beyond the number is held whole.

    Args:
        connection: inside a writing transaction.
        stream: another device's.
        last: the last number that may stay.
        reason: `held.REVOKED` or `held.HISTORY`.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    # From the end: one that reaches beyond the number may overlap another that ends before it.
    for first, end, header in reversed(list(kept_segments(connection, stream.n, 0))):
        if end > last:
            data = segment_bytes(connection, stream.n, first, end, header)
            kept = HeldSegment(stream.writer, stream.scope, first, end, data, reason)
            held.keep(connection, kept)
            last = min(last, first - 1)
    return cut(connection, stream.n, last)


def _put_back(connection: Connection, taken: Taken) -> None:
    streams = connection.exec_driver_sql(
        "SELECT stream.writer, stream.scope FROM stream JOIN device "
        "ON device.id = substr(stream.writer, 1, instr(stream.writer, '~') - 1) "
        "WHERE stream.last > 0 AND (revoked_since IS NOT NULL OR accepted IS NOT NULL)"
    ).all()
    for writer, scope in streams:
        last = decisions.accepted_up_to(connection, writer, scope)
        stream = find_stream(connection, writer, scope)
        if stream is not None and last is not None and stream.last > last:
            taken.rows |= put_back(connection, stream, last, held.REVOKED)


def _hold_waiting(connection: Connection) -> None:
    waiting = connection.exec_driver_sql(
        "SELECT waiting.rowid, writer, waiting.scope, first, last, bytes FROM waiting JOIN device "
        "ON device.id = substr(writer, 1, instr(writer, '~') - 1) "
        "WHERE revoked_since IS NOT NULL OR accepted IS NOT NULL"
    ).all()
    for rowid, writer, scope, first, last, data in waiting:
        if decisions.holds_back(connection, writer, scope, last):
            kept = HeldSegment(writer, scope, first, last, bytes(data), held.REVOKED)
            held.keep(connection, kept)
            connection.exec_driver_sql("DELETE FROM waiting WHERE rowid=?", (rowid,))


def _apply(connection: Connection, taken: Taken) -> None:
    # What a segment lacks may be excused by an erasure that stands after it.
    for _kept, segment in _accepted(connection):
        taken.rows |= erasing.claim(connection, erasures.claims(segment))
    for kept, segment in _accepted(connection):
        held.let_go(connection, kept)
        try:
            taken.add(take(connection, segment))
        except ForkedHistoryError:
            # Two computers wrote under one name, and what the other one wrote counts already.
            held.keep(connection, replace(kept, reason=held.HISTORY))


def _accepted(connection: Connection) -> Iterator[tuple[HeldSegment, Segment]]:
    secrets = read_secrets(connection)
    for kept in held.segments(connection):
        if not decisions.holds_back(connection, kept.writer, kept.scope, kept.last):
            network = secrets.certificate.network
            try:
                segment = read_segment(kept.data, network, secrets.root_public)
            except Refused:  # damaged since it came: the check of the store names it
                continue
            yield kept, segment
