"""An older store is copied aside, with all that was committed, before it is brought up."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.store import schema
from app.store.engine import FILE_NAME


@pytest.fixture
def steps(monkeypatch):
    """Let the program be one schema further; the list fills with what was brought up."""
    taken = []
    monkeypatch.setattr(schema, "_upgrade", taken.append)
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    return taken


def test_the_copy_before_a_step_holds_what_is_still_in_the_log(database, company, steps):
    file = database.folder / FILE_NAME
    assert file.with_name(f"{FILE_NAME}-wal").stat().st_size > 0, "the row is in the log alone"
    schema.prepare(database.engine, file)
    assert steps == [database.engine]
    (copy,) = database.folder.glob("*.before-*.db")
    read = sqlcipher.connect(str(copy))
    assert read.execute("SELECT id FROM company").fetchall() == [(company,)]
    read.close()


def test_without_the_copy_nothing_is_brought_up(database, company, steps):
    place = database.folder / "nowhere" / FILE_NAME
    with pytest.raises(UserError, match="cannot be written"):
        schema.prepare(database.engine, place)
    assert steps == []
