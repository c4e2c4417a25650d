"""Many rows in few statements: none is lost at the seams, and each id is looked up."""

import pytest

from app.store import bulk
from app.store.engine import open_raw


@pytest.fixture
def raw(tmp_path):
    connection = open_raw(tmp_path / "some.db")
    connection.execute("CREATE TABLE thing(id TEXT PRIMARY KEY, n INTEGER)")
    yield connection
    connection.close()


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 350])
def test_all_rows_stand_in_the_table(raw, count):
    rows = [(f"row-{number}", number) for number in range(count)]
    bulk.insert(raw, "INSERT INTO thing(id, n)", rows)
    assert raw.execute("SELECT id, n FROM thing ORDER BY n").fetchall() == rows


def test_what_is_there_meets_what_comes(raw):
    rows = [(f"row-{number}", number) for number in range(150)]
    bulk.insert(raw, "INSERT INTO thing(id, n)", rows)
    later = [(row, number + 1000) for row, number in rows]
    bulk.insert(
        raw, "INSERT INTO thing(id, n)", later, "ON CONFLICT(id) DO UPDATE SET n=excluded.n"
    )
    assert raw.execute("SELECT id, n FROM thing ORDER BY n").fetchall() == later


def test_only_rows_with_the_ids_are_found(raw):
    bulk.insert(raw, "INSERT INTO thing(id, n)", [("ą", 1), ("b", 2), ("c", 3)])
    assert sorted(bulk.select(raw, "id, n", "thing", "id", {"ą", "c", "d"})) == [("c", 3), ("ą", 1)]
    assert bulk.select(raw, "n", "thing", "id", ["b"]).fetchall() == [(2,)]
    assert bulk.select(raw, "n", "thing", "id", ()).fetchall() == []


def test_rows_are_counted_as_far_as_is_asked(raw):
    bulk.insert(raw, "INSERT INTO thing(id, n)", [(f"row-{number}", 1) for number in range(9)])
    raw.execute("DELETE FROM thing WHERE rowid < 5")
    assert [bulk.count(raw, "thing", most) for most in (3, 5, 9)] == [3, 5, 5]
