"""Many files taken in one after the other: how far it is, and a stop that keeps what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import Cancelled
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.model.every_entity import entities_by_name
from app.services import exchange
from app.services.exchange import FileReport, ImportReport
from app.store.changes import Changes
from app.store.database import Database
from app.store.streams import Knowledge, knowledge

_PARTS = 1000
"""Into how many pieces the progress of one file is counted."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of the files, and those that a stop left untouched or half read.

    Attributes:
        left: to be taken in again; what was taken of them already does no harm.
    """

    report: ImportReport
    left: tuple[Path, ...] = ()


@dataclass(slots=True)
class _FileProgress:
    """Tells the progress of one file as a part of all files' progress.

    A file is gone through more than once (checked, then applied): each pass fills half of what
    is left, so that the bar never goes back.
    """

    progress: Progress
    place: int
    files: int
    name: str
    before: int = 0
    part: int = 0
    share: float = 0.0

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the file is."""
        del text
        share = min(done, total) / total if total else 0.0
        if share < self.share:
            self.before = self.part
        self.share = share
        self.part = self.before + round((_PARTS - self.before) / 2 * share)
        words = _("File {n} of {all}: {name}")
        said = words.format(n=self.place + 1, all=self.files, name=self.name)
        self.progress.step(self.place * _PARTS + self.part, self.files * _PARTS, said)


def take_in_each(
    database: Database, files: Sequence[Path], progress: Progress = NO_PROGRESS
) -> Intake:
    """Take files in; a stop between or inside them keeps what has been taken in.

    Args:
        database: this store.
        files: what somebody brought.
        progress: told as the files are read; may stop the work.
    """
    reports: list[FileReport] = []
    duplicates, rows = 0, set[tuple[str, str]]()
    missing: list[str] = []
    before: Knowledge = {}
    try:
        for place, file in enumerate(files):
            told = _FileProgress(progress, place, len(files), file.name)
            told.step(0, 1)
            before = _held(database)
            one = exchange.take_in(database, [file], progress=told, in_full=True)
            reports += one.files
            duplicates += one.duplicates
            rows |= set(one.changes.rows)
            missing = one.missing_attachments
    except Cancelled:
        # The file in hand may have brought some of its changes: every screen reads again.
        everything = Changes((), frozenset(entities_by_name()))
        left = tuple(files[len(reports) :])
        duplicates += exchange.duplicates_since(database, before) if before else 0
        return Intake(_joined(reports, duplicates, everything, missing), left)
    return Intake(_joined(reports, duplicates, Changes.of(sorted(rows)), missing))


def _held(database: Database) -> Knowledge:
    with database.reading() as connection:
        return knowledge(connection)


def _joined(
    reports: list[FileReport], duplicates: int, changes: Changes, missing: list[str]
) -> ImportReport:
    conflicts = {key for report in reports for key in report.taken.conflicts}
    return ImportReport(reports, len(conflicts), duplicates, changes, missing)
