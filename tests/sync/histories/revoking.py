"""One computer is revoked in the middle of a history; the office accepts its work or does not."""

import contextlib

from app.base.errors import UserError
from app.services import devices, held_changes
from app.sync import decisions
from tests.sync.histories.oracle import Name, Oracle
from tests.sync.living_network import LivingNetwork, Place


class Revoking:
    """The last laptop may be lost; it hears nothing of that and works on."""

    network: LivingNetwork
    oracle: Oracle

    def __init__(self) -> None:
        self.revoked: str | None = None
        self.turns_down = False
        """Whether the office will let nothing count that is held in the end."""

    def standing(self) -> list[Place]:
        """Return the laptops that still take part."""
        gone = ("office", self.revoked)
        return [place for name, place in self.network.places.items() if name not in gone]

    def taking_part(self) -> list[Place]:
        """Return the office and the laptops that still take part."""
        return [self.network["office"], *self.standing()]

    def _revoke(self, place: Place, what: int, how: int) -> None:
        if self.revoked is None and not how % 4:
            self.revoked = tuple(self.network.places)[-1]
            self.turns_down = bool(what % 2)
            lost = self.network.devices[self.revoked]
            office = self.network["office"]
            self.write(office, lambda: devices.revoke(office.db, lost))
            self.backups.pop("office", None)  # one without the revocation would undo it

    def _decide(self, place: Place, what: int, how: int) -> None:
        """Let the office decide on what has come so far; more may come."""
        if self.revoked is not None:
            down = bool(how % 2) and not self._erases(self.network[self.revoked])
            self._decided(held_changes.reject if down else held_changes.accept)
            self.backups.pop("office", None)

    def office_decides(self) -> None:
        """Let all that the revoked computer has done count, or nothing that is still held."""
        if self.revoked is None:
            return
        office, lost = self.network["office"], self.network[self.revoked]
        self.take(office, lost.export())
        if self.turns_down and not self._erases(lost):
            self._decided(held_changes.reject)
        else:
            self._decided(held_changes.accept)
            self.take(office, lost.export())  # once more what was turned down before it

    def turned_down(self, names: frozenset[Name]) -> frozenset[Name]:
        """Return those of some changes that the office has turned down and not let in since."""
        if self.revoked is None:
            return frozenset()
        with self.network["office"].db.reading() as connection:
            return frozenset(
                (writer, scope, number)
                for writer, scope, number in names
                if number <= decisions.rejected_up_to(connection, writer, scope)
                and number > (decisions.accepted_up_to(connection, writer, scope) or 0)
            )

    def _decided(self, deed) -> None:
        office = self.network["office"]
        before = self.oracle.held(office)
        with contextlib.suppress(UserError):  # nothing of it is held
            deed(office.db, self.network.devices[self.revoked])
        self.oracle.note(office, before)

    def _erases(self, lost: Place) -> bool:
        """Tell whether the revoked computer erased anything that the office has not let count.

        A colleague who took that in keeps it blanked: such stores differ until a new invitation.
        """
        late = self.oracle.held(lost) - self.oracle.held(self.network["office"])
        return any(
            entity == "erasure"
            for name in late & self.oracle.made.keys()
            for entity, _row, _fields in self.oracle.made[name].changes
        )
