"""Copies: verified, pruned, and restored under new streams."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.base import clock
from app.base.errors import UserError
from app.model.company import Company
from app.store import backup
from app.store.database import Database
from app.store.engine import FILE_NAME
from app.store.verify import verify
from tests.store.conftest import add_company


@pytest.fixture
def at():
    """Return a function that sets the day; the real clock comes back at the end."""
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    yield lambda day: clock.set_clock(lambda: start + timedelta(days=day))
    clock.set_clock(None)


def test_one_copy_a_day(database, at):
    at(0)
    assert backup.daily(database) is not None
    assert backup.daily(database) is None


def test_seven_days_and_four_weeks_are_kept(database, at):
    for day in range(70):
        at(day)
        backup.daily(database)
    kept = sorted(file.stem for file in (database.folder / backup.FOLDER).glob("*.db"))
    assert len(kept) == backup.KEPT_DAYS + backup.KEPT_WEEKS
    assert kept[-7:] == [f"2026-03-{day:02d}" for day in range(5, 12)]


def test_a_restored_store_goes_on_under_new_streams(database, company, tmp_path):
    copy = tmp_path / "copy.db"
    backup.save(database, copy)
    later = database.write(add_company, name="Later", label="Later").result.id
    old_writer = database.who.writer
    database.close()
    backup.restore(copy, tmp_path / "store")
    again = Database.open(tmp_path / "store")
    try:
        assert again.who.writer != old_writer
        assert again.read(lambda s: s.get(Company, later)) is None
        again.write(add_company, name="After", label="After")
        with again.reading() as connection:
            streams = {
                row[0]: row[1]
                for row in connection.exec_driver_sql("SELECT writer, last FROM stream")
            }
        assert streams == {old_writer: 1, again.who.writer: 1}
        assert verify(again) == []
    finally:
        again.close()
    assert len(list((tmp_path / "store").glob("replaced-*.db"))) == 1


def test_one_copy_restored_twice_never_shares_a_stream(database, company, tmp_path, at):
    copy = tmp_path / "copy.db"
    backup.save(database, copy)
    writers = []
    for day, name in enumerate(("one", "two")):
        at(day)
        backup.restore(copy, tmp_path / name)
        store = Database.open(tmp_path / name)
        writers.append(store.who.writer)
        store.close()
    assert writers[0] != writers[1]


def test_what_is_no_backup_is_refused_and_nothing_replaced(database, company, tmp_path):
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"x" * 10_000)
    database.close()
    before = (tmp_path / "store" / FILE_NAME).read_bytes()
    with pytest.raises(UserError, match=r"rubbish.db is damaged .* Choose another"):
        backup.restore(rubbish, tmp_path / "store")
    assert (tmp_path / "store" / FILE_NAME).read_bytes() == before
    assert list((tmp_path / "store").glob(".restore*")) == []


def test_restoring_into_an_open_store_is_refused(database, tmp_path):
    copy = tmp_path / "copy.db"
    backup.save(database, copy)
    with pytest.raises(UserError, match="another window"):
        backup.restore(copy, tmp_path / "store")


def test_a_folder_that_is_not_there_is_told(database, tmp_path):
    with pytest.raises(UserError, match=r"cannot be written to .*nowhere"):
        backup.save(database, tmp_path / "nowhere" / "copy.db")


@pytest.fixture
def copied(database, company, tmp_path) -> Path:
    """Return a copy of the store, which is closed again."""
    copy = tmp_path / "copy.db"
    backup.save(database, copy)
    database.close()
    return copy


def test_a_log_that_cannot_be_folded_stays_beside_the_replaced_store(copied, tmp_path):
    store = tmp_path / "store"
    (store / FILE_NAME).write_bytes(b"damaged" * 2000)
    (store / f"{FILE_NAME}-wal").write_bytes(b"the only trace of yesterday's work")
    backup.restore(copied, store)
    (kept,) = store.glob("replaced-*.db")
    assert kept.read_bytes() == b"damaged" * 2000
    log = kept.with_name(kept.name + "-wal")
    assert log.read_bytes() == b"the only trace of yesterday's work"
    again = Database.open(store)
    assert verify(again) == []
    again.close()


def test_a_log_that_was_folded_leaves_one_whole_file(copied, tmp_path):
    store = tmp_path / "store"
    backup.restore(copied, store)
    (kept,) = store.glob("replaced-*")
    assert kept.suffix == ".db"


@pytest.mark.parametrize("links", [True, False], ids=["linked", "copied"])
def test_there_is_a_store_at_every_instant(copied, tmp_path, monkeypatch, links):
    store = tmp_path / "store"
    put = os.replace
    there = []

    def watched(source, target):
        there.append((store / FILE_NAME).is_file())
        put(source, target)
        there.append((store / FILE_NAME).is_file())

    def refuse(*_words, **_more):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "replace", watched)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    before = (store / FILE_NAME).read_bytes()
    backup.restore(copied, store)
    assert there == [True, True]
    (kept,) = store.glob("replaced-*.db")
    assert kept.read_bytes() == before
