"""Sealing the store's own new entries into signed segments, and reading kept ones back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from app.store import identity
from app.store.dots import dot
from app.store.streams import hash_at
from app.store.who import Who
from app.sync import certificate as certificates
from app.sync.secrets import Secrets
from app.sync.segment import assemble, seal
from app.sync.taking import keep_segment

FORMER = "certificate_former"
"""Begins the local facts, one for a county that was taken away, that keep its certificate."""
MOST_ENTRIES = 2_000
MOST_BYTES = 8 * 1024 * 1024
"""A segment is what one transaction takes in, so it bounds memory."""


def seal_own(
    connection: Connection, who: Who, secrets: Secrets, most_bytes: int = MOST_BYTES
) -> None:
    """Sign every entry of this device that no segment holds yet.

    Args:
        connection: inside a writing transaction.
        who: this device.
        secrets: its keys.
        most_bytes: about how large a segment may be; never less than one entry.
    """
    for n, writer, scope, last in _own_streams(connection, who):
        certified = _certified_for(connection, secrets, scope)
        if certified is None:
            continue  # nobody would take the file that brings it
        for ends in _unsealed(connection, n, last):
            _seal(connection, who, certified, (n, writer, scope), ends, most_bytes)


def cut_own(
    connection: Connection,
    who: Who,
    secrets: Secrets,
    confirmed: Mapping[tuple[str, str], int],
    most_bytes: int,
) -> None:
    """Sign own segments anew in smaller runs where they are larger than a file may hold.

    Whoever holds the large one knows the small ones too: the entries are the same.

    Args:
        connection: inside a writing transaction.
        who: this device.
        secrets: its keys.
        confirmed: for each (writer, scope) the last number that needs no sending.
        most_bytes: how large a segment may be.
    """
    for n, writer, scope, _last in _own_streams(connection, who):
        if not secrets.certificate.may_write(scope):
            continue  # taken away since: only as they were signed do they still hold
        for first, last, _header in kept_segments(connection, n, confirmed.get((writer, scope), 0)):
            if first < last and _size(connection, n, first, last) > most_bytes:
                ends = (first - 1, last)
                _seal(connection, who, secrets, (n, writer, scope), ends, most_bytes)


def keep_former(connection: Connection, secrets: Secrets, scopes: Iterable[str]) -> None:
    """Keep the certificate that a device had for counties that are taken away from it.

    What was written there may have to be signed once more, when it goes on under another name.
    """
    for scope in scopes:
        text = json.dumps(secrets.certificate.as_dict())
        identity.set_fact(connection, f"{FORMER}:{scope}", text)


def _certified_for(connection: Connection, secrets: Secrets, scope: str) -> Secrets | None:
    """Return the keys with the certificate under which a scope's own changes are signed."""
    if secrets.certificate.may_write(scope):
        return secrets
    kept = identity.fact(connection, f"{FORMER}:{scope}")
    former = None if kept is None else certificates.parse_text(kept)
    if former is None or former.signer != secrets.keys.sign_public:
        return None
    return replace(secrets, certificate=former)


def kept_segments(
    connection: Connection, stream: int, above: int, side: str = "main"
) -> Iterator[tuple[int, int, bytes]]:
    """Yield a stream's segments that hold entries above a number, as (first, last, header)."""
    found = connection.exec_driver_sql(
        f"SELECT first, last, header FROM {side}.segment WHERE stream=? AND last>? ORDER BY first",
        (stream, above),
    ).all()
    yield from ((first, last, bytes(header)) for first, last, header in found)


def latest_header(connection: Connection, stream: int) -> bytes | None:
    """Return the header of a stream's last segment, if any is kept."""
    found = connection.exec_driver_sql(
        "SELECT header FROM segment WHERE stream=? ORDER BY last DESC LIMIT 1", (stream,)
    ).scalar()
    return None if found is None else bytes(found)


def segment_bytes(
    connection: Connection, stream: int, first: int, last: int, header: bytes, side: str = "main"
) -> bytes:
    """Return a kept segment as it came, byte for byte."""
    entries = connection.exec_driver_sql(
        f"SELECT head, payload FROM {side}.entry WHERE dot BETWEEN ? AND ? ORDER BY dot",
        (dot(stream, first), dot(stream, last)),
    )
    return assemble(header, ((bytes(head), bytes(payload)) for head, payload in entries))


def _own_streams(connection: Connection, who: Who) -> list[tuple[int, str, str, int]]:
    found = connection.exec_driver_sql(
        "SELECT n, writer, scope, last FROM stream WHERE last > 0 AND "
        "substr(writer, 1, instr(writer, '~') - 1) = ?",
        (who.device,),
    )
    return [(n, writer, scope, last) for n, writer, scope, last in found]


def _unsealed(connection: Connection, stream: int, last: int) -> list[tuple[int, int]]:
    """Return the runs up to `last` that no segment holds, each as (the number before it, its end).

    Not all stand at the end: a move to another name takes a segment whole, also what stays of it.
    """
    found: list[tuple[int, int]] = []
    covered = 0
    for first, end in connection.exec_driver_sql(
        "SELECT first, last FROM segment WHERE stream=? ORDER BY first", (stream,)
    ):
        if first > covered + 1:
            found.append((covered, first - 1))
        covered = max(covered, end)
    return [*found, (covered, last)]


def _seal(
    connection: Connection,
    who: Who,
    secrets: Secrets,
    stream: tuple[int, str, str],
    ends: tuple[int, int],
    most_bytes: int,
) -> None:
    (n, writer, scope), (sealed, last) = stream, ends
    while sealed < last:
        before = hash_at(connection, n, sealed)
        lines = _run(connection, n, (sealed + 1, last), most_bytes)
        segment = seal(secrets.keys, secrets.certificate, who.network, writer, scope, before, lines)
        keep_segment(connection, n, segment)
        sealed = segment.last


def _size(connection: Connection, stream: int, first: int, last: int) -> int:
    return int(
        connection.exec_driver_sql(
            "SELECT sum(length(head) + length(payload)) FROM entry WHERE dot BETWEEN ? AND ?",
            (dot(stream, first), dot(stream, last)),
        ).scalar_one()
    )


def _run(
    connection: Connection, stream: int, ends: tuple[int, int], most_bytes: int
) -> list[tuple[bytes, bytes]]:
    entries = connection.exec_driver_sql(
        "SELECT head, payload FROM entry WHERE dot BETWEEN ? AND ? ORDER BY dot LIMIT ?",
        (dot(stream, ends[0]), dot(stream, ends[1]), MOST_ENTRIES),
    )
    lines: list[tuple[bytes, bytes]] = []
    size = 0
    for head, payload in entries:
        size += len(head) + len(payload)
        if lines and size > most_bytes:
            break
        lines.append((bytes(head), bytes(payload)))
    return lines
