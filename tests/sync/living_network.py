"""An office and laptops with real stores, made once and copied for each test."""

import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.base import atomic, clock
from app.model.company import Company
from app.model.entity import field_map
from app.model.every_entity import entity_named
from app.services import care, conflicts, dump, enrolment, exchange, records
from app.store import asked_again, engine, indexes, schema, search, verify
from app.store.database import Database
from app.sync import sealed, taking

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GRANTS = {"P1": ("2816",), "P2": ("2816",), "P3": ("2805",), "P4": ("2816", "2805")}
"""The laptops beside the office, and their counties: Pisz, Pisz, Ełk, both."""
NAMES = ("office", *GRANTS)
EMPTY = "empty.db"
"""A file with the schema alone, so that a replay need not migrate each time."""
_SEED = "seed"
"""A file with the number that names of devices and lives are drawn from: ties fall by them."""


@contextmanager
def quick(seed: int | str = 0) -> Iterator[pytest.MonkeyPatch]:
    """Leave out what only a power cut or a thief would notice: forcing to disk, the slow code.

    Names are drawn from a seed, so that a history can be played again. Segments are merged in small
    parts, and what is made anew for many rows is so for a few: nothing may depend on how many
    changes are merged at a time.
    """
    with pytest.MonkeyPatch.context() as patch:
        dice = random.Random(seed)
        patch.setattr(secrets, "randbits", dice.getrandbits)
        patch.setattr(secrets, "randbelow", dice.randrange)
        calm = tuple(p.replace("synchronous=FULL", "synchronous=OFF") for p in engine._PRAGMAS)
        patch.setattr(engine, "_PRAGMAS", calm)
        patch.setattr(atomic.os, "fsync", lambda handle: None)
        patch.setattr(taking, "AT_ONCE", 5)
        patch.setattr(indexes, "MANY", 3)
        patch.setattr(search, "MANY", 3)
        patch.setattr(sealed, "seal_with_code", lambda code, data: data)
        patch.setattr(sealed, "unseal_with_code", lambda data, code: data)
        asked = sealed.protected_by_code
        patch.setattr(sealed, "protected_by_code", lambda file: _is_zip(file) or asked(file))
        yield patch


def make_template(folder: Path, seed: int | None = None) -> Path:
    """Make an office and its laptops, all of one mind, and close them.

    Args:
        folder: an empty one.
        seed: decides whose changes win ties; drawn anew when it is not given.
    """
    if seed is None:
        seed = int(os.environ.get("CSR_NETWORK_SEED") or random.randrange(1_000_000))
    (folder / _SEED).write_text(str(seed), encoding="utf-8")
    bare = engine.make_engine(folder / EMPTY)
    schema.prepare(bare, folder / EMPTY)
    bare.dispose()
    with standing_clock(), quick(seed):
        office = enrolment.set_up_office(folder / "office", "Sieć", with_reference=False)
        centre = {"name": "Centrum", "code": "C", "kind": "county", "county": "2816"}
        office.write(_save_new, {"entity": "centre", **centre}, label="Centre")
        for name, counties in GRANTS.items():
            enrolment.invite(office, name, counties, folder / f"{name}.csri")
        for name in GRANTS:  # each knows all the others, those invited after it too
            laptop = enrolment.join(folder / name, folder / f"{name}.csri", "K7QF-M2XW-9RTD")
            files = exchange.export(office, folder / f"to-{name}", laptop.who.device)
            exchange.take_in(laptop, [file.path for file in files])
            laptop.close()
        office.close()
    return folder


def seed_of(template: Path) -> int:
    """Return the number that a template's names were drawn from."""
    return int((template / _SEED).read_text(encoding="utf-8"))


@contextmanager
def standing_clock() -> Iterator[None]:
    """Let time stand still at the beginning of all stories."""
    clock.set_clock(lambda: START)
    try:
        yield
    finally:
        clock.set_clock(None)


class Place:
    """One store of the network, with a clock of its own."""

    def __init__(self, network: "LivingNetwork", name: str, folder: Path) -> None:
        self.network = network
        self.name = name
        self.folder = folder
        self.offset = timedelta()
        self._database: Database | None = None

    @property
    def db(self) -> Database:
        """The open store; using it makes its clock the one that counts."""
        self.network.at(self)
        if self._database is None:
            self._database = Database.open(self.folder)
        return self._database

    @property
    def device(self) -> str:
        return self.db.who.device

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that the store may have, of those that the stories speak of."""
        return tuple(sorted({"network", *self.network.grants.get(self.name, ("2805", "2816"))}))

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    # -- work ---------------------------------------------------------------------------------

    def add(self, row: str | None = None, entity: str = "company", **values: object) -> str:
        """Save a new record; a company in the place's own county unless told otherwise."""
        given = {"kind": "company", "name": "Tartak"} if entity == "company" else {}
        if entity == "company" and self.name == "office":
            given["county"] = "2816"
        named = {"entity": entity, "id": row, **given, **values}
        return self.db.write(_save_new, named, label="Add").result

    def edit(self, row: str, seen: object = None, entity: str = "company", **values: object):
        return self.db.write(_edit, entity, row, values, label="Edit", seen=seen)

    def delete(self, row: str, entity: str = "company") -> None:
        self.db.write(_delete, entity, row, label="Delete")

    def value(self, row: str, name: str, entity: str = "company") -> object:
        return self.db.read(lambda s: getattr(s.get(entity_named(entity), row), name))

    # -- exchange -----------------------------------------------------------------------------

    def export(self, to: str = "office") -> Path:
        """Write a file for another place."""
        device = None if to == "office" else self.network.devices[to]
        (file,) = exchange.export(self.db, self.network.wire(), device)
        return file.path

    def take(self, *files: Path, dry_run: bool = False):
        return exchange.take_in(self.db, files, dry_run=dry_run)

    # -- what is seen -------------------------------------------------------------------------

    def dump(self, scopes: tuple[str, ...] | None = None, only: str | None = None) -> list[str]:
        """Return the records as lines, deleted ones too."""
        lines = self.db.read(lambda s: list(dump.lines(s, only, deleted=True)))
        if scopes is None:
            return lines
        return [line for line in lines if any(f'"scope": "{scope}"' in line for scope in scopes)]

    def table(self, entity: str, scopes: tuple[str, ...]) -> list[tuple]:
        """Return an entity's rows in some scopes: cheaper than a dump, which is made of them.

        Its order in lists is no part of a record: it hangs on what it is joined with here.
        """
        names = ", ".join(f'"{name}"' for name in ("id", "scope", *field_map(entity_named(entity))))
        marks = ",".join("?" * len(scopes))
        query = f"SELECT {names} FROM {entity} WHERE scope IN ({marks}) ORDER BY id"
        return self.sql(query, *scopes)

    def conflicts(self) -> dict[str, frozenset[object]]:
        """Return the open questions and the values that stand against each other."""
        found = self.db.read(conflicts.listed)
        return {one.id: frozenset(value.value for value in one.values) for one in found}

    def shared_conflicts(self) -> dict[str, frozenset[object]]:
        """Return the open questions that everybody has; one's own undo asks only oneself again."""
        with self.db.reading() as connection:
            again = {f"{row}.{field}" for _entity, row, field in asked_again.listed(connection)}
        found = self.conflicts()
        assert all(len(found[one]) > 1 for one in again)
        return {one: values for one, values in found.items() if one not in again}

    def answer(self, conflict: str, choice: str) -> None:
        conflicts.settle(self.db, conflict, choice)

    def faults(self) -> list:
        return care.verify(self.db)

    def sql(self, statement: str, *values: object) -> list:
        with self.db.reading() as connection:
            return engine.driver(connection).execute(statement, values).fetchall()


class LivingNetwork:
    """Copies of the template's stores, and the wire on which files lie."""

    def __init__(self, template: Path, folder: Path, names: tuple[str, ...] = NAMES) -> None:
        self.folder = folder
        self._now = START
        self._files = 0
        self._here: Place | None = None
        self.places: dict[str, Place] = {}
        self.grants = dict(GRANTS)
        for name in names:
            shutil.copytree(template / name, folder / name)
            self.places[name] = Place(self, name, folder / name)
        clock.set_clock(self._time)
        self.devices = {name: place.device for name, place in self.places.items()}

    def __getitem__(self, name: str) -> Place:
        return self.places[name]

    def beside(self, place: Place, folder: Path) -> Place:
        """Return a copy of a place's store in another folder, under the same clock."""
        return Place(self, place.name, folder)

    def at(self, place: Place) -> None:
        self._here = place

    def wire(self) -> Path:
        """Return a fresh folder for one file, so that names never meet."""
        self._files += 1
        return self.folder / "wire" / str(self._files)

    def pass_time(self, seconds: float = 1) -> None:
        self._now += timedelta(seconds=seconds)

    def round(self, *names: str) -> None:
        """Let laptops hand over to the office and take its answer, nothing lost."""
        laptops = names or tuple(name for name in self.places if name != "office")
        for name in laptops:
            assert not self["office"].take(self[name].export()).refused
        for name in laptops:
            assert not self[name].take(self["office"].export(name)).refused

    def close(self) -> None:
        for place in self.places.values():
            place.close()
        clock.set_clock(None)

    def _time(self) -> datetime:
        return self._now + (self._here.offset if self._here else timedelta())


@contextmanager
def living(template: Path, names: tuple[str, ...] = NAMES) -> Iterator[LivingNetwork]:
    """Lend a network in a folder of its own, quick and with a clock that is told."""
    with tempfile.TemporaryDirectory(prefix="csr-") as folder, quick("history") as patch:
        patch.setattr(verify, "prepare", lambda _, file: shutil.copyfile(template / EMPTY, file))
        network = LivingNetwork(template, Path(folder), names)
        try:
            yield network
        finally:
            network.close()


def _is_zip(file) -> bool:
    start = file.read(2)
    file.seek(0)
    return start == b"PK"


def _save_new(session, named) -> str:
    entity = entity_named(named.pop("entity"))
    if named.get("id", "") is None:
        del named["id"]
    return records.save(session, records.new(entity, **named)).id


def _edit(session, entity, row, values) -> None:
    found = session.get(entity_named(entity), row)
    for name, value in values.items():
        assert name in field_map(entity_named(entity))
        setattr(found, name, value)


def _delete(session, entity, row) -> None:
    records.delete(session, session.get(entity_named(entity), row))


def company(place: Place, row: str) -> Company:
    """Return a company as a place shows it."""
    return place.db.read(lambda session: session.get(Company, row))
