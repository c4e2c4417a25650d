"""The office's deeds over the network's devices: counties, revoking, replacing."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.device import Device
from app.model.promoter import Promoter
from app.services import enrolment, held_changes, records
from app.services.device_list import other, refuse_others
from app.services.enrolment import Invited
from app.store.changes import Changes
from app.store.database import Database
from app.sync import device_keys
from app.sync import enrolment as keys


def revoke(database: Database, device: str) -> Changes:
    """Revoke a device: what the office holds of it counts, what comes later is held.

    Raises:
        UserError: when this is not the office, or there is no such device to revoke.
    """
    refuse_others(database)
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
    refuse_others(database)
    scopes = enrolment.scopes_of(counties)
    if not scopes:
        raise UserError(_("Choose at least one county that the device may have."))
    label = _("Changed the counties of a device")
    changes = database.write(_grant, database, device, scopes, label=label, undoable=False).changes
    return held_changes.settled(database, changes)


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
    refuse_others(database)
    enrolment.prepare_place(file)
    lost = database.read(other, device)
    new = keys.certify(database, lost.counties)
    label = _("Replaced a device")
    made = database.write(_replace, new, device, label=label, undoable=False)
    promoter, network_name = made.result
    try:
        code = keys.write_for(database, new, network_name, promoter, file)
    except BaseException:
        label = _("Took back the replacement of a device")
        with contextlib.suppress(UserError):  # why it was not written is what the person needs
            gone = new.certificate.device
            database.write(_take_back, gone, lost, label=label, undoable=False)
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


def _certify(session: Session, database: Database, renewed: Iterable[tuple[str, str, str]]) -> None:
    for device, sign, encrypt in renewed:
        row = other(session, device)
        certificate = keys.certify_again(
            database, str(row.certificate), row.counties, (sign, encrypt)
        )
        row.certificate = keys.certificate_text(certificate)
        row.encryption_key = encrypt


def _revoke(session: Session, device: str) -> None:
    row = other(session, device)
    if row.revoked_since is not None:
        raise UserError(_("{name} is revoked already.").format(name=row.name))
    row.accepted = held_changes.closed(session, row).written()
    row.revoked_since = clock.today()


def _grant(session: Session, database: Database, device: str, scopes: tuple[str, ...]) -> None:
    row = other(session, device)
    if row.revoked_since is not None:
        raise UserError(_("{name} is revoked already.").format(name=row.name))
    lost = set(row.counties) - set(scopes)
    if lost or row.accepted is not None:
        row.accepted = held_changes.closed(session, row, lost).without(scopes).written()
    row.counties = scopes
    certificate = keys.certify_again(database, str(row.certificate), scopes)
    row.certificate = keys.certificate_text(certificate)


def _replace(session: Session, new: keys.NewDevice, device: str) -> tuple[str, str]:
    lost = other(session, device)
    if lost.revoked_since is None:
        _revoke(session, device)
    promoter = session.get(Promoter, lost.promoter or "")
    if promoter is None:
        raise UserError(_("Nobody works at {name}: invite a device.").format(name=lost.name))
    enrolment.list_device(session, new, promoter)
    return promoter.id, enrolment.network_name(session)


def _take_back(session: Session, gone: str, before: Device) -> None:
    records.delete(session, records.get(session, Device, gone))
    row = other(session, before.id)
    row.revoked_since, row.accepted = before.revoked_since, before.accepted
