"""A copy takes the contents of attachments along, and a restored store says which are missing."""

import errno
import os
import shutil

import pytest

from app.base.errors import UserError
from app.store import attachments, backup
from app.store.attachments import path_of
from app.store.database import Database
from app.store.verify import verify
from tests.store.test_attachments import attach, content, faults, keep, missing


@pytest.fixture
def photos(database):
    """Keep two photos with their records, and delete nothing."""
    for data in (b"one", b"two"):
        keep(database, data)
        attach(database, data, name=data.decode())
    return [content(b"one").sha256, content(b"two").sha256]


def beside(copy):
    return sorted(path.name for path in copy.with_name(f"{copy.name}-files").glob("*/??/*"))


def test_contents_go_along_and_come_back(database, photos, tmp_path):
    copy = tmp_path / "stick" / "anna.db"
    copy.parent.mkdir()
    backup.save(database, copy)
    assert beside(copy) == sorted(photos)

    assert backup.restore(copy, tmp_path / "new") == []

    again = Database.open(tmp_path / "new")
    assert missing(again) == set()
    assert faults(again) == []
    assert verify(again) == []
    again.close()


def test_the_next_copy_writes_only_what_is_new(database, photos, tmp_path):
    copy = tmp_path / "anna.db"
    backup.save(database, copy)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("anna.db-files/*/??/*")}
    keep(database, b"three")
    attach(database, b"three")

    backup.save(database, copy)

    after = {path: path.stat().st_mtime_ns for path in tmp_path.glob("anna.db-files/*/??/*")}
    assert before.items() < after.items()
    assert len(after) == 3


def test_what_was_erased_leaves_the_next_copy(database, photos, tmp_path):
    copy = tmp_path / "anna.db"
    backup.save(database, copy)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE attachment SET sha256=NULL WHERE name='one'")

    backup.save(database, copy)

    assert beside(copy) == [content(b"two").sha256]


def test_what_the_store_lost_stays_in_its_copy(database, photos, tmp_path):
    copy = tmp_path / "anna.db"
    backup.save(database, copy)
    shutil.rmtree(database.folder / attachments.FOLDER)

    backup.save(database, copy)

    assert beside(copy) == sorted(photos)


def test_a_copy_without_its_folder_says_what_is_missing(database, photos, tmp_path):
    copy = tmp_path / "anna.db"
    backup.save(database, copy)
    shutil.rmtree(tmp_path / "anna.db-files")
    database.close()

    assert backup.restore(copy, tmp_path / "new") == ["one", "two"]

    again = Database.open(tmp_path / "new")
    assert missing(again) == set(photos)
    assert faults(again) == []
    again.close()


def test_a_daily_copy_finds_the_contents_of_its_store(database, photos, tmp_path):
    daily = backup.daily(database)
    assert list(daily.parent.iterdir()) == [daily]
    database.close()

    assert backup.restore(daily, database.folder) == []
    assert backup.restore(daily, tmp_path / "elsewhere") == []
    assert path_of(tmp_path / "elsewhere", photos[0]).read_bytes() == b"one"


def test_a_spoilt_content_is_not_brought_back(database, photos, tmp_path):
    copy = tmp_path / "anna.db"
    backup.save(database, copy)
    path_of(tmp_path / "anna.db-files", photos[0]).write_bytes(b"ONE")

    assert backup.restore(copy, tmp_path / "new") == ["one"]


def test_a_full_stick_is_told_and_the_records_are_there(database, photos, tmp_path, monkeypatch):
    copy = tmp_path / "anna.db"

    def full(*_words):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(attachments, "write_atomically", full)
    with pytest.raises(UserError, match="disk is full"):
        backup.save(database, copy)
    monkeypatch.undo()

    assert backup.restore(copy, tmp_path / "new") == ["one", "two"]


def test_no_attachments_no_folder(database, tmp_path):
    backup.save(database, tmp_path / "anna.db")

    assert not (tmp_path / "anna.db-files").exists()
