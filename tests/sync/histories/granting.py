"""Counties are given and taken away in a history; in the end everybody has what he ever had."""

import contextlib

from app.base.errors import UserError
from app.services import devices
from tests.sync.histories.oracle import Oracle
from tests.sync.living_network import LivingNetwork, Place

_GRANTS = (("2816",), ("2805",), ("2816", "2805"))


class Granting:
    """Who hears nothing of a grant works on, and what is not his any more is held."""

    network: LivingNetwork
    oracle: Oracle
    revoked: str | None

    def __init__(self) -> None:
        self.granted = False

    def _grant(self, place: Place, what: int, how: int) -> None:
        """Let the office give a laptop other counties than before."""
        laptops = self.standing()
        if laptops and not how % 2:
            laptop = laptops[what % len(laptops)].name
            counties = _GRANTS[how // 2 % len(_GRANTS)]
            self.granted = True
            self._give(laptop, counties)
            ever = dict.fromkeys((*self.network.grants[laptop], *counties))
            self.network.grants[laptop] = tuple(ever)

    def office_gives_back(self) -> None:
        """Give everybody all counties that he ever had: what is held of him counts then."""
        if self.granted:
            for laptop in self.standing():
                self._give(laptop.name, self.network.grants[laptop.name])

    def _give(self, laptop: str, counties: tuple[str, ...]) -> None:
        office = self.network["office"]
        before = self.oracle.held(office)
        with contextlib.suppress(UserError):
            devices.grant(office.db, self.network.devices[laptop], counties)
        self.oracle.note(office, before)
        self.backups.pop("office", None)  # one without the grant would undo it
        self.nothing_goes_back(before)
