"""The contents of attachments in copies of the store: a folder beside the copy, each once.

A copy's own file holds the records alone; contents never change, so the folder beside it grows
by what is new and no more. The daily copies stand in the store's folder and need none: the
store's own contents stay while any record names them.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.base.progress import NO_PROGRESS, Progress
from app.model.attachment import is_content_name
from app.store import attachments
from app.store.attachments import FOLDER, Content, path_of
from app.store.database import Database


def folder_beside(copy: Path) -> Path:
    """Return the folder in which a copy's contents stand: `anna.db` has `anna.db-files`."""
    return copy.with_name(f"{copy.name}-files")


def save_beside(database: Database, copy: Path, progress: Progress = NO_PROGRESS) -> None:
    """Put the contents that the store holds beside a copy of it; what no record names goes.

    Raises:
        UserError: when the place is full or cannot be written. The records are copied by then.
    """
    with database.reading() as connection:
        held = list(attachments.held(connection).values())
        named = {
            sha256
            for (sha256,) in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM attachment")
        }
    target = folder_beside(copy)
    for done, content in enumerate(held, 1):
        _copy(database.folder, target, content)
        progress.step(done, len(held))
    _drop_others(target, named)


def bring_back(copy: Path, store: Path) -> None:
    """Put the contents that stand beside a copy into a store's folder.

    Raises:
        UserError: when the store's disk is full or cannot be written.
    """
    for source in _sources(copy):
        if source.resolve() != store.resolve():
            for path in _contents(source):
                _copy(source, store, Content(path.name, path.stat().st_size))


def _sources(copy: Path) -> Iterator[Path]:
    yield folder_beside(copy)
    # A daily copy stands in `backups` of the store that holds its contents.
    yield copy.parent.parent


def _copy(source: Path, target: Path, content: Content) -> None:
    there = path_of(target, content.sha256)
    if there.is_file() and there.stat().st_size == content.size:
        return  # a stick is slow to read; a copy that was spoilt is found when it is brought back
    # What is gone or spoilt is no use in a copy: checking the store names it.
    with (
        suppress(FileNotFoundError, attachments.ChangedContentError),
        path_of(source, content.sha256).open("rb") as file,
    ):
        attachments.put(target, content, attachments.chunks(file))


def _contents(source: Path) -> Iterator[Path]:
    folder = source / FOLDER
    if folder.is_dir():
        yield from (path for path in sorted(folder.glob("??/*")) if is_content_name(path.name))


def _drop_others(target: Path, named: set[str]) -> None:
    for path in _contents(target):
        if path.name not in named:
            with suppress(OSError):
                path.unlink()
