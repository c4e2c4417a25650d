"""Stores, files and devices to measure the exchange on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.ids import new_id
from app.model.field import Raw
from app.services import enrolment, exchange
from app.store.database import Database
from app.store.entry import NO_HASH, Change, Entry
from app.store.streams import named_knowledge
from app.store.ticks import last_tick
from app.sync import enrolment as devices
from app.sync.bundle import write_bundle
from app.sync.segment import seal
from tests.sync.made_up_network import Peer, manifest

ROWS = 20_000
AGAINST_EVERY = 10
COUNTY = "2816"
FIELDS = (
    "name", "town", "address", "phone", "email", "www", "legal_form", "status", "source", "pkd",
)  # fmt: skip
_ROWS_AN_ENTRY = 20


@dataclass(frozen=True)
class Pair:
    """An office and a promoter who changed the same rows, and the promoter's store.

    Attributes:
        office: the folder of the office's store; measured on copies.
    """

    office: Path
    promoter: Path
    ids: list[str]


def make_pair(folder: Path) -> Pair:
    """Make both stores: the promoter changed every field, the office every tenth phone."""
    ids = [new_id() for _ in range(ROWS)]
    office = enrolment.set_up_office(folder / "office", "Bench")
    write(office, ids, "first")
    invited = enrolment.invite(office, "P1", (COUNTY,), folder / "p.csri")
    promoter = enrolment.join(folder / "promoter", invited.file, invited.code)
    write(promoter, ids, "changed")
    write(office, ids[::AGAINST_EVERY], "against", ("phone",))
    promoter.close()
    office.close()
    return Pair(folder / "office", folder / "promoter", ids)


def value(field: str, word: str, row: str) -> str:
    """Return what is written in a field, in all stores alike."""
    return f"{field} {word} {row[-6:]}"


def write(
    database: Database, ids: Sequence[str], word: str, fields: Iterable[str] = FIELDS, step: int = 0
) -> None:
    """Change fields of rows, twenty rows (or `step`) a transaction."""
    step = step or _ROWS_AN_ENTRY
    for start in range(0, len(ids), step):
        part = ids[start : start + step]
        database.write_bulk(
            ((COUNTY, change) for change in _changes(part, word, fields)), label="Bench"
        )


def export(database: Database, folder: Path) -> Path:
    """Write the file for the office."""
    return exchange.export(database, folder)[0].path


def _changes(ids: Iterable[str], word: str, fields: Iterable[str]) -> list[Change]:
    told: list[Change] = []
    for row in ids:
        values: dict[str, Raw] = {field: value(field, word, row) for field in fields}
        told.append(("company", row, values))
    return told


def new_device(office: Database) -> Peer:
    """Certify a device and list it, without an invitation, whose code is slow on purpose."""
    new = devices.certify(office, (COUNTY,))
    fields: dict[str, Raw] = {
        "name": "Laptop",
        "role": "promoter",
        "counties": f'["{COUNTY}"]',
        "encryption_key": new.certificate.encrypt,
        "certificate": devices.certificate_text(new.certificate),
    }
    change = ("device", new.certificate.device, fields)
    office.write_bulk([("network", change)], label="Bench")
    return Peer(new.certificate.device, new.keys, new.certificate)


@dataclass
class Laptop:
    """A device that writes files without a store of its own."""

    peer: Peer
    last: int = 0
    before: bytes = NO_HASH
    files: int = 0

    def write_file(self, office: Database, path: Path, ids: Sequence[str], word: str) -> None:
        """Write a file in which each entry changes twenty rows as the office has them now."""
        with office.reading() as connection:
            seen: dict[str, int] | None = named_knowledge(connection)[COUNTY]
            tick = last_tick(connection)
        entries = []
        first = self.last + 1
        for start in range(0, len(ids), _ROWS_AN_ENTRY):
            self.last += 1
            tick += 1
            changes = _changes(ids[start : start + _ROWS_AN_ENTRY], word, FIELDS)
            entry = Entry(self.last, tick, None, "Bench", new_id(), seen, changes)
            entries.append(entry.encode())
            seen = None
        network = office.who.network
        segment = seal(
            self.peer.keys, self.peer.certificate, network, self.peer.writer, COUNTY,
            self.before, entries,
        )  # fmt: skip
        self.before = segment.after
        self.files += 1
        own = devices.own_certificate(office)
        told = manifest(
            self.peer,
            to=own,
            network=network,
            number=self.files,
            knowledge={COUNTY: {self.peer.writer: self.last}},
        )
        assert first == segment.first
        write_bundle(path, own.encrypt, self.peer.keys, told, [segment.to_bytes()])
