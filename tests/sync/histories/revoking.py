"""One computer is revoked in the middle of a history; the office accepts its work or does not."""

import contextlib

from app.base.errors import UserError
from app.services import devices, enrolment, held_changes
from app.sync import decisions
from tests.sync.histories.oracle import Name, Oracle
from tests.sync.living_network import LivingNetwork, Place

_REPLACES = 4
_NEW = "new"
"""The computer that joins in place of the lost one."""


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

    def may_be_unknown(self, name: str) -> bool:
        """Tell whether a place need not have heard of a computer, or may not write to it."""
        return self.revoked is not None and name in (self.revoked, _NEW)

    def _revoke(self, place: Place, what: int, how: int) -> None:
        if self.revoked is None and not how % 4:
            self.revoked = tuple(self.network.places)[-1]
            self.turns_down = bool(what % 2)
            lost = self.network.devices[self.revoked]
            office = self.network["office"]
            before = self.oracle.held(office)
            if how == _REPLACES:
                self._replace(office, lost)
            else:
                self.write(office, lambda: devices.revoke(office.db, lost))
            self.backups.pop("office", None)  # one without the revocation would undo it
            self.nothing_goes_back(before)

    def nothing_goes_back(self, before: frozenset[Name]) -> None:
        """Check that what counted when a right was taken away counts on."""
        office = self.network["office"]
        office.take()  # as with the next file, the store follows its list of devices
        assert self.oracle.held(office) >= before, "what counted is held"

    def _replace(self, office: Place, lost: str) -> None:
        """Let a new computer join with a restore file, in place of the lost one."""
        file = self.network.wire() / "new.csri"
        made = []
        self.write(office, lambda: made.append(devices.replace(office.db, lost, file)))
        (invited,) = made
        self.network.grants[_NEW] = self.network.grants[self.revoked]
        folder = self.network.wire()
        enrolment.join(folder, file, invited.code).close()
        self.network.places[_NEW] = Place(self.network, _NEW, folder)
        self.network.devices[_NEW] = invited.device

    def _decide(self, place: Place, what: int, how: int) -> None:
        """Let the office decide on what has come so far; more may come.

        What it turns down of a county that was taken away comes again with the county.
        """
        name = self.revoked or self.standing()[what % len(self.standing())].name
        down = bool(how % 2) and not (self.revoked and self._erases(self.network[self.revoked]))
        self._decided(held_changes.reject if down else held_changes.accept, name)
        self.backups.pop("office", None)

    def office_decides(self) -> None:
        """Let all that the revoked computer has done count, or nothing that is still held."""
        if self.revoked is None:
            return
        office, lost = self.network["office"], self.network[self.revoked]
        self.take(office, lost.export())
        if self.turns_down and not self._erases(lost):
            self._decided(held_changes.reject, self.revoked)
        else:
            self._decided(held_changes.accept, self.revoked)
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

    def _decided(self, deed, name: str) -> None:
        office = self.network["office"]
        before = self.oracle.held(office)
        with contextlib.suppress(UserError):  # nothing of it is held
            deed(office.db, self.network.devices[name])
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
