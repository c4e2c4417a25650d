"""Taking care of the records: checking that they are whole, copies, and the way back."""

from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.store import attachment_care, backup
from app.store import verify as verification
from app.store.database import Database
from app.store.verify import Fault
from app.sync import kept


def verify(database: Database, progress: Progress = NO_PROGRESS) -> list[Fault]:
    """Return what is wrong: file, journal, tables, signatures of segments, attached files."""
    return [
        *verification.verify(database, progress),
        *kept.faults(database),
        *attachment_care.attachment_faults(database, progress),
    ]


def save_copy(database: Database, file: Path, progress: Progress = NO_PROGRESS) -> None:
    """Write a verified copy of the store, with a folder of the attached files beside it.

    Raises:
        UserError: when the file cannot be written, or is the store itself.
    """
    if file.resolve().parent == database.folder.resolve():
        raise UserError(_("Choose a place outside the folder of the records."))
    backup.save(database, file, progress)


def restore(file: Path, folder: Path) -> list[str]:
    """Make a folder's store from a copy; the store that stands there is kept beside it.

    Returns:
        The names of attached files whose content did not come along.

    Raises:
        UserError: when the copy is missing or damaged, or the folder is in use.
    """
    return backup.restore(file, folder)


def copy_today(database: Database) -> Path | None:
    """Make today's automatic copy if there is none yet."""
    return backup.daily(database)
