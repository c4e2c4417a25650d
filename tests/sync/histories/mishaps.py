"""What goes wrong around a store: clocks, restarts, backups that are put back."""

from datetime import timedelta
from pathlib import Path

from app.services import care
from tests.sync.histories.oracle import Oracle
from tests.sync.living_network import LivingNetwork, Place

CLOCKS = (timedelta(), timedelta(days=365), timedelta(days=-30), timedelta(minutes=2))


class Mishaps:
    """Mishaps of one computer."""

    network: LivingNetwork
    oracle: Oracle
    forms: dict

    def __init__(self) -> None:
        self.backups: dict[str, Path] = {}

    def _clock(self, place: Place, what: int, how: int) -> None:
        place.offset = CLOCKS[what % len(CLOCKS)]

    def _restart(self, place: Place, what: int, how: int) -> None:
        place.close()

    def _backup(self, place: Place, what: int, how: int) -> None:
        file = self.network.wire() / "backup.db"
        file.parent.mkdir(parents=True)
        care.save_copy(place.db, file)
        self.backups[place.name] = file

    def _restore(self, place: Place, what: int, how: int) -> None:
        if place.name in self.backups:
            place.close()
            self.network.at(place)
            self.network.pass_time()
            care.restore(self.backups[place.name], place.folder)
            self.oracle.note(place, self.oracle.held(place))  # it may erase again
            self.forms.pop(place.name, None)
