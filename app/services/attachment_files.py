"""What is done with an attached file itself: shown, opened, copied elsewhere, asked for again."""

import hashlib
import stat
from pathlib import Path
from typing import BinaryIO

from app.base import photos
from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.file_names import ending_of, safe_file_name
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.base.reasons import reason_of
from app.services.attachments import AttachmentRow, State
from app.store import attachment_care, opened_copies
from app.store import attachments as contents
from app.store.attachments import path_of
from app.store.database import Database

_SHOWN = (
    "jpg jpeg png gif webp tif tiff bmp avif pdf txt csv md odt ods odp odg doc docx xls xlsx ppt "
    "pptx rtf eml ics vcf mp3 m4a wav ogg mp4 mov avi mkv"
)
"""Endings of files that show something; all others may be programs, and could come from anybody."""


class DamagedError(UserError):
    """A content that should be here and is not what was attached."""


def path_here(store: Path, sha256: str) -> Path | None:
    """Return where a content stands, if its file is here; for papers that show pictures."""
    path = path_of(store, sha256)
    return path if path.is_file() else None


def read(store: Path, row: AttachmentRow) -> bytes:
    """Return a content, checked.

    Raises:
        UserError: when it has not come yet or is damaged.
    """
    _refuse_absent(row)
    try:
        data = path_of(store, row.sha256).read_bytes()
    except OSError as error:
        raise _damaged(row) from error
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise _damaged(row)
    return data


def save_copy(
    store: Path, row: AttachmentRow, target: Path, progress: Progress = NO_PROGRESS
) -> None:
    """Write an attached file elsewhere, whole and checked; an older file there is replaced.

    Raises:
        UserError: when it has not come yet or is damaged, or the place refuses it.
    """
    _refuse_absent(row)
    try:
        source = path_of(store, row.sha256).open("rb")
    except OSError as error:
        raise _damaged(row) from error
    with source:
        try:
            write_atomically(target, lambda out: _copy(source, out, row, progress))
        except OSError as error:
            words = _("{name} cannot be written there: {reason}. Choose another place.")
            raise UserError(words.format(name=target.name, reason=reason_of(error))) from error


def copy_to_open(store: Path, row: AttachmentRow) -> Path:
    """Return a copy under the file's own name, to be shown by the system's program for it.

    It is read-only, so that nobody takes it for the attached file itself, and goes when the
    program is closed.

    Raises:
        UserError: for a file that may be a program; when it has not come yet or is damaged;
            when the disk is full.
    """
    name = safe_file_name(row.name)
    if ending_of(name) not in _SHOWN.split():
        words = _("{name} may be a program, so it is not opened from here. Save it as a file.")
        raise UserError(words.format(name=name))
    with contents.explained():
        target = opened_copies.place_for(store, name)
    save_copy(store, row, target)
    target.chmod(stat.S_IREAD)
    return target


def close_opened(store: Path) -> None:
    """Remove the copies that were made for other programs to show."""
    opened_copies.clear(store)


def thumbnail(store: Path, sha256: str, edge: int) -> bytes | None:
    """Return a picture's content small, as PNG or JPEG; `None` when there is nothing to show.

    Args:
        store: the store's folder.
        sha256: the content.
        edge: pixels that neither side exceeds.
    """
    try:
        with path_of(store, sha256).open("rb") as file:
            return photos.thumbnail(file, edge)
    except (OSError, ValueError):
        return None


def ask_again(database: Database, row: AttachmentRow) -> bool:
    """Let go of a damaged content, so that the next file asks the others for it.

    Returns:
        Whether it was damaged; a whole one stays.
    """
    return row.sha256 in attachment_care.mend(database, {row.sha256})


def _refuse_absent(row: AttachmentRow) -> None:
    if row.state is State.COMING:
        words = _(
            "{name} has not come to this computer yet. The next file that you write asks for it."
        )
        raise UserError(words.format(name=row.name))


def _damaged(row: AttachmentRow) -> DamagedError:
    words = _(
        "{name} is damaged on this computer. Ask the others for it again; if nobody else has it, "
        "attach the original once more."
    )
    return DamagedError(words.format(name=row.name))


def _copy(source: BinaryIO, out: BinaryIO, row: AttachmentRow, progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    for chunk in contents.chunks(source):
        digest.update(chunk)
        out.write(chunk)
        done += len(chunk)
        progress.step(done, max(row.size, done), row.name)
    if digest.hexdigest() != row.sha256:
        raise _damaged(row)
