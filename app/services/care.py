"""Taking care of the records: checking that they are whole, copies, and the way back."""

from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.base.progress import NO_PROGRESS, Progress
from app.store import attachment_care, backup
from app.store import verify as verification
from app.store.chains import Fault
from app.store.database import Database
from app.sync import kept, repairing
from app.sync.repairing import Repaired


def verify(database: Database, progress: Progress = NO_PROGRESS) -> list[Fault]:
    """Return what is wrong: file, journal, tables, signatures of segments, attached files."""
    return [
        *verification.verify(database, progress),
        *kept.faults(database),
        *attachment_care.attachment_faults(database, progress),
    ]


def repair(folder: Path, progress: Progress = NO_PROGRESS) -> Repaired:
    """Make a closed store anew from its journal; the old one is kept beside it.

    Attached files that are gone or damaged are let go of, so that they are asked for again.

    Raises:
        UserError: when the store is open elsewhere, missing, or cannot be read at all.
    """
    done = repairing.repair(folder, progress)
    database = Database.open(folder)
    try:
        lost = attachment_care.mend(database)
    finally:
        database.close()
    done.dropped += [f"attachment {sha256}" for sha256 in sorted(lost)]
    return done


def repaired_lines(done: Repaired) -> list[str]:
    """Return what a repair did, in words."""
    lines = [_("The records were made anew from the journal.")]
    for writer, scope, first, last in done.cut:
        words = _(
            "The changes {first}–{last} of {writer} in {scope} cannot be mended here: "
            "they come back with the next exchange, if anybody holds them."
        )
        lines.append(words.format(first=first, last=last, writer=writer, scope=scope))
    if done.regained:
        words = ngettext(
            "{count} change of this computer that nobody else has yet goes on under a new name.",
            "{count} changes of this computer that nobody else has yet go on under a new name.",
            done.regained,
        )
        lines.append(words.format(count=done.regained))
    if done.aside:
        lines.append(_("What was left of them stands in {file}.").format(file=done.aside))
    lines += [_("Let go: {what}").format(what=what) for what in done.dropped]
    lines.append(_("The records as they were stand in {file}.").format(file=done.before))
    return lines


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
