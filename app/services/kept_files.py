"""Files whose contents were put in their places and which no record names yet.

A draft may wait with them. What nothing speaks of any more is swept after a day.
"""

import hashlib
import io
import json
import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from app.base import photos
from app.base.errors import UserError
from app.base.file_names import ending_of, safe_file_name, with_ending
from app.base.formats import format_size
from app.base.i18n import _
from app.base.photos import Photo
from app.base.progress import NO_PROGRESS, Progress
from app.base.reasons import reason_of
from app.model.attachment import LARGEST
from app.store import attachments as contents
from app.store.attachments import Content, path_of

_ENDINGS = {"jpg": ("jpg", "jpeg"), "tif": ("tif", "tiff"), "png": ("png",)}
_KINDS = mimetypes.MimeTypes()  # the same on every system: the registry is not asked


Source = tuple[Path | bytes, str]
"""A file or the bytes of one, and what it is called."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose content stands in the store's folder; a draft may wait with it."""

    sha256: str
    size: int
    name: str
    media_type: str


def keep(
    store: Path, source: Path | bytes, name: str = "", progress: Progress = NO_PROGRESS
) -> Kept:
    """Put a file's content in its place; a photo goes in without place, time and camera.

    Args:
        store: the store's folder.
        source: a file, or the bytes of one.
        name: what it is called; the file's own name unless given.
        progress: told as a large file is read; may stop it.

    Raises:
        UserError: when it is no file, cannot be read or cleaned, is empty or too large, or
            the store's disk is full. Nothing is kept then.
    """
    given = name or (source.name if isinstance(source, Path) else "")
    shown = safe_file_name(given, _("file"))
    with _opened(source, shown) as file:
        photo = photos.clean(file)
        if photo is not None:
            return _keep_photo(store, photo, shown)
        return _keep_file(store, file, shown, progress)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of keeping several files: those that are kept, and why others are not."""

    kept: tuple[Kept, ...]
    refused: tuple[str, ...]


def keep_all(store: Path, sources: Sequence[Source], progress: Progress = NO_PROGRESS) -> Gathered:
    """Keep several files; one that is refused does not hinder the others.

    Raises:
        Cancelled: when the person stopped it; no record names what was kept so far.
    """
    sizes = [_size_of(source) for source, _name in sources]
    kept, refused = [], []
    for place, (source, name) in enumerate(sources):
        share = _Share(progress, 2 * sum(sizes[:place]), 2 * sum(sizes))
        share.step(0, 0, name)
        try:
            kept.append(keep(store, source, name, share))
        except UserError as error:
            refused.append(str(error))
    return Gathered(tuple(kept), tuple(refused))


def draft_of(kept: Sequence[Kept]) -> str:
    """Return kept files as words that a draft can hold; empty when there are none."""
    return json.dumps([asdict(one) for one in kept], ensure_ascii=False) if kept else ""


def from_draft(store: Path, words: str) -> list[Kept]:
    """Return the kept files of a draft whose contents are still in their places."""
    try:
        found = [Kept(**plain) for plain in json.loads(words or "[]")]
        return [one for one in found if stands(store, Content(one.sha256, one.size))]
    except (ValueError, TypeError):
        return []


def in_place(store: Path, kept: Kept) -> Content:
    """Return a kept file's content.

    Raises:
        UserError: when it does not stand in its place any more.
    """
    content = Content(kept.sha256, kept.size)
    if not stands(store, content):
        raise UserError(_("{name} is not here any more. Add it again.").format(name=kept.name))
    return content


def stands(store: Path, content: Content) -> bool:
    """Tell whether a content's file stands in its place, by its size."""
    # By size alone: the whole is checked when it is put in, opened, sent or verified.
    try:
        return path_of(store, content.sha256).stat().st_size == content.size
    except (OSError, ValueError):
        return False


class _Watched:
    """A file that tells how far it has been read; twice: once for its name, once for its copy."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress, name: str) -> None:
        self._file, self._total, self._progress = file, 2 * size, progress
        self._done, self._name = 0, name

    def read(self, size: int, /) -> bytes:
        data = self._file.read(size)
        self._done += len(data)
        self._progress.step(min(self._done, self._total), self._total, self._name)
        return data


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    if source.is_dir():
        words = _("{name} is a folder. Attach the files in it instead.")
        raise UserError(words.format(name=name))
    try:
        if source.exists() and not source.is_file():
            raise UserError(_("{name} is no file that could be attached.").format(name=name))
        with source.open("rb") as file:
            yield file
    except OSError as error:
        words = _("{name} cannot be read: {reason}. Nothing was attached.")
        raise UserError(words.format(name=name, reason=reason_of(error))) from error


def _keep_photo(store: Path, photo: Photo, name: str) -> Kept:
    content = Content(hashlib.sha256(photo.data).hexdigest(), len(photo.data))
    _refuse_size(content.size, name)
    contents.put(store, content, [photo.data])
    if ending_of(name) not in _ENDINGS[photo.ending]:
        name = with_ending(name, photo.ending)
    return Kept(content.sha256, content.size, name, photo.media_type)


def _keep_file(store: Path, file: BinaryIO, name: str, progress: Progress) -> Kept:
    size = file.seek(0, io.SEEK_END)
    _refuse_size(size, name)
    file.seek(0)
    watched = _Watched(file, size, progress, name)
    content = contents.content_of(watched)
    _refuse_size(content.size, name)  # it may have grown meanwhile
    file.seek(0)
    contents.put(store, content, contents.chunks(watched))
    kind = _KINDS.guess_type(f"x.{ending_of(name)}")[0] or "application/octet-stream"
    return Kept(content.sha256, content.size, name, kind)


def _refuse_size(size: int, name: str) -> None:
    if not size:
        raise UserError(_("{name} is empty, so there is nothing to attach.").format(name=name))
    if size > LARGEST:
        words = _("{name} has {size}; an attached file has at most 100 MB. Make it smaller first.")
        raise UserError(words.format(name=name, size=format_size(size)))


class _Share:
    """One file's part of the progress of several."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress, self._before, self._total = progress, before, max(total, 1)

    def step(self, done: int, total: int, text: str = "") -> None:
        del total
        self._progress.step(min(self._before + done, self._total), self._total, text)


def _size_of(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return len(source)
    try:
        return source.stat().st_size
    except OSError:
        return 0  # said when it is read
