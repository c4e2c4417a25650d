"""The office's deeds over the network's devices: counties, revoking, replacing, late decisions."""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.device import Device, DeviceRole
from app.model.promoter import Promoter
from app.services import enrolment, erasure, promoters, records
from app.services.enrolment import Invited
from app.store.database import Changes, Database
from app.store.entry import decode
from app.store.ticks import tick_time
from app.sync import device_keys, held, settling
from app.sync import enrolment as keys
from app.sync.held import Accepted
from app.sync.segment import entry_lines

SHOWN = 50
"""How many held actions are listed of one device; the count tells of all."""


@dataclass(frozen=True, slots=True)
class HeldAction:
    """One action of a device that may not write any more, as its author named it."""

    at: datetime
    author: str
    label: str
    records: int


@dataclass(frozen=True, slots=True)
class HeldChanges:
    """What is held of one device.

    Attributes:
        count: how many actions are held.
        actions: the latest of them, the newest first.
    """

    device: str
    name: str
    count: int
    actions: tuple[HeldAction, ...]


def revoke(database: Database, device: str) -> Changes:
    """Revoke a device: what the office holds of it counts, what comes later is held.

    Raises:
        UserError: when this is not the office, or there is no such device to revoke.
    """
    _refuse_others(database)
    return database.write(_revoke, device, label=_("Revoked a device"), undoable=False).changes


def grant(database: Database, device: str, counties: tuple[str, ...]) -> Changes:
    """Give a device other counties than before.

    A county that it gets comes whole with its next file. What it holds of one that was taken
    away stays there to be read; what it writes there without knowing is held.

    Args:
        database: the office's store.
        device: its id.
        counties: TERYT codes of all that it may have from now on.

    Raises:
        UserError: when this is not the office, a county is not the network's, or there is no
            such device.
    """
    _refuse_others(database)
    scopes = enrolment.scopes_of(counties)
    if not scopes:
        raise UserError(_("Choose at least one county that the device may have."))
    label = _("Changed the counties of a device")
    changes = database.write(_grant, database, device, scopes, label=label, undoable=False).changes
    return _settled(database, changes)


def accept(database: Database, device: str) -> Changes:
    """Let all that is held of a device count, here and with the next files everywhere.

    Raises:
        UserError: when this is not the office, or nothing of the device is held.
    """
    _refuse_others(database)
    label = _("Accepted held changes")
    changes = database.write(_accept, device, label=label, undoable=False).changes
    return _settled(database, changes)


def replace(database: Database, device: str, file: Path) -> Invited:
    """Invite a new device in place of a lost one, which is revoked from this moment.

    Args:
        database: the office's store.
        device: the lost device's id.
        file: where the invitation is to stand; an existing file is never written over.

    Raises:
        UserError: when this is not the office, there is no such device, or the file cannot be
            written; nothing is changed then.
    """
    _refuse_others(database)
    enrolment.prepare_place(file)
    counties = database.read(lambda session: _other(session, device).counties)
    new = keys.certify(database, counties)
    label = _("Replaced a device")
    made = database.write(_replace, new, device, label=label, undoable=False)
    promoter, network_name, was_revoked = made.result
    try:
        code = keys.write_for(database, new, network_name, promoter, file)
    except BaseException:
        label = _("Took back the replacement of a device")
        with contextlib.suppress(UserError):  # why it was not written is what the person needs
            gone = new.certificate.device
            back = (gone, device, was_revoked)
            database.write(_take_back, *back, label=label, undoable=False)
        raise
    return Invited(file, code, new.certificate.device)


def finish(database: Database) -> None:
    """Certify what devices have replaced their keys by, after files were taken in.

    It depends on what is there alone: interrupted, it is made up for with the next file.
    """
    if not database.who.is_office:
        return
    with database.reading() as connection:
        renewed = list(device_keys.uncertified(connection))
    if renewed:
        label = _("Certified the new keys of devices")
        database.write(_certify, database, renewed, label=label, undoable=False)


def held_changes(session: Session) -> list[HeldChanges]:
    """Return what is held of each device, for the office to decide on."""
    found: dict[str, list[HeldAction]] = {}
    for segment in held.segments(session.connection()):
        found.setdefault(segment.device, []).extend(_actions(session, segment.data))
    return [
        HeldChanges(
            device,
            _name(session, device),
            len(actions),
            # Of one moment's actions the later number is the newer.
            tuple(sorted(actions, key=lambda one: one.at)[-SHOWN:][::-1]),
        )
        for device, actions in found.items()
    ]


def _certify(session: Session, database: Database, renewed: Iterable[tuple[str, str, str]]) -> None:
    for device, sign, encrypt in renewed:
        row = _other(session, device)
        certificate = keys.certify_again(
            database, str(row.certificate), row.counties, (sign, encrypt)
        )
        row.certificate = keys.certificate_text(certificate)
        row.encryption_key = encrypt


def _refuse_others(database: Database) -> None:
    if not database.who.is_office:
        raise UserError(_("Only the central office changes this. Send it a message instead."))


def _other(session: Session, device: str) -> Device:
    row = session.get(Device, device)
    if row is None or row.deleted or row.role == DeviceRole.OFFICE:
        raise UserError(_("The network has no active device {device}.").format(device=device))
    return row


def _revoke(session: Session, device: str) -> None:
    row = _other(session, device)
    if row.revoked_since is not None:
        raise UserError(_("{name} is revoked already.").format(name=row.name))
    row.revoked_since = clock.today()
    row.accepted = _written(_closed(session, row))


def _closed(session: Session, row: Device, scopes: Iterable[str] | None = None) -> Accepted:
    """Return the accepted numbers when scopes (all, if none are named) are closed now."""
    accepted = held.read_accepted(row.accepted)
    streams = session.connection().exec_driver_sql(
        "SELECT writer, scope, last FROM stream WHERE last > 0 AND "
        "substr(writer, 1, instr(writer, '~') - 1) = ? ORDER BY writer, scope",
        (row.id,),
    )
    for writer, scope, last in streams:
        if scopes is None or scope in scopes:
            accepted.setdefault(writer, {}).setdefault(scope, last)
    return accepted


def _written(accepted: Accepted) -> str:
    return json.dumps(accepted, sort_keys=True, separators=(",", ":"))


def _grant(session: Session, database: Database, device: str, scopes: tuple[str, ...]) -> None:
    row = _other(session, device)
    if row.revoked_since is not None:
        raise UserError(_("{name} is revoked already.").format(name=row.name))
    lost = set(row.counties) - set(scopes)
    accepted = _closed(session, row, lost) if lost else held.read_accepted(row.accepted)
    open_again = {
        writer: {scope: last for scope, last in scopes_of.items() if scope not in scopes}
        for writer, scopes_of in accepted.items()
    }
    row.accepted = _written(open_again) if lost or row.accepted is not None else None
    row.counties = scopes
    certificate = keys.certify_again(database, str(row.certificate), scopes)
    row.certificate = keys.certificate_text(certificate)


def _accept(session: Session, device: str) -> None:
    row = _other(session, device)
    accepted = _closed(session, row)
    waiting = [one for one in held.segments(session.connection()) if one.device == device]
    if not waiting:
        raise UserError(_("Nothing of {name} is held.").format(name=row.name))
    for one in waiting:
        numbers = accepted.setdefault(one.writer, {})
        numbers[one.scope] = max(numbers.get(one.scope, 0), one.last)
    row.accepted = _written(accepted)


def _settled(database: Database, changes: Changes) -> Changes:
    with database.writing() as connection:
        rows = settling.settle(connection).rows
    settled = Changes.of(sorted({*changes.rows, *rows}))
    erasure.finish(database, settled.kinds)  # an erasure may have been among what was held
    return settled


def _replace(session: Session, new: keys.NewDevice, device: str) -> tuple[str, str, bool]:
    lost = _other(session, device)
    was_revoked = lost.revoked_since is not None
    if not was_revoked:
        _revoke(session, device)
    promoter = session.get(Promoter, lost.promoter or "")
    if promoter is None:
        raise UserError(_("Nobody works at {name}: invite a device.").format(name=lost.name))
    enrolment.list_device(session, new, promoter)
    return promoter.id, enrolment.network_name(session), was_revoked


def _take_back(session: Session, gone: str, device: str, was_revoked: bool) -> None:
    records.delete(session, records.get(session, Device, gone))
    if not was_revoked:
        row = _other(session, device)
        row.revoked_since = None
        row.accepted = None


def _actions(session: Session, data: bytes) -> list[HeldAction]:
    entries = [decode(head, payload) for head, payload in entry_lines(data)]
    names = promoters.names(session, [entry.author for entry in entries if entry.author])
    return [
        HeldAction(
            tick_time(entry.time),
            names.get(entry.author or "", ""),
            entry.label,
            len(entry.changes),
        )
        for entry in entries
    ]


def _name(session: Session, device: str) -> str:
    row = session.get(Device, device)
    return row.name if row is not None else device[:8]
