"""Bringing the log into the store's file beside the work."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.store import checkpointing
from app.store.engine import FILE_NAME, driver
from tests.store.conftest import add_company

TEXT = "x" * 5_000_000


def fill(database, row, text=TEXT):
    database.write_bulk(
        [("2816", ("company", row, {"name": "Tartak", "town": text}))], label="Fill"
    )


def size_of(database):
    return (database.folder / FILE_NAME).stat().st_size


def commits_bring(database):
    with database.writing() as connection:
        return driver(connection).execute("PRAGMA wal_autocheckpoint").fetchone()[0]


def test_a_commit_leaves_a_long_log_alone_and_the_file_has_it_in_the_end(database):
    before = size_of(database)
    with checkpointing.beside(database) as bring:
        fill(database, "firma-1")
        assert size_of(database) == before
        bring()
    assert size_of(database) > before + 2 * len(TEXT)
    assert commits_bring(database) == 1_000


def test_a_short_log_stays(database):
    database.write(add_company, label="Add")
    before = size_of(database)
    with checkpointing.beside(database) as bring:
        database.write(add_company, label="Add")
        bring()
    assert size_of(database) == before


def test_a_file_that_cannot_be_written_now_has_it_later(database, monkeypatch):
    def refuse(_file):
        raise sqlcipher.OperationalError("database or disk is full")

    monkeypatch.setattr(checkpointing, "open_raw", refuse)
    before = size_of(database)
    with checkpointing.beside(database) as bring:
        fill(database, "firma-1")
        bring()
    assert size_of(database) == before
    database.write(add_company, label="Add")
    assert size_of(database) > before + 2 * len(TEXT)


def test_the_log_becomes_no_longer_than_some_commits(database, monkeypatch):
    monkeypatch.setattr(checkpointing, "_LONG", 10)
    monkeypatch.setattr(checkpointing, "_LONGEST", 20)
    log = database.folder / f"{FILE_NAME}-wal"
    sizes = []
    with checkpointing.beside(database) as bring:
        for number in range(12):
            fill(database, f"firma-{number}", TEXT[:200_000])
            bring()
            sizes.append(log.stat().st_size)
    assert max(sizes) < 4 * sizes[0]


def test_a_store_without_a_log_is_left_alone(database, monkeypatch):
    monkeypatch.setattr(checkpointing, "FILE_NAME", "elsewhere.db")
    with checkpointing.beside(database) as bring:
        bring()
    assert commits_bring(database) == 1_000


def test_commits_bring_the_log_again_after_a_fault(database):
    with pytest.raises(LookupError), checkpointing.beside(database):
        raise LookupError
    assert commits_bring(database) == 1_000


def test_commits_bring_the_log_again_after_the_file_was_away(database, monkeypatch, tmp_path):
    with monkeypatch.context() as patch, checkpointing.beside(database):
        patch.setattr(database._writer, "_file", tmp_path / FILE_NAME)
        with pytest.raises(UserError, match="not in"):
            database.write(add_company, label="Add")
    assert commits_bring(database) == 1_000
