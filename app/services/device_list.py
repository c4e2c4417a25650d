"""The office's list of devices: one of the others on it, and who may change it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.device import Device, DeviceRole
from app.store.database import Database


def refuse_others(database: Database) -> None:
    """Refuse what only the office may do.

    Raises:
        UserError: when this is not the office.
    """
    if not database.who.is_office:
        raise UserError(_("Only the central office changes this. Send it a message instead."))


def is_alone(session: Session) -> bool:
    """Tell whether no promoter's device was ever invited."""
    found = select(Device.id).where(Device.role != DeviceRole.OFFICE).limit(1)
    return session.scalar(found) is None


def other(session: Session, device: str) -> Device:
    """Return a device that is not the office's own.

    Raises:
        UserError: when the network has no such device.
    """
    row = session.get(Device, device)
    if row is None or row.deleted or row.role == DeviceRole.OFFICE:
        raise UserError(_("The network has no active device {device}.").format(device=device))
    return row
