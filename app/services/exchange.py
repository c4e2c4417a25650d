"""The exchange with the office, as the window and the command line ask for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.base import formats
from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.base.progress import NO_PROGRESS, Progress
from app.model import territory
from app.model.entity import NETWORK, OFFICE
from app.services import devices, duplicates, erasure
from app.store import attachments, set_aside, unshown
from app.store.capture import RowKey
from app.store.database import Database
from app.store.streams import Knowledge
from app.sync import conflicts, digests, exporting, held, importing, log, peers
from app.sync.import_report import FileReport, ImportReport
from app.sync.log import LoggedFile
from app.sync.peers import PeerDevice
from app.sync.secrets import read_secrets

__all__ = ["ExportedFile", "FileReport", "ImportReport", "LoggedFile", "PeerDevice", "Status"]


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
) -> ImportReport:
    """Take files in, or tell with `dry_run` what that would do."""

    def count(connection: Connection, rows: Collection[RowKey], before: Knowledge) -> int:
        companies = {row for entity, row in rows if entity == "company"}
        found = database.read_within(connection, duplicates.among_arrived, companies, before)
        return len(found)

    report = importing.take_in(database, files, dry_run=dry_run, progress=progress, finder=count)
    if not dry_run:
        erasure.finish(database, report.changes.kinds)
        devices.finish(database)
    return report


def status(database: Database) -> Status:
    """Return what the store holds and how it stands with the others."""
    who = database.who
    with database.reading() as connection:
        office = read_secrets(connection).office.device
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
            waiting=peers.waiting_entries(connection),
            unshown=unshown.count(connection),
            refused=set_aside.count(connection),
            devices=peers.devices(connection, who.device, office),
            missing_attachments=len(attachments.missing(connection)),
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


def result_text(one: FileReport) -> str:
    """Return what came of a file, in words."""
    if one.result == "refused":
        return _("refused: {reason}").format(reason=one.reason)
    new = ngettext("{n} new change", "{n} new changes", one.taken.new).format(n=one.taken.new)
    known = _("{n} known already").format(n=one.taken.known)
    text = f"{new}, {known}"
    if one.taken.waiting:
        text += ", " + _("{n} wait for an earlier file").format(n=one.taken.waiting)
    if one.taken.unshown:
        text += ", " + newer_text(len(one.taken.unshown))
    if one.taken.held:
        text += ", " + _("{n} held for the office to decide on").format(n=one.taken.held)
    if one.attachments:
        files = ngettext("{n} attached file", "{n} attached files", one.attachments)
        text += ", " + files.format(n=one.attachments)
    # A copied store's other history is no fault: the file's reason tells how it is healed.
    return f"{text}. {fault_text(one.unequal)}" if one.unequal and not one.forked else text


def refused_text(count: int) -> str:
    """Return how many fields of changes were set aside, in words."""
    return ngettext(
        "{n} value that came in breaks a rule of this program: it is kept aside",
        "{n} values that came in break a rule of this program: they are kept aside",
        count,
    ).format(n=count)


def newer_text(count: int) -> str:
    """Return how many records hold what only a newer version can show, in words."""
    return ngettext(
        "{n} record holds fields of a newer version of the program: shown after the update",
        "{n} records hold fields of a newer version of the program: shown after the update",
        count,
    ).format(n=count)


def fault_text(scopes: Sequence[str]) -> str:
    """Return that two stores hold the same changes with another history, in words."""
    return _(
        "Fault: the records of {where} have another history on the other computer than here. "
        "Nothing was lost; ask the office to look at it."
    ).format(where=", ".join(map(scope_name, scopes)))


def status_faults(found: Status, names: Mapping[str, str]) -> list[str]:
    """Return what is wrong or still missing in the exchange, a sentence each.

    Args:
        found: how the store stands with the others.
        names: the devices' names.
    """
    said = [
        _(
            "Fault: the records of {where} have another history at {who} than here. "
            "Nothing was lost; ask the office to look at it."
        ).format(where=scope_name(scope), who=names.get(device, device[:8]))
        for device, scope in found.unequal
    ]
    if found.missing_attachments:
        n = found.missing_attachments
        words = ngettext(
            "{n} attached file has not come yet; the next file that is written asks for it.",
            "{n} attached files have not come yet; the next file that is written asks for them.",
            n,
        )
        said.append(words.format(n=formats.format_number(n)))
    return said


def scope_name(scope: str) -> str:
    """Return what a scope is called: a county, the whole network, or the office."""
    if scope == NETWORK:
        return _("the whole network")
    if scope == OFFICE:
        return _("the office")
    return _("the county {name}").format(name=territory.county_name(scope))


def larger_text(files: Sequence[ExportedFile]) -> str:
    """Return which files had to become larger than was allowed; empty when none did."""
    larger = [file.path.name for file in files if file.is_larger]
    words = ngettext(
        "{names} is larger than the limit: it holds others' changes that cannot be split.",
        "{names} are larger than the limit: they hold others' changes that cannot be split.",
        len(larger),
    )
    return words.format(names=", ".join(larger)) if larger else ""


def histories_text(status: Status) -> str:
    """Return what is kept of histories that lost their name, in words; empty when nothing is."""
    total = sum(status.histories.values())
    if not total:
        return ""
    names = {one.device: one.name for one in status.devices}
    said = ngettext(
        "{n} change of a copied store is kept whole ({names}). That computer brings it again under "
        "a new name; if it never does, call the office before it is given up.",
        "{n} changes of a copied store are kept whole ({names}). That computer brings them again "
        "under a new name; if it never does, call the office before it is given up.",
        total,
    )
    listed = sorted(names.get(device, device[:8]) for device in status.histories)
    return said.format(n=total, names=", ".join(listed))
