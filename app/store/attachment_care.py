"""Whether the contents of attachments are whole, and putting table and folder in step again."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.base import clock
from app.base.progress import NO_PROGRESS, Progress
from app.model.attachment import is_content_name
from app.store import attachment_pieces, attachments
from app.store.attachments import FOLDER, Content, path_of
from app.store.chains import Fault
from app.store.database import Database

DRAFTS = "drafts.json"
"""What was typed and not yet saved, beside the store."""
_NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_LEFTOVER_AFTER = 24 * 60 * 60
"""Seconds after which a file that nothing speaks of is no longer being made."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found when the table was compared with the folder.

    Attributes:
        lost: contents whose file is gone; they are missing now, and asked for.
        found: contents that were missing and whose file stands in the folder.
    """

    lost: frozenset[str]
    found: frozenset[str]


def attachment_faults(database: Database, progress: Progress = NO_PROGRESS) -> Iterator[Fault]:
    """Yield the contents that should be here and are gone, or are not what they were.

    What has never arrived is no fault: it is asked for with the next export.
    """
    with database.reading() as connection:
        held = sorted(attachments.held(connection).values(), key=lambda one: one.sha256)
    for done, content in enumerate(held, 1):
        if not is_content_name(content.sha256):
            yield Fault(f"attachment {content.sha256}", "is no name of a content")
        elif not path_of(database.folder, content.sha256).is_file():
            yield Fault(f"attachment {content.sha256}", "its content is gone from the folder")
        elif not attachments.is_whole(database.folder, content):
            yield Fault(f"attachment {content.sha256}", "its content is not what was attached")
        progress.step(done, len(held))


def mend(database: Database, only: Collection[str] | None = None) -> frozenset[str]:
    """Let go of contents that are gone or damaged, so that they are asked for again.

    Args:
        database: the store.
        only: the contents to look at; all unless given.

    Returns:
        The contents that are missing now.
    """
    with database.reading() as connection:
        held = attachments.held(connection)
    if only is not None:
        held = {sha256: held[sha256] for sha256 in held.keys() & set(only)}
    broken = [one for one in held.values() if not attachments.is_whole(database.folder, one)]
    with database.writing() as connection:
        # Whoever works at the window meanwhile may have attached it anew since.
        broken = [one for one in broken if not attachments.is_whole(database.folder, one)]
        attachments.unnote(connection, (one.sha256 for one in broken))
        for one in filter(lambda one: is_content_name(one.sha256), broken):
            _remove(path_of(database.folder, one.sha256))
    return frozenset(one.sha256 for one in broken)


def settle(connection: Connection, store: Path) -> Settled:
    """Put the table in step with the folder, inside a writing transaction.

    The folder may have been put back, copied or lost apart from the store's file.
    """
    there = {name: path for name, path in _files(store) if is_content_name(name)}
    _recount(connection, there)
    held = attachments.held(connection)
    lost = held.keys() - there.keys()
    attachments.unnote(connection, lost)
    found = set()
    for sha256 in (attachments.needed(connection) - held.keys()) & there.keys():
        content = Content(sha256, there[sha256].stat().st_size)
        if attachments.is_whole(store, content):
            attachments.note(connection, content)
            found.add(sha256)
    return Settled(frozenset(lost), frozenset(found))


def _recount(connection: Connection, there: Mapping[str, Path]) -> None:
    # A content's name proves it; a wrong size in the table alone must not cost the file.
    for content in attachments.held(connection).values():
        path = there.get(content.sha256)
        if path is not None and path.stat().st_size != content.size:
            attachments.note(connection, Content(content.sha256, path.stat().st_size))


def discard_unnamed(database: Database) -> frozenset[str]:
    """Remove the contents that no record names any more, because those were erased.

    They are looked for once more before they go, in a transaction that nobody else can write in:
    whoever works at the window meanwhile may have attached the same file since. Whoever saves a
    record of one later finds it gone and is asked to add it again.

    Returns:
        The removed contents.
    """
    with database.writing() as connection:
        unnamed = _unnamed(connection) - drafted(database.folder)
        attachments.unnote(connection, unnamed)
        attachment_pieces.drop_erased(connection, database.folder)
    with database.writing() as connection:
        unnamed -= _named(connection) | drafted(database.folder)
        for sha256 in filter(is_content_name, unnamed):
            _remove(path_of(database.folder, sha256))
    return frozenset(unnamed)


def sweep(database: Database) -> None:
    """Remove what crashes and erasures left in the folders: files that nothing speaks of.

    They are looked for while others work, and go while nobody can save a record of them.
    """
    with database.writing() as connection:
        attachment_pieces.sweep(connection, database.folder)
        named = _named(connection)
    old = [path for name, path in _files(database.folder) if name not in named and _is_old(path)]
    if old:
        with database.writing() as connection:
            spoken_of = _named(connection) | drafted(database.folder)
            for path in old:
                if path.name not in spoken_of and _is_old(path):
                    _remove(path)


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < clock.now().timestamp() - _LEFTOVER_AFTER
    except OSError:
        return False


def drafted(store: Path) -> set[str]:
    """Return the contents that drafts wait with."""
    try:
        words = (store / DRAFTS).read_text(encoding="utf-8")
    except OSError:
        return set()
    return set(_NAME.findall(words))


def discard_undrafted(database: Database, before: Collection[str]) -> None:
    """Remove contents that drafts waited with, when neither a draft nor a record does any more.

    Args:
        database: the store.
        before: the contents that drafts waited with.
    """
    with database.writing() as connection:  # whoever saves a record of one waits, and misses it
        spoken_of = _named(connection) | drafted(database.folder)
        for sha256 in set(before) - spoken_of:
            _remove(path_of(database.folder, sha256))


def _named(connection: Connection) -> set[str]:
    return attachments.held(connection).keys() | attachments.needed(connection)


def _unnamed(connection: Connection) -> set[str]:
    rows = connection.exec_driver_sql(
        "SELECT sha256 FROM attachment_content EXCEPT "
        "SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL"
    )
    unnamed = {sha256 for (sha256,) in rows}
    if unnamed:
        # Their records may be kept aside, for an earlier file or for the office's decision.
        kept_aside = "SELECT bytes FROM waiting UNION ALL SELECT bytes FROM held"
        for (data,) in connection.exec_driver_sql(kept_aside):
            unnamed -= attachments.named_in(bytes(data))
    return unnamed


def _files(store: Path) -> Iterator[tuple[str, Path]]:
    folder = store / FOLDER
    if not folder.is_dir():
        return
    for inner, _folders, names in os.walk(folder):
        for name in names:
            yield name, Path(inner, name)


def _remove(path: Path) -> None:
    with suppress(OSError):  # gone already, or open in a viewer: a later sweep takes it
        path.unlink()
