"""Attached files in a history, some shared by two records, and exports split into several files."""

import contextlib

from app.base.errors import UserError
from app.services import exchange
from app.sync.volumes import LEAST
from tests.sync import attached
from tests.sync.histories.working import Row
from tests.sync.living_network import LivingNetwork, Place

_BYTES = LEAST * 3 // 4
"""Two contents of this size do not fit into one file of the least size."""


class Attaching:
    """Contents travel beside the records; where one is lacking, the store says so."""

    network: LivingNetwork
    revoked: str | None

    def _attach(self, place: Place, row: Row, how: int) -> None:
        if row[0] == "company" and not place.value(row[1], "deleted"):
            data = attached.noise(_BYTES, how % 3)
            self.write(place, lambda: attached.attach(place, data, row[1]))

    def _parts(self, place: Place, what: int, how: int) -> None:
        """Write all that a receiver lacks in files of the least size; any of them may be lost."""
        to = self.receiver(place, what, how)
        device = None if to == "office" else self.network.devices[to]
        with contextlib.suppress(UserError if to == self.revoked else ()):
            files = exchange.export(place.db, self.network.wire(), device, max_size=LEAST)
            self.files += [(to, file.path) for file in reversed(files)]
