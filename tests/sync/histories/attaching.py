"""Attached files in a history, some shared by two records, and exports split into several files."""

import contextlib

from app.base.errors import UserError
from app.services import exchange
from app.store import attachment_care, attachments
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
        with contextlib.suppress(UserError if self.may_be_unknown(to) else ()):
            files = exchange.export(place.db, self.network.wire(), device, max_size=LEAST)
            self.files += [(to, file.path) for file in reversed(files)]

    def _lose(self, place: Place, what: int, how: int) -> None:
        """Let a content be deleted or changed on the disk; the store hears of it or does not."""
        held = sorted(_held(place))
        if held:
            path = attachments.path_of(place.db.folder, held[what % len(held)])
            if how % 2:
                path.unlink(missing_ok=True)
            elif path.is_file():
                path.write_bytes(path.read_bytes()[1:] + b"x")
            if how % 3 == 0:
                attachment_care.mend(place.db)

    def lacking(self, place: Place) -> set[str]:
        """Return the contents that a place needs, has not, and could have from anybody."""
        with place.db.reading() as connection:
            missing = attachments.missing(connection)
        return missing & set().union(*(_held(other) for other in self.taking_part()))

    def broken_contents_are_seen(self) -> None:
        """Let everybody look after the contents, as a check of the store does."""
        for place in self.network.places.values():
            attachment_care.mend(place.db)

    def contents_are_there(self, place: Place) -> None:
        """Check that nobody needs a content that anybody has, and that all are what they were."""
        assert self.lacking(place) == set(), f"{place.name} lacks a content"
        assert list(attachment_care.attachment_faults(place.db)) == [], place.name


def _held(place: Place) -> set[str]:
    with place.db.reading() as connection:
        return set(attachments.held(connection))
