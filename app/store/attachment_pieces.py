"""Contents that are still arriving: pieces kept aside until they are whole and a record names them.

Each piece is a file of its own, `arriving/<sha256>/<start>-<end>`, written whole or not at all, so
pieces may come in any order, any number of times and overlapping, and a crash loses none of them.
The table `attachment_arriving` says how large the content is said to be and for which record it
came. How large it is, only its hash decides: what others say may be wrong, and costs no piece.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from app.base import clock
from app.base.atomic import force_folder, write_atomically
from app.model.attachment import is_content_name
from app.store import attachments
from app.store.attachments import ChangedContentError, Content, explained

FOLDER = "arriving"
Span = tuple[int, int]
"""Where a piece begins in its content, and where it ends (that byte is not its own)."""
_KEPT_FOR = timedelta(days=30)
"""How long pieces wait for the record that names them; a lost file is sent again before."""
MOST_EARLY = 1_000_000_000
"""Bytes of pieces beside which none are kept whose record has not come: it asks for them then."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A content of which pieces are here, and the record for which it was sent."""

    content: Content
    row: str


def keep(store: Path, content: Content, start: int, parts: Iterable[bytes], size: int) -> None:
    """Keep a piece; one that is here already stays.

    Args:
        store: the store's folder.
        content: what the piece is of.
        start: where it begins in the content.
        parts: its bytes, which have been checked; one part is held at a time.
        size: how many they are.

    Raises:
        UserError: when the disk is full or the folder cannot be written.
    """
    path = _folder(store, content.sha256) / f"{start}-{start + size}"
    if path.is_file() and path.stat().st_size == size:
        return
    with explained():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, lambda file: file.writelines(parts))
        force_folder(path.parent.parent)
        force_folder(store)


def note(connection: Connection, arriving: Arriving) -> None:
    """Say that pieces of a content are here, inside a writing transaction."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO attachment_arriving(sha256, size, row, since) VALUES(?,?,?,?)",
        (
            arriving.content.sha256,
            arriving.content.size,
            arriving.row,
            clock.now().isoformat(timespec="seconds"),
        ),
    )


def forget(connection: Connection, sha256: str) -> None:
    """Say that no pieces of a content are here any more."""
    connection.exec_driver_sql("DELETE FROM attachment_arriving WHERE sha256=?", (sha256,))


def arriving(connection: Connection) -> list[Arriving]:
    """Return the contents of which pieces are here."""
    found = connection.exec_driver_sql(
        "SELECT sha256, size, row FROM attachment_arriving ORDER BY sha256"
    )
    return [Arriving(Content(sha256, size), row) for sha256, size, row in found]


def find(connection: Connection, sha256: str) -> Arriving | None:
    """Return a content if pieces of it are here."""
    row = connection.exec_driver_sql(
        "SELECT size, row FROM attachment_arriving WHERE sha256=?", (sha256,)
    ).first()
    return None if row is None else Arriving(Content(sha256, row[0]), row[1])


def spans(store: Path, sha256: str) -> list[Span]:
    """Return which bytes of a content are here, in order, what touches joined."""
    return joined(span for span, _path in _pieces(store, sha256))


def has_room(store: Path, size: int) -> bool:
    """Tell whether a piece of a content that no record names yet may be kept."""
    kept = 0
    for path in (store / FOLDER).glob("*/*"):
        with suppress(OSError):
            kept += path.stat().st_size
    return kept + size <= MOST_EARLY


def joined(found: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap as one."""
    whole: list[Span] = []
    for start, end in sorted(found):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def lacking(found: Iterable[Span], size: int) -> list[Span]:
    """Return which bytes of a content of a size are not among spans."""
    gaps: list[Span] = []
    at = 0
    for start, end in joined(found):
        if start > at and size > at:
            gaps.append((at, min(start, size)))
        at = max(at, end)
    if at < size:
        gaps.append((at, size))
    return gaps


def put_together(
    store: Path, sha256: str, named: Collection[int], said: Collection[int] = ()
) -> Content | None:
    """Put a content in its place if all its pieces are here; the pieces stay until `drop`.

    Args:
        store: the store's folder.
        sha256: its name.
        named: how many bytes it has by the records that name it.
        said: how many by those who sent pieces of it.

    Returns:
        The content that stands in its place now. Pieces that fill what a record names and are
        another content than its name says are dropped: it is asked for anew.

    Raises:
        UserError: when the disk is full or the folder cannot be written.
    """
    wrong: set[int] = set()
    for size in sorted({*named, *said}):
        content = Content(sha256, size)
        if not lacking(_fitting(store, content), size):
            try:
                attachments.put(store, content, _in_order(store, content))
            except ChangedContentError:
                wrong.add(size)
            else:
                return content
    if named and max(named) in wrong:
        drop(store, sha256)
    return None


def drop(store: Path, sha256: str) -> None:
    """Remove the pieces of a content."""
    shutil.rmtree(_folder(store, sha256), ignore_errors=True)


def sweep(connection: Connection, store: Path) -> None:
    """Remove pieces that nobody speaks of, or that have waited too long for their record.

    Args:
        connection: inside a writing transaction.
        store: the store's folder.
    """
    before = clock.now() - _KEPT_FOR
    needed = attachments.needed(connection)
    old = connection.exec_driver_sql(
        "SELECT sha256 FROM attachment_arriving WHERE since<?",
        (before.isoformat(timespec="seconds"),),
    ).all()
    for (sha256,) in old:
        if sha256 not in needed:
            forget(connection, sha256)
            drop(store, sha256)
    known = {one.content.sha256 for one in arriving(connection)}
    for folder in (store / FOLDER).glob("*"):
        with suppress(OSError):
            if folder.name not in known and folder.stat().st_mtime < before.timestamp():
                shutil.rmtree(folder, ignore_errors=True)


def drop_erased(connection: Connection, store: Path) -> None:
    """Remove the pieces of contents that came for erased records alone, whoever sent them.

    Args:
        connection: inside a writing transaction.
        store: the store's folder.
    """
    found = connection.exec_driver_sql(
        "SELECT sha256 FROM attachment_arriving WHERE row IN (SELECT row FROM erased) "
        "AND sha256 NOT IN (SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL)"
    ).all()
    for (sha256,) in found:
        forget(connection, sha256)
        drop(store, sha256)


def _folder(store: Path, sha256: str) -> Path:
    if not is_content_name(sha256):
        raise ValueError(f"{sha256!r} names no content")
    return store / FOLDER / sha256


def _pieces(store: Path, sha256: str) -> list[tuple[Span, Path]]:
    found = []
    for path in _folder(store, sha256).glob("*-*"):
        start, _dash, end = path.name.partition("-")
        if start.isdecimal() and end.isdecimal() and int(start) < int(end):
            with suppress(OSError):
                if path.stat().st_size == int(end) - int(start):
                    found.append(((int(start), int(end)), path))
    return sorted(found)


def _fitting(store: Path, content: Content) -> list[Span]:
    return [span for span, _path in _pieces(store, content.sha256) if span[1] <= content.size]


def _in_order(store: Path, content: Content) -> Iterator[bytes]:
    at = 0
    for (start, end), path in _pieces(store, content.sha256):
        if at < end <= content.size:
            with path.open("rb") as file:
                file.seek(at - start)
                yield from attachments.chunks(file)
            at = end
