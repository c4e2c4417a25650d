"""Taking the contents of attachments in: whole, or in pieces that wait for the others.

A content is put in its place when a record here names it. One whose record is still to come waits
aside; one whose record was erased, or names another file by now, is let go.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection

from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.store import attachment_pieces, attachments
from app.store.attachment_pieces import Arriving, Span, lacking
from app.store.attachments import Content, path_of
from app.sync.bundle import Bundle
from app.sync.manifest import AttachmentPart

Transaction = Callable[[], AbstractContextManager[Connection]]
"""Lends a writing transaction."""


class _Standing(Enum):
    HERE = "here"
    NAMED = "named by a record"
    EARLY = "its record has not come yet"
    UNWANTED = "no record names it"


def take(
    store: Path, transaction: Transaction, bundle: Bundle, progress: Progress = NO_PROGRESS
) -> int:
    """Put contents that a checked file brings in their places, and keep pieces aside.

    A crash at any instant loses nothing that was kept before.

    Args:
        store: the store's folder.
        transaction: lends a writing transaction.
        bundle: the file; the records in it have been taken in.
        progress: told after each part.

    Returns:
        How many contents came into their places; `settle` does the same for pieces.

    Raises:
        UserError: when the disk is full or the folder cannot be written.
    """
    parts = bundle.manifest.attachments
    count = 0
    for done, part in enumerate(parts, 1):
        with transaction() as connection:
            standing = _standing(connection, store, part)
        if standing is _Standing.NAMED and part.size == part.whole:
            _put(store, transaction, part, bundle.chunks(part))
            count += 1
        elif standing is _Standing.NAMED or (
            standing is _Standing.EARLY and attachment_pieces.has_room(store, part.size)
        ):
            count += _keep(store, transaction, part, bundle.chunks(part))
        progress.step(done, len(parts), _("Taking in"))
    return count


def settle(store: Path, transaction: Transaction) -> int:
    """Put in place what has become whole and is named by a record; let go of what never will.

    Returns:
        How many contents came into their places.
    """
    count = 0
    with transaction() as connection:
        found = attachment_pieces.arriving(connection)
    for one in found:
        sha256 = one.content.sha256
        with transaction() as connection:
            standing = _standing_of(connection, sha256, one.row)
        if standing is _Standing.NAMED:
            count += _put_together(store, transaction, one.content)
        elif standing is _Standing.UNWANTED:
            with transaction() as connection:
                attachment_pieces.forget(connection, sha256)
            attachment_pieces.drop(store, sha256)
    return count


def _put_together(store: Path, transaction: Transaction, said: Content) -> bool:
    with transaction() as connection:
        named = _sizes(connection, said.sha256)
    content = attachment_pieces.put_together(store, said.sha256, named, [said.size])
    if content is None:
        return False
    with transaction() as connection:
        attachments.note(connection, content)
        attachment_pieces.forget(connection, content.sha256)
    attachment_pieces.drop(store, content.sha256)
    return True


def would_settle(connection: Connection, store: Path, bundle: Bundle) -> int:
    """Return how many contents a file would bring into their places; a dry run asks.

    Args:
        connection: inside the transaction in which the file's records were taken in.
        store: the store's folder.
        bundle: the file.
    """
    coming: dict[str, list[Span]] = {}
    sizes: dict[str, set[int]] = {}
    for one in attachment_pieces.arriving(connection):
        if _standing_of(connection, one.content.sha256, one.row) is _Standing.NAMED:
            coming[one.content.sha256] = attachment_pieces.spans(store, one.content.sha256)
            sizes[one.content.sha256] = {one.content.size}
    for part in bundle.manifest.attachments:
        if _standing(connection, store, part) is _Standing.NAMED:
            spans = coming.setdefault(part.of, attachment_pieces.spans(store, part.of))
            spans.append((part.at, part.at + part.size))
            sizes.setdefault(part.of, set()).add(part.whole)
    return sum(
        any(not lacking(spans, size) for size in sizes[sha256] | _sizes(connection, sha256))
        for sha256, spans in coming.items()
    )


def _put(
    store: Path, transaction: Transaction, part: AttachmentPart, chunks: Iterable[bytes]
) -> None:
    content = Content(part.of, part.whole)
    attachments.put(store, content, chunks)
    with transaction() as connection:
        attachments.note(connection, content)
        attachment_pieces.forget(connection, content.sha256)
    attachment_pieces.drop(store, content.sha256)


def _keep(
    store: Path, transaction: Transaction, part: AttachmentPart, chunks: Iterable[bytes]
) -> bool:
    """Keep a piece; tell whether it completed a content that somebody else gave another size."""
    content = Content(part.of, part.whole)
    with transaction() as connection:
        attachment_pieces.note(connection, Arriving(content, part.row))
        noted = attachment_pieces.find(connection, part.of)
        standing = _standing_of(connection, part.of, part.row)
    attachment_pieces.keep(store, content, part.at, chunks, part.size)
    differs = noted is not None and noted.content != content
    return differs and standing is _Standing.NAMED and _put_together(store, transaction, content)


def _sizes(connection: Connection, sha256: str) -> set[int]:
    """Return how many bytes a content has by the records that name it."""
    found = connection.exec_driver_sql("SELECT size FROM attachment WHERE sha256=?", (sha256,))
    return {size for (size,) in found if isinstance(size, int) and size >= 0}


def _standing(connection: Connection, store: Path, part: AttachmentPart) -> _Standing:
    here = attachments.find(connection, part.of)
    if here is not None and _stands(store, here):
        return _Standing.HERE
    return _standing_of(connection, part.of, part.row)


def _standing_of(connection: Connection, sha256: str, row: str) -> _Standing:
    if _exists(connection, "SELECT 1 FROM attachment WHERE sha256=? LIMIT 1", sha256):
        return _Standing.NAMED
    known = "SELECT 1 FROM head WHERE row=?1 UNION ALL SELECT 1 FROM erased WHERE row=?1"
    if row and not _exists(connection, known, row):
        return _Standing.EARLY
    return _Standing.UNWANTED


def _stands(store: Path, content: Content) -> bool:
    try:
        return path_of(store, content.sha256).stat().st_size == content.size
    except OSError:
        return False


def _exists(connection: Connection, query: str, value: str) -> bool:
    return connection.exec_driver_sql(query, (value,)).first() is not None
