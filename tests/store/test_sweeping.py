"""What was erased does not stay in free pages, copies, drafts, nor come back with a copy."""

import io
import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from app.base import clock
from app.store import attachments, backup, opened_copies, sweeping
from app.store.database import Database
from app.store.verify import verify
from tests.store.conftest import add_company
from tests.store.test_erasing import add_person, call, erase, shown

DAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def at():
    """Return a function that sets the clock so many days after the first."""

    def go(days: float) -> None:
        clock.set_clock(lambda: DAY + timedelta(days=days))

    go(0)
    yield go
    clock.set_clock(None)


@pytest.fixture
def person(database, at):
    row = database.write(add_person, label="Add").result
    database.write(call, row, label="Rename", last_name="Łośkiewicz-Kowal")
    return row


def holds(database: Database) -> bool:
    database.close()
    files = database.folder.glob("centrum-csr.db*")
    return any("ośkiewicz".encode() in file.read_bytes() for file in files)


def erased(database, person):
    database.write(erase, person, label="Erased", undoable=False)


def test_the_file_itself_holds_nothing_after_sweeping(database, person):
    erased(database, person)
    assert sweeping.sweep(database)
    assert not sweeping.sweep(database)
    assert verify(database) == []
    assert not holds(database)


def test_a_busy_file_is_swept_the_next_time(database, person):
    erased(database, person)
    with database.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM person").all()
        os.chmod(database.folder, 0o500)  # noqa: PTH101 - as a stick that is locked
        try:
            done = sweeping.sweep(database)
        finally:
            os.chmod(database.folder, 0o700)  # noqa: PTH101
    assert done in (True, False)  # root may write anywhere
    backup.daily(database)
    assert not holds(database)


def test_copies_before_the_erasure_are_gone_a_week_after_it(database, person, at):
    first = backup.daily(database)
    at(1)
    second = backup.daily(database)
    erased(database, person)
    at(2)
    third = backup.daily(database)
    assert shown(_opened(second), person)[0] == "Żaneta"
    assert shown(_opened(third), person)[0] is None
    at(8.9)
    assert sweeping.expire(database) == []
    at(9)
    assert set(sweeping.expire(database)) == {first, second}
    assert third.exists()


def test_todays_copy_is_made_again_at_once(database, person):
    copy = backup.daily(database)
    assert shown(_opened(copy), person)[0] == "Żaneta"
    erased(database, person)
    assert sweeping.sweep(database)
    backup.renew(database)
    assert shown(_opened(copy), person)[0] is None


def _opened(copy):
    """Return something that `shown` can read from."""
    from types import SimpleNamespace

    from app.store.engine import make_engine

    return SimpleNamespace(reading=make_engine(copy).connect)


@pytest.mark.parametrize("name", ["replaced-ab12.db", "centrum-csr.before-2.db", "refused/x.csrx"])
def test_stores_and_files_put_aside_go_too(database, person, at, name):
    file = database.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"old")
    before = (DAY - timedelta(days=1)).timestamp()
    os.utime(file, (before, before))
    erased(database, person)
    at(6)
    sweeping.expire(database)
    assert file.exists()
    at(7)
    assert sweeping.expire(database) == [file]
    assert not file.exists()


def test_an_erasure_under_a_clock_far_ahead_counts_from_when_it_was_set_right(database, person, at):
    file = database.folder / "replaced-ab12.db"
    file.write_bytes(b"old")
    os.utime(file, (DAY.timestamp(), DAY.timestamp()))
    at(20_000)
    erased(database, person)
    sweeping.sweep(database)
    at(1)
    backup.daily(database)
    assert file.exists()
    at(9)
    backup.daily(database)
    assert not file.exists()
    assert verify(database) == []


def test_a_copy_of_the_future_is_no_refuge_for_the_erased(database, person, at):
    at(20_000)
    future = backup.daily(database)
    at(0)
    erased(database, person)
    backup.daily(database)
    at(8)
    backup.daily(database)
    assert not future.exists()


def test_without_an_erasure_nothing_goes(database, at):
    first = backup.daily(database)
    at(6)
    assert sweeping.expire(database) == []
    assert first.exists()


def test_a_draft_of_the_person_is_dropped(database, person):
    drafts = {
        f"person/{person}": {"values": {}},
        f"visit/{person}/record": {"values": {}},
        "person/new": {"values": {}},
    }
    (database.folder / "drafts.json").write_text(json.dumps(drafts))
    erased(database, person)
    sweeping.sweep(database)
    assert list(json.loads((database.folder / "drafts.json").read_text())) == ["person/new"]


def test_a_copy_that_is_put_back_is_erased_again(database, person, tmp_path):
    copy = tmp_path / "copy.db"
    backup.save(database, copy)
    erased(database, person)
    sweeping.sweep(database)
    folder = database.folder
    database.close()
    backup.restore(copy, folder)
    again = Database.open(folder)
    try:
        assert shown(again, person)[:3] == (None, None, None)
        assert verify(again) == []
        assert sweeping.sweep(again)
    finally:
        again.close()


def test_what_another_county_erased_waits_for_its_file(database, at, tmp_path):
    named = [["2805", "p", "person", ["last_name"]], ["broken"]]
    ledger = database.folder / sweeping.LEDGER
    ledger.write_text(json.dumps(named[:1]))
    with database.writing() as connection:
        sweeping.erase_again(connection, database.folder)
        assert connection.exec_driver_sql("SELECT * FROM erased").all() == []
    ledger.write_text(json.dumps(named))
    assert sweeping.read_ledger(database.folder) == []
    database.write(add_company, label="Work goes on")


def test_files_that_waited_with_a_draft_of_what_was_erased_go_with_it(database, person):
    files, drafts = {}, {}
    for name, key in (("hers", f"visit/{person}/record"), ("mine", "visit/new/plan")):
        content = attachments.content_of(io.BytesIO(name.encode()))
        attachments.put(database.folder, content, [name.encode()])
        files[name] = attachments.path_of(database.folder, content.sha256)
        words = json.dumps([{"sha256": content.sha256}])
        drafts[key] = {"values": {"files": words}}
    (database.folder / "drafts.json").write_text(json.dumps(drafts))
    copy = opened_copies.place_for(database.folder, "a.jpg")
    copy.write_bytes(b"hers")
    copy.chmod(0o400)
    erased(database, person)
    sweeping.sweep(database)
    assert not files["hers"].exists()
    assert files["mine"].exists()
    assert not copy.exists()


@pytest.mark.parametrize(
    "name",
    [
        "backups/.2026-11-20.db.0a1b2c3d.part",
        ".restore.0a1b2c3d.part-wal",
        ".repair.0a1b2c3d.part",
        ".drafts.json.0a1b2c3d.part",
        "refused/.taken-out-0a1b2c3d.jsonl.0a1b2c3d.part",
    ],
)
def test_what_a_death_left_half_made_is_gone_a_day_later(database, at, name):
    left = database.folder / name
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"Anna")
    os.utime(left, (DAY.timestamp(), DAY.timestamp()))
    backup.daily(database)
    assert left.exists(), "it may be in the making"
    at(2)
    backup.daily(database)
    assert not left.exists()
    assert (database.folder / "centrum-csr.db").exists()
