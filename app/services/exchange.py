"""The exchange with the office, as the window and the command line ask for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.base import formats
from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.base.progress import NO_PROGRESS, Progress
from app.model.entity import NETWORK, OFFICE
from app.services import arrived_rows, devices, duplicates, erasure
from app.store import arrived, attachments, set_aside, unshown
from app.store.capture import RowKey
from app.store.database import Database
from app.store.streams import Knowledge
from app.sync import conflicts, digests, exporting, held, importing, log, peers
from app.sync.import_report import ArrivedRow, FileReport, ImportReport
from app.sync.log import LoggedFile
from app.sync.peers import PeerDevice
from app.sync.secrets import office_device
from app.sync.taking import Taken

__all__ = [
    "ArrivedRow", "ExportedFile", "FileReport", "ImportReport", "LoggedFile", "PeerDevice",
    "Status",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A written file, with the receiver's name for people.

    Attributes:
        attachments: contents of attached files, whole or a piece of each.
        place: which of the files written for the receiver it is, from 1.
        of: how many files were written for the receiver.
        is_larger: changes of others that cannot be split make it larger than was allowed.
    """

    path: Path
    device: str
    name: str
    changes: int
    attachments: int
    place: int = 1
    of: int = 1
    is_larger: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What the store holds and how it stands with the others.

    Attributes:
        unshown: records that hold something that only a newer version of the program can show.
        refused: fields of changes that this version's rules refuse; kept aside and not shown.
        missing_attachments: attached files whose content has not come yet.
        unequal: scopes in which another device holds the same numbers with another history, as
            (device, scope): a fault.
        histories: how many changes of each device are kept of a history that lost its name to
            another; a copied store goes on under a new name and brings them again itself.
    """

    role: str
    network: str
    network_name: str
    device: str
    promoter: str | None
    scopes: tuple[str, ...]
    records: dict[str, int]
    unconfirmed: int
    confirmed_at: datetime | None
    conflicts: int
    waiting: int
    unshown: int
    refused: int
    devices: tuple[PeerDevice, ...] = field(default=())
    missing_attachments: int = 0
    unequal: tuple[tuple[str, str], ...] = field(default=())
    histories: dict[str, int] = field(default_factory=dict)


def export(
    database: Database,
    folder: Path,
    device: str | None = None,
    progress: Progress = NO_PROGRESS,
    max_size: int | None = None,
) -> list[ExportedFile]:
    """Write what others lack: a promoter's file for the office, or one for each device.

    With a limit it may take several files for one receiver; each can be taken in without the
    others.

    Args:
        database: this store.
        folder: where the files are to stand.
        device: one receiver's id; without it a promoter writes to the office, the office to
            every active device.
        progress: told as the files grow.
        max_size: bytes that a file may have.

    Raises:
        UserError: when there is nobody to write to, the folder cannot be written, or the limit
            is too small.
    """
    receivers: list[str | None] = [device]
    if device is None and database.who.is_office:
        receivers = list(exporting.active_devices(database))
    if not receivers:
        raise UserError(_("There is nobody to write to yet. Invite a device first."))
    with database.reading() as connection:
        names = peers.names(connection)
    found: list[ExportedFile] = []
    for receiver in receivers:
        written = exporting.export_files(database, receiver, folder, progress, max_size=max_size)
        found += [
            ExportedFile(
                one.path,
                one.device,
                names.get(one.device, one.device),
                one.changes,
                one.attachments,
                place,
                len(written),
                one.is_larger,
            )
            for place, one in enumerate(written, 1)
        ]
    return found


def take_in(
    database: Database,
    files: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
    in_full: bool = False,
) -> ImportReport:
    """Take files in, or tell with `dry_run` what that would do; `in_full` record by record."""

    def count(connection: Connection, rows: Collection[RowKey], before: Knowledge) -> int:
        companies = {row for entity, row in rows if entity == "company"}
        found = database.read_within(connection, duplicates.among_arrived, companies, before)
        return len(found)

    def tell(connection: Connection, taken: Taken, before: Knowledge) -> list[ArrivedRow]:
        # A value that is not shown, because another stands against it, is no changed row.
        rows = taken.rows | conflicts.rows_of(connection, {row for row, _f in taken.conflicts})
        return database.read_within(connection, arrived_rows.told, rows, before, taken.conflicts)

    report = importing.take_in(
        database,
        files,
        dry_run=dry_run,
        progress=progress,
        finder=count,
        teller=tell if in_full else None,
    )
    if not dry_run:
        erasure.finish(database, report.changes.kinds)
        devices.finish(database)
    return report


def duplicates_since(database: Database, before: Knowledge) -> int:
    """Return how many pairs of companies may be one by what was taken in since a moment.

    Args:
        database: this store.
        before: what it held then.
    """
    with database.reading() as connection:
        rows = arrived.rows_since(connection, "company", before)
        return len(database.read_within(connection, duplicates.among_arrived, rows, before))


def status(database: Database) -> Status:
    """Return what the store holds and how it stands with the others."""
    who = database.who
    with database.reading() as connection:
        office = office_device(connection)
        unconfirmed, confirmed_at = peers.waiting_for_office(connection, database)
        scopes = (NETWORK, *who.counties, *((OFFICE,) if who.is_office else ()))
        return Status(
            role=who.role,
            network=who.network,
            network_name=str(
                connection.exec_driver_sql("SELECT name FROM network LIMIT 1").scalar() or ""
            ),
            device=who.device,
            promoter=who.promoter,
            scopes=scopes,
            records=peers.record_counts(connection),
            unconfirmed=unconfirmed,
            confirmed_at=confirmed_at,
            conflicts=conflicts.count(connection),
            waiting=peers.waiting_entries(connection, who.reads),
            unshown=unshown.count(connection),
            refused=set_aside.count(connection),
            devices=peers.devices(connection, who, office),
            missing_attachments=len(attachments.missing(connection, who.reads)),
            unequal=tuple(digests.faults(connection)),
            histories=held.counts(connection, held.HISTORY),
        )


def files(database: Database, limit: int = 50) -> list[LoggedFile]:
    """Return the files sent and taken in, the latest first."""
    with database.reading() as connection:
        return log.latest(connection, limit)


def summary(database: Database) -> str:
    """Return the exchange's state in one line, as the window's foot shows it."""
    with database.reading() as connection:
        waiting, confirmed_at = peers.waiting_for_office(connection, database)
        open_questions = conflicts.count(connection)
    parts = [
        ngettext(
            "{n} change waits to be handed over", "{n} changes wait to be handed over", waiting
        ).format(n=waiting)
        if waiting
        else _("everything handed over")
    ]
    if confirmed_at:
        day = formats.format_date(confirmed_at.date())
        parts.append(_("the office confirmed up to {day}").format(day=day))
    if open_questions:
        text = ngettext("{n} conflict to answer", "{n} conflicts to answer", open_questions)
        parts.append(text.format(n=open_questions))
    return " · ".join(parts)
