"""Who reads and who writes has a connection of its own kind; what writes is never lent to read."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.store.engine import as_writer, driver, make_engine


def room(connection):
    """Return how much of the file a connection may keep, in KiB."""
    return -driver(connection).execute("PRAGMA cache_size").fetchone()[0]


def test_a_reader_keeps_little_of_the_file_and_the_writer_much(database):
    with database.writing() as writer, database.reading() as reader:
        assert room(reader) <= room(writer) / 8


def test_a_connection_that_wrote_ends_with_its_work(tmp_path):
    engine = make_engine(tmp_path / "store.db")
    with engine.connect() as plain, as_writer(plain) as writer:
        raw = driver(writer)
        raw.execute("SELECT 1")
    with engine.connect() as reader:
        assert driver(reader) is not raw
    with pytest.raises(sqlcipher.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")
    engine.dispose()


def test_the_window_reads_through_one_connection_after_a_job_had_another(database):
    with database.reading() as window:
        with database.reading():
            pass
        first = driver(window)
    lent = set()
    for _ in range(4):
        with database.reading() as connection:
            lent.add(driver(connection))
    assert lent == {first}
