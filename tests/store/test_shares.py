"""A store on a disk that is slow, locks badly, or is held by another program."""

import errno
import fcntl

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.store import engine
from app.store.database import Database
from app.store.engine import FILE_NAME, open_raw
from app.store.faults import explained
from app.store.verify import verify
from tests.store.conftest import add_company


def test_another_program_holds_the_file(database, tmp_path, monkeypatch):
    """An antivirus or a copying tool: it is said in words, and the next save succeeds."""
    short = tuple(
        "PRAGMA busy_timeout=50" if "busy_timeout" in pragma else pragma
        for pragma in engine._PRAGMAS
    )
    monkeypatch.setattr(engine, "_PRAGMAS", short)
    database.close()
    opened = Database.open(tmp_path / "store")
    other = open_raw(tmp_path / "store" / FILE_NAME)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="busy in another program"):
            opened.write(add_company, label="Add")
        other.execute("ROLLBACK")
        opened.write(add_company, label="Add")
        assert verify(opened) == []
    finally:
        other.close()
        opened.close()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EIO, errno.EROFS])
def test_a_share_that_cannot_lock(database, tmp_path, monkeypatch, number):
    def refuse(*_words):
        raise OSError(number, "No locks available")

    database.close()
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(UserError, match="cannot be written to"):
        Database.open(tmp_path / "store")
    monkeypatch.undo()
    Database.open(tmp_path / "store").close()


@pytest.mark.parametrize(
    "said", ["locking protocol", "disk I/O error", "database is locked", "unable to open file"]
)
def test_what_sqlite_says_of_a_share_is_told_in_words(said):
    with pytest.raises(UserError), explained():
        raise sqlcipher.OperationalError(said)
