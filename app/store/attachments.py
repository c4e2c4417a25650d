"""The contents of attachments: each once, in a file named by its SHA-256, whole or not at all.

A content's file is written aside, forced to the disk and put in its place before the table
`attachment_content` says that it is here; so a row there means a whole file, and a file without
a row is only a leftover. A content is needed while a living record of an attachment names it. It
is kept as long as any record names it, a deleted one too: undo and conflicts bring those back.
"""

import errno
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import Connection

from app.base.atomic import force_folder, write_atomically
from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.model.attachment import is_content_name

FOLDER = "attachments"
CHUNK = 1 << 20
"""Bytes that are held in memory at once, however large a content is."""


_NAMED = re.compile(rb'"sha256":\s*"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Content:
    """A content: its name, which is its SHA-256 in hexadecimal, and its bytes."""

    sha256: str
    size: int


class Readable(Protocol):
    """Bytes that are read one part after the other."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""


class ChangedContentError(UserError):
    """Bytes that are not those that the content's name says."""


def path_of(store: Path, sha256: str) -> Path:
    """Return where a content stands, or would stand.

    Raises:
        ValueError: when the name is none; it may have come from another store.
    """
    if not is_content_name(sha256):
        raise ValueError(f"{sha256!r} names no content")
    return store / FOLDER / sha256[:2] / sha256


def chunks(file: Readable) -> Iterator[bytes]:
    """Yield what is left of an open file."""
    while chunk := file.read(CHUNK):
        yield chunk


def content_of(file: Readable) -> Content:
    """Return the name and size of what is left of an open file."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks(file):
        digest.update(chunk)
        size += len(chunk)
    return Content(digest.hexdigest(), size)


def put(store: Path, content: Content, parts: Iterable[bytes]) -> None:
    """Put a content's file in its place; one that stands there whole stays.

    Args:
        store: the store's folder.
        content: what the parts must come to.
        parts: the bytes; at most one part is held at a time.

    Raises:
        ChangedContentError: when the parts are another content; nothing is kept then.
        UserError: when the disk is full or the folder cannot be written.
    """
    path = path_of(store, content.sha256)
    if is_whole(store, content):
        with suppress(OSError):  # young again: sweeping takes old files that nothing speaks of
            path.touch()
        return

    def write(file: BinaryIO) -> None:
        digest, size = hashlib.sha256(), 0
        for part in parts:
            digest.update(part)
            size += len(part)
            if size > content.size:
                break
            file.write(part)
        if Content(digest.hexdigest(), size) != content:
            raise ChangedContentError(_("The attached file was changed on the way. Add it again."))

    with explained():
        is_first = not path.parent.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, write)
        if is_first:
            force_folder(path.parent.parent)
            force_folder(store)


def is_whole(store: Path, content: Content) -> bool:
    """Tell whether a content's file stands in its place, byte for byte."""
    try:
        path = path_of(store, content.sha256)
        if path.stat().st_size != content.size:
            return False
        with path.open("rb") as file:
            return content_of(file) == content
    except (OSError, ValueError):  # gone, unreadable, or no name of a content
        return False


def note(connection: Connection, content: Content) -> None:
    """Say that a content's file stands in its place, inside a writing transaction."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO attachment_content(sha256, size) VALUES(?,?)",
        (content.sha256, content.size),
    )


def unnote(connection: Connection, hashes: Iterable[str]) -> None:
    """Say that contents are not here any more; they are missing then, and asked for."""
    for sha256 in hashes:
        connection.exec_driver_sql("DELETE FROM attachment_content WHERE sha256=?", (sha256,))


def held(connection: Connection) -> dict[str, Content]:
    """Return every content that is here, by its name."""
    rows = connection.exec_driver_sql("SELECT sha256, size FROM attachment_content")
    return {sha256: Content(sha256, size) for sha256, size in rows}


def find(connection: Connection, sha256: str) -> Content | None:
    """Return a content if it is here."""
    size = connection.exec_driver_sql(
        "SELECT size FROM attachment_content WHERE sha256=?", (sha256,)
    ).scalar()
    return None if size is None else Content(sha256, int(size))


def held_among(connection: Connection, hashes: Iterable[str]) -> dict[str, Content]:
    """Return those of the contents that are here, by their names."""
    rows = connection.exec_driver_sql(
        "SELECT sha256, size FROM attachment_content "
        "WHERE sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps(list(hashes)),),
    )
    return {sha256: Content(sha256, size) for sha256, size in rows}


def needed(connection: Connection, scopes: Collection[str] | None = None) -> set[str]:
    """Return the contents that living records name, of some scopes or of all."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT sha256, scope FROM attachment "
        "WHERE sha256 IS NOT NULL AND NOT coalesce(deleted, 0)"
    )
    return {
        sha256
        for sha256, scope in rows
        if is_content_name(sha256) and (scopes is None or scope in scopes)
    }


def missing(connection: Connection, scopes: Collection[str] | None = None) -> set[str]:
    """Return the contents that are needed and not here."""
    return needed(connection, scopes) - held(connection).keys()


def named_in(lines: bytes) -> set[str]:
    """Return the contents that entries name, from their lines as they stand in a segment."""
    if b'"sha256"' not in lines:  # most segments speak of no attachment
        return set()
    return {name.decode() for name in _NAMED.findall(lines)}


def names_of(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    """Return for contents the name of a file that people know them by, in order of the names."""
    rows = connection.exec_driver_sql(
        "SELECT sha256, name FROM attachment WHERE sha256 IS NOT NULL "
        "AND NOT coalesce(deleted, 0) ORDER BY name, id"
    )
    found: dict[str, str] = {}
    for sha256, name in rows:
        if sha256 in hashes:
            found.setdefault(sha256, name or "…")
    return found


def missing_names(connection: Connection, scopes: Collection[str] | None = None) -> list[str]:
    """Return the names of attached files whose content is needed and not here, in order."""
    lacking = missing(connection, scopes)
    return list(names_of(connection, lacking).values()) if lacking else []


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the disk refuses into words that tell what to do.

    Raises:
        UserError: for a full, locked, missing or broken disk.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            text = _(
                "The disk is full, so the attached file was not kept. Make some room and do it "
                "again; everything saved before is safe."
            )
        else:
            text = _(
                "The folder of the attached files cannot be written to: {reason}. Check the disk "
                "and that you may write there, then do it again."
            )
        raise UserError(text.format(reason=reason_of(error))) from error
