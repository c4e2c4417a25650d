"""The contents of attachments in the exchange: what another device lacks, and what we ask for.

A manifest lists what its sender lacks (`wanted`). Whoever has confirmed the record that names a
content and does not want it, holds it; to all others it is sent until they confirm. Only what a
record of the receiver's own scopes names is ever sent, so what was erased never travels again.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from app.model.attachment import is_content_name
from app.store import attachment_pieces, attachments
from app.store.attachment_pieces import Span, joined, lacking
from app.store.attachments import Content, path_of
from app.store.dots import number_of, stream_of
from app.store.heads import Heads
from app.store.streams import writer_names
from app.sync.bundle import Shipped
from app.sync.manifest import AttachmentPart
from app.sync.shape import Spans

Scopes = Collection[str] | None
"""Scopes that a device may have; `None` means all."""
Wanted = Mapping[str, Spans]
"""What a device lacks: for each content the bytes that it has."""

MOST_WANTED = 1_000_000
"""Bytes of a manifest that name wanted contents; the rest is asked for by the next file."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A content that a device lacks.

    Attributes:
        row: the record for which it is sent.
        spans: the bytes that the device does not have.
    """

    content: Content
    row: str
    spans: tuple[Span, ...]


class _Named(NamedTuple):
    sha256: str
    row: str
    deleted: bool
    scope: str
    dots: str | None


def wanted(
    connection: Connection, store: Path, scopes: Scopes, most: int = MOST_WANTED
) -> dict[str, Spans]:
    """Return the contents that this store lacks, to be asked for in a manifest.

    Args:
        connection: a reading one.
        store: the store's folder, in which pieces may have come already.
        scopes: those that the asked device may have.
        most: bytes that the list may have in the manifest.
    """
    begun = {one.content.sha256 for one in attachment_pieces.arriving(connection)}
    asked: dict[str, Spans] = {}
    for sha256 in sorted(attachments.missing(connection, scopes)):
        found = attachment_pieces.spans(store, sha256) if sha256 in begun else []
        most -= 90 + 30 * len(found)
        if most < 0:
            break
        asked[sha256] = tuple(found)
    return asked


def note_wanted(connection: Connection, device: str, asked: Wanted | None) -> None:
    """Keep what a device's latest file asks for; an older program says nothing."""
    if asked is None:
        return
    connection.exec_driver_sql("DELETE FROM attachment_wanted WHERE device=?", (device,))
    for sha256, spans in asked.items():
        connection.exec_driver_sql(
            "INSERT INTO attachment_wanted(device, sha256, pieces) VALUES(?,?,?)",
            (device, sha256, json.dumps(spans)),
        )


def choose(
    connection: Connection, device: str, scopes: Scopes, confirmed: Mapping[tuple[str, str], int]
) -> list[Chosen]:
    """Return the contents that a device lacks and this store holds, in the order of their names.

    Args:
        connection: a reading one.
        device: the receiver.
        scopes: those that the receiver may have.
        confirmed: for each (writer, scope) the last number that it has confirmed.
    """
    held = attachments.held(connection)
    if not held:
        return []
    asked = _asked_by(connection, device)
    writers = writer_names(connection)
    rows: dict[str, str] = {}
    known: set[str] = set()
    for one in _named(connection, scopes):
        if one.sha256 in held and (one.sha256 in asked or not one.deleted):
            rows.setdefault(one.sha256, one.row)
            if _is_confirmed(one, writers, confirmed):
                known.add(one.sha256)
    chosen = []
    for sha256, row in sorted(rows.items()):
        if sha256 in asked or sha256 not in known:
            spans = tuple(lacking(asked.get(sha256, ()), held[sha256].size))
            chosen.append(Chosen(held[sha256], row, spans or ((0, held[sha256].size),)))
    return chosen


def split_whole(store: Path, chosen: Iterable[Chosen]) -> tuple[list[Chosen], set[str]]:
    """Return the contents whose files are whole, and the names of those gone or changed."""
    whole, broken = [], set()
    for one in chosen:
        if attachments.is_whole(store, one.content):
            whole.append(one)
        else:
            broken.add(one.content.sha256)
    return whole, broken


def shipped(store: Path, one: Chosen, span: Span) -> Shipped:
    """Return a content or a piece of it as a part of a file, read when it is written.

    Raises:
        OSError: when the content's file is gone.
    """
    start, end = span
    content = one.content
    if span == (0, content.size):
        part = AttachmentPart(
            content.sha256, content.size, content.sha256, content.size, 0, one.row
        )
    else:
        digest = hashlib.sha256()
        for chunk in _bytes_of(store, content, span):
            digest.update(chunk)
        part = AttachmentPart(
            digest.hexdigest(), end - start, content.sha256, content.size, start, one.row
        )
    return part, _bytes_of(store, content, span)


def _bytes_of(store: Path, content: Content, span: Span) -> Iterator[bytes]:
    start, end = span
    with path_of(store, content.sha256).open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(attachments.CHUNK, end - start))):
            start += len(chunk)
            yield chunk


def _named(connection: Connection, scopes: Scopes) -> Iterator[_Named]:
    found = connection.exec_driver_sql(
        "SELECT a.sha256, a.id, coalesce(a.deleted, 0), a.scope, h.dots FROM attachment a "
        "LEFT JOIN head h ON h.row = a.id WHERE a.sha256 IS NOT NULL ORDER BY 3, a.id"
    )
    for sha256, row, deleted, scope, dots in found:
        if is_content_name(sha256) and (scopes is None or scope in scopes):
            yield _Named(sha256, row, bool(deleted), scope, dots)


def _is_confirmed(
    one: _Named, writers: Mapping[int, str], confirmed: Mapping[tuple[str, str], int]
) -> bool:
    at = Heads.read(one.dots).of("sha256") if one.dots else None
    if at is None:
        return False
    return number_of(at) <= confirmed.get((writers[stream_of(at)], one.scope), 0)


def _asked_by(connection: Connection, device: str) -> dict[str, list[Span]]:
    found = connection.exec_driver_sql(
        "SELECT sha256, pieces FROM attachment_wanted WHERE device=?", (device,)
    )
    return {
        sha256: joined((start, end) for start, end in json.loads(pieces))
        for sha256, pieces in found
    }
