"""Stores and files of every released schema: brought up, read, and exchanged with today's.

Each archive in `tests/released` holds an office's and a promoter's store, the files that they
exchanged, and what `dump` said of both. The office has taken in `first` and `second` and holds a
conflict; `back` is its file for the promoter, who has not taken it in and has worked on. From the
second on (`tests/released/make.py` made it) `back` also erases a person, and a photo is attached.
"""

import json
import zipfile
from pathlib import Path

import pytest

from app.model.person import Person
from app.services import conflicts, dump, exchange
from app.services.care import verify
from app.store import attachments
from app.store.database import Database

ARCHIVES = sorted((Path(__file__).parents[1] / "released").glob("*.zip"))


@pytest.fixture(params=ARCHIVES, ids=lambda archive: archive.stem)
def released(request, tmp_path):
    """Unpack one release; return its folder."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return tmp_path


@pytest.fixture
def erasing(released):
    """Tell whether somebody was erased in the release."""
    return (released / "office" / "erased.json").exists()


@pytest.fixture
def office(released):
    """Open the office's store of the release."""
    opened = Database.open(released / "office")
    yield opened
    opened.close()


@pytest.fixture
def promoter(released):
    """Open the promoter's store of the release."""
    opened = Database.open(released / "p1")
    yield opened
    opened.close()


def _dumped(database: Database) -> list[str]:
    return database.read(lambda session: list(dump.lines(session)))


def _lacking(database: Database, file: Path) -> list[str]:
    """Return the recorded fields that today's dump does not say in the same way."""
    now = {}
    for line in _dumped(database):
        record = json.loads(line)
        now[record["entity"], record["id"]] = record
    told = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        f"{record['entity']} {record['id']} {name}"
        for record in told
        for name, value in record.items()
        if now[record["entity"], record["id"]].get(name) != value
    ]


def test_its_stores_are_brought_up_whole(office, promoter, released):
    assert verify(office) == verify(promoter) == []
    assert _lacking(office, released / "office.jsonl") == []
    assert _lacking(promoter, released / "p1.jsonl") == []
    assert [shown.row for shown in office.read(conflicts.listed)] == ["firma-1"]


def test_its_files_are_read_and_the_stores_meet(office, promoter, released, tmp_path):
    again = exchange.take_in(office, [released / "first.csrx", released / "second.csrx"])
    assert [file.result for file in again.files] == ["known", "known"]
    taken = exchange.take_in(promoter, [released / "back.csrx"])
    assert [file.result for file in taken.files] == ["applied"]
    (sent,) = exchange.export(promoter, tmp_path / "up")
    assert exchange.take_in(office, [sent.path]).files[0].result == "applied"
    assert _dumped(office) == _dumped(promoter)
    assert verify(office) == verify(promoter) == []


def test_an_erasure_and_a_photo_of_it_hold(office, promoter, released, erasing):
    exchange.take_in(promoter, [released / "back.csrx"])
    for database in (office, promoter):
        erased = database.read(lambda session: session.get(Person, "osoba-2"))
        assert (erased is not None) == erasing
        assert erased is None or (erased.first_name, erased.last_name) == (None, None)
        assert "Wójcik".encode() not in b"".join(_payloads(database))
        with database.reading() as connection:
            assert len(attachments.needed(connection)) == erasing


def _payloads(database: Database) -> list[bytes]:
    with database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT payload FROM entry")]
