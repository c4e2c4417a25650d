"""One computer is revoked in the middle of a history; in the end the office accepts its work."""

import contextlib

from app.base.errors import UserError
from app.services import devices, held_changes
from tests.sync.histories.oracle import Oracle
from tests.sync.living_network import LivingNetwork, Place


class Revoking:
    """The last laptop may be lost; it hears nothing of that and works on."""

    network: LivingNetwork
    oracle: Oracle

    def __init__(self) -> None:
        self.revoked: str | None = None

    def standing(self) -> list[Place]:
        """Return the laptops that still take part."""
        gone = ("office", self.revoked)
        return [place for name, place in self.network.places.items() if name not in gone]

    def _revoke(self, place: Place, what: int, how: int) -> None:
        if self.revoked is None and not how % 4:
            self.revoked = tuple(self.network.places)[-1]
            lost = self.network.devices[self.revoked]
            office = self.network["office"]
            self.write(office, lambda: devices.revoke(office.db, lost))
            self.backups.pop("office", None)  # one without the revocation would undo it

    def accept_what_was_held(self) -> None:
        """Let all that the revoked computer has done count."""
        if self.revoked is not None:
            office = self.network["office"]
            self.take(office, self.network[self.revoked].export())
            with contextlib.suppress(UserError):  # nothing of it is held
                held_changes.accept(office.db, self.network.devices[self.revoked])
            self.oracle.note(office, self.oracle.held(office))
