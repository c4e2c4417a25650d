"""Who writes: the device, its role and counties, and the person at it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model import territory
from app.model.device import DeviceRole
from app.model.entity import NETWORK, OFFICE


@dataclass(frozen=True, slots=True)
class Who:
    """The store's own identity.

    Attributes:
        network: the network's id.
        device: this device's id.
        writer: the device under its present incarnation, the name of its streams.
        role: a stored `DeviceRole`.
        promoter: the id of the person at work, if known.
        county: the scope of what has no county of its own.
        counties: the scopes that this device may read and write beside `network`.
    """

    network: str
    device: str
    writer: str
    role: str
    promoter: str | None
    county: str
    counties: tuple[str, ...]

    @property
    def is_office(self) -> bool:
        """Tell whether this store is the office's."""
        return self.role == DeviceRole.OFFICE

    @property
    def reads(self) -> tuple[str, ...] | None:
        """Return the scopes whose records this store is sent; `None` means all of them.

        What it holds of a county that was taken away stays there, and asks nothing of anybody.
        """
        return None if self.is_office else (NETWORK, *self.counties)

    def may_write(self, scope: str) -> bool:
        """Tell whether this device may write the records of a scope."""
        return self.is_office or (scope in self.counties and scope not in (NETWORK, OFFICE))


def who(session: Session) -> Who:
    """Return the identity behind a session that the database opened."""
    found = session.info["who"]
    if not isinstance(found, Who):  # pragma: no branch - a session of ours always has one
        raise TypeError("this session was not opened by a database")
    return found


def refuse_foreign(identity: Who, scope: str) -> None:
    """Refuse a scope that this device may not write.

    Raises:
        UserError: for the network's reference data on a promoter's device, and for counties
            that the device has not been granted.
    """
    if identity.is_office:
        return
    if scope in (NETWORK, OFFICE):
        raise UserError(_("Only the central office changes this. Send it a message instead."))
    if scope not in identity.counties:
        refused = _("This computer keeps no records of the county {county}.")
        raise UserError(refused.format(county=territory.county_name(scope)))
