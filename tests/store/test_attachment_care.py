"""Nobody saves a record of a file in the instant in which it is taken for nobody's and goes."""

import os
from contextlib import contextmanager

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

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
