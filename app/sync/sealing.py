"""Sealing the store's own new entries into signed segments, and reading kept ones back."""

from collections.abc import Iterator

from sqlalchemy import Connection

from app.store.dots import dot
from app.store.streams import hash_at
from app.store.who import Who
from app.sync.secrets import Secrets
from app.sync.segment import assemble, seal
from app.sync.taking import keep_segment

MOST_ENTRIES = 2_000
MOST_BYTES = 8 * 1024 * 1024
"""A segment is what one transaction takes in, so it bounds memory."""


def seal_own(connection: Connection, who: Who, secrets: Secrets) -> None:
    """Sign every entry of this device that no segment holds yet."""
    streams = connection.exec_driver_sql(
        "SELECT n, writer, scope, last FROM stream WHERE last > 0 AND "
        "substr(writer, 1, instr(writer, '~') - 1) = ?",
        (who.device,),
    ).all()
    for n, writer, scope, last in streams:
        sealed = connection.exec_driver_sql(
            "SELECT coalesce(max(last), 0) FROM segment WHERE stream=?", (n,)
        ).scalar_one()
        while sealed < last:
            before = hash_at(connection, n, sealed)
            lines = _run(connection, n, sealed + 1)
            segment = seal(
                secrets.keys, secrets.certificate, who.network, writer, scope, before, lines
            )
            keep_segment(connection, n, segment)
            sealed = segment.last


def kept_segments(
    connection: Connection, stream: int, above: int, side: str = "main"
) -> Iterator[tuple[int, int, bytes]]:
    """Yield a stream's segments that hold entries above a number, as (first, last, header)."""
    found = connection.exec_driver_sql(
        f"SELECT first, last, header FROM {side}.segment WHERE stream=? AND last>? ORDER BY first",
        (stream, above),
    ).all()
    yield from ((first, last, bytes(header)) for first, last, header in found)


def segment_bytes(
    connection: Connection, stream: int, first: int, last: int, header: bytes, side: str = "main"
) -> bytes:
    """Return a kept segment as it came, byte for byte."""
    entries = connection.exec_driver_sql(
        f"SELECT head, payload FROM {side}.entry WHERE dot BETWEEN ? AND ? ORDER BY dot",
        (dot(stream, first), dot(stream, last)),
    )
    return assemble(header, ((bytes(head), bytes(payload)) for head, payload in entries))


def _run(connection: Connection, stream: int, first: int) -> list[tuple[bytes, bytes]]:
    entries = connection.exec_driver_sql(
        "SELECT head, payload FROM entry WHERE dot BETWEEN ? AND ? ORDER BY dot LIMIT ?",
        (dot(stream, first), dot(stream + 1, 0) - 1, MOST_ENTRIES),
    )
    lines: list[tuple[bytes, bytes]] = []
    size = 0
    for head, payload in entries:
        size += len(head) + len(payload)
        if lines and size > MOST_BYTES:
            break
        lines.append((bytes(head), bytes(payload)))
    return lines
