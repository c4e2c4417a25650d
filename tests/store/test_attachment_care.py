"""What nobody speaks of any more goes, and nothing that somebody saves a record of meanwhile."""

import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base import clock
from app.store import attachment_care, attachments
from app.store.attachments import path_of
from app.store.engine import FILE_NAME, open_raw
from tests.store.test_attachments import attach, content, faults, keep


@pytest.fixture
def left(database):
    """Return a content that stands in its place for long and of which nothing speaks."""
    kept = content(b"left")
    attachments.put(database.folder, kept, [b"left"])
    os.utime(path_of(database.folder, kept.sha256), (1, 1))
    return kept


@pytest.mark.parametrize("way", ["sweep", "discard_undrafted"])
def test_a_file_goes_only_while_nobody_else_can_save(database, left, monkeypatch, way):
    removed, remove = [], attachment_care._remove

    def spied(path):
        other = open_raw(database.folder / FILE_NAME)
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        removed.append(path.name)
        remove(path)

    monkeypatch.setattr(attachment_care, "_remove", spied)
    more = () if way == "sweep" else ([left.sha256],)
    getattr(attachment_care, way)(database, *more)
    assert removed == [left.sha256]


def test_what_is_attached_while_the_folders_are_swept_stays(database, left, monkeypatch):
    writing, others = database.writing, []

    @contextmanager
    def writing_and_then():
        with writing() as connection:
            yield connection
        if not others:
            others.append(left)
            keep(database, b"left")
            attach(database, b"left")
            os.utime(path_of(database.folder, left.sha256), (1, 1))

    monkeypatch.setattr(database, "writing", writing_and_then)
    attachment_care.sweep(database)
    assert others
    assert path_of(database.folder, left.sha256).is_file()
    assert faults(database) == []


def test_what_becomes_young_again_while_the_folders_are_swept_stays(database, left, monkeypatch):
    """A job keeps the same file for a form that has not been saved yet."""
    listed = attachment_care._files

    def listed_and_then(store):
        found = list(listed(store))
        yield from found
        attachments.put(store, left, [b"left"])

    monkeypatch.setattr(attachment_care, "_files", listed_and_then)
    attachment_care.sweep(database)
    assert path_of(database.folder, left.sha256).is_file()


@pytest.mark.parametrize("table", ["waiting", "held"])
def test_a_content_whose_record_is_kept_aside_is_kept(database, table):
    """For an earlier file, or for the office's decision: perhaps nobody else has the content."""
    kept = keep(database)
    line = b'["x",["attachment","a",{"sha256":"%b"}]]\n' % kept.sha256.encode()
    more = ",'sum','revoked','2026-01-01T00:00:00+00:00'" if table == "held" else ""
    columns = ",sum,reason,since" if table == "held" else ""
    with database.writing() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO {table}(writer,scope,first,last,bytes{columns}) "
            f"VALUES('w~1','2816',5,5,?{more})",
            (line,),
        )

    assert attachment_care.discard_unnamed(database) == set()


def test_sweeping_takes_old_leftovers_alone(database):
    kept, row_first = keep(database), content(b"its table row was lost")
    attach(database, b"its table row was lost")
    attachments.put(database.folder, row_first, [b"its table row was lost"])
    leftover = content(b"leftover")
    attachments.put(database.folder, leftover, [b"leftover"])
    half = path_of(database.folder, kept.sha256).with_name(".half.part")
    half.write_bytes(b"half")

    attachment_care.sweep(database)
    assert half.exists()
    clock.set_clock(lambda: datetime.now(UTC) + timedelta(days=2))
    try:
        attachment_care.sweep(database)
    finally:
        clock.set_clock(None)

    assert not half.exists()
    assert not path_of(database.folder, leftover.sha256).exists()
    assert path_of(database.folder, kept.sha256).exists()
    assert path_of(database.folder, row_first.sha256).exists()


def test_what_is_attached_again_while_it_is_let_go_of_stays(database, monkeypatch):
    """Another window attaches the same file just after it was found to be nobody's."""
    kept, writing, others = keep(database), database.writing, []

    @contextmanager
    def writing_and_then():
        with writing() as connection:
            yield connection
        if not others:
            others.append(kept)
            keep(database)
            attach(database)

    monkeypatch.setattr(database, "writing", writing_and_then)
    attachment_care.discard_unnamed(database)
    assert others
    assert path_of(database.folder, kept.sha256).is_file()
    assert faults(database) == []


def test_a_death_before_the_files_go_leaves_no_fault_and_a_later_sweep_takes_them(
    database, monkeypatch
):
    kept = keep(database)

    def die(_path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(attachment_care, "_remove", die)
        with pytest.raises(KeyboardInterrupt):
            attachment_care.discard_unnamed(database)
    assert faults(database) == []
    stale = path_of(database.folder, kept.sha256)
    os.utime(stale, (0, 0))
    attachment_care.sweep(database)
    assert not stale.exists()
