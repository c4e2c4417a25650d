"""What came of files that were taken in, and the trace that it leaves."""

from dataclasses import dataclass, field
from pathlib import Path

from app.store.changes import Changes
from app.store.database import Database
from app.sync import log
from app.sync.aside import keep_aside
from app.sync.taking import Taken


@dataclass(slots=True)
class FileReport:
    """What came of one file.

    Attributes:
        sender: the sending device's id, once the file could be opened.
        result: `applied`, `known`, `waiting` or `refused`.
        reason: why it was refused, in words.
        missing: numbers that have not arrived, as (writer, scope, from, to).
        attachments: how many contents of attachments came into their places.
        unequal: scopes in which the sender holds the same numbers with another history: a fault.
        forked: whether changes of a copied history were left out.
    """

    path: Path
    sender: str = ""
    result: str = "refused"
    reason: str = ""
    taken: Taken = field(default_factory=Taken)
    missing: list[tuple[str, str, int, int]] = field(default_factory=list)
    attachments: int = 0
    unequal: list[str] = field(default_factory=list)
    forked: bool = False


@dataclass(slots=True)
class ImportReport:
    """What came of all files together.

    Attributes:
        conflicts: fields that came to hold an open conflict.
        duplicates: pairs of companies that may be one since something of them came.
        changes: what the screens refresh from.
        missing_attachments: names of attached files whose content has not come yet.
    """

    files: list[FileReport]
    conflicts: int
    duplicates: int
    changes: Changes
    missing_attachments: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Tell whether any file was refused."""
        return any(file.result == "refused" for file in self.files)


def outcome(report: FileReport) -> str:
    """Return in one word what came of a file that was not refused while it was checked."""
    taken = report.taken
    if taken.new or report.attachments:
        return "applied"
    if report.forked:
        return "refused"
    return "waiting" if taken.waiting or taken.held else "known"


def keep_trace(database: Database, report: FileReport) -> None:
    """Enter a file into the log; one that was refused is kept aside."""
    if report.result == "refused":
        keep_aside(database.folder, report.path)
    counts = {
        "new": report.taken.new,
        "known": report.taken.known,
        "waiting": report.taken.waiting,
        "held": report.taken.held,
        "reason": report.reason,
    }
    with database.writing() as connection:
        log.note_taken(connection, report.path, report.sender, report.result, counts)
