"""What came of files that were taken in, and the trace that it leaves."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from app.base.formats import format_date
from app.base.i18n import _
from app.store.capture import RowKey
from app.store.changes import Changes
from app.store.database import Database
from app.store.streams import Knowledge
from app.sync import log
from app.sync.aside import keep_aside
from app.sync.taking import Taken

Finder = Callable[[Connection, Collection[RowKey], Knowledge], int]
"""Counts pairs that may be one, given the rows that came and what was held before."""


@dataclass(frozen=True, slots=True)
class ArrivedRow:
    """A record that a file brings or changes, in words.

    Attributes:
        is_new: the store did not hold it before.
        is_gone: the file deletes it.
        fields: what came, as (label before translation, value as people read it).
        asked: labels of the fields that are in question now, before translation.
    """

    entity: str
    row: str
    title: str
    is_new: bool = False
    is_gone: bool = False
    fields: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


Teller = Callable[[Connection, Taken, Knowledge], list[ArrivedRow]]
"""Tells the records of one file, given what came of it and what was held before."""


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
        rows: the records that came, or the first of many, when somebody asked for them.
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
    rows: list[ArrivedRow] = field(default_factory=list)


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


def why_held(connection: Connection, sender: str) -> str:
    """Return in words why changes of a sender are held."""
    revoked = connection.exec_driver_sql(
        "SELECT revoked_since FROM device WHERE id=?", (sender,)
    ).scalar()
    if revoked is None:
        return _("Changes that their computer may not make any more are held: the office decides.")
    words = _("The computer was revoked on {day}. Its later changes are held: the office decides.")
    return words.format(day=format_date(date.fromisoformat(revoked)))


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
