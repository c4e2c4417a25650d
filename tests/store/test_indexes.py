"""Indexes that an import of most rows does without are back as they were, whatever happens."""

import pytest

from app.store import indexes
from app.store.engine import driver
from app.store.rederive import rederive

_INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type='index' AND tbl_name='company'"
_OVER_NAMES = {"company_by_sort_key"}


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(indexes, "MANY", 3)


def changes(*numbers, **fields):
    return [("company", f"firma-{number}", fields) for number in numbers]


def names_in(connection):
    return {name for name, _sql in driver(connection).execute(_INDEXES)}


def anew(connection, told):
    return indexes.made_anew(connection, indexes.over_most_rows(connection, told))


@pytest.fixture
def stored(database):
    """Return a store of five companies."""
    told = changes(*range(5), name="Tartak", nip="5260250274", kind="company")
    database.write_bulk([("2816", change) for change in told], label="Add")
    return database


def missing(database, told):
    """Return which indexes of companies are away while changes are merged."""
    with database.writing() as connection:
        before = driver(connection).execute(_INDEXES).fetchall()
        with anew(connection, told):
            away = {name for name, _sql in before} - names_in(connection)
        assert sorted(driver(connection).execute(_INDEXES)) == sorted(before)
    return away


def test_what_changes_in_most_rows_is_indexed_anew(few, stored):
    assert missing(stored, changes(0, 1, 2, name="Młyn")) == _OVER_NAMES
    assert missing(stored, changes(0, 1, 2, phone="501501501")) == {"company_by_phone"}
    assert missing(stored, changes(7, 8, 9, 10, created_at="2026-11-23")) == _OVER_NAMES
    assert missing(stored, changes(0, 1, 2, address="Leśna 2")) == set()


def test_rows_that_were_derived_anew_are_counted_once(few, stored):
    with stored.writing() as connection:
        rederive(connection, [f"firma-{number}" for number in range(4)])
    assert missing(stored, changes(0, 1, 2, name="Młyn")) == _OVER_NAMES


def test_indexes_stay_where_few_rows_change(few, stored):
    assert missing(stored, changes(0, 1, name="Młyn")) == set()
    assert missing(stored, changes(0, 0, 0, 1, name="Młyn")) == set(), "one row, three times"
    told = changes(*range(5, 20), name="Tartak")
    stored.write_bulk([("2816", change) for change in told], label="Add")
    assert missing(stored, changes(0, 1, 2, 3, name="Młyn")) == set()


def test_what_this_version_does_not_know_has_no_indexes(few, stored):
    told = [("spaceship", f"row-{number}", {"name": "x"}) for number in range(4)]
    assert missing(stored, told) == set()


def test_what_joins_companies_is_looked_up_meanwhile(few, stored):
    told = [("merge_edge", f"row-{number}", {"one": "a", "other": "b"}) for number in range(4)]
    with stored.writing() as connection, anew(connection, told):
        plan = driver(connection).execute(
            "EXPLAIN QUERY PLAN SELECT 1 FROM merge_edge WHERE one=?", ("a",)
        )
        assert "merge_edge_by_one" in plan.fetchone()[3]


def test_indexes_are_back_after_a_failure(few, stored):
    with stored.reading() as connection:
        before = names_in(connection)
    with pytest.raises(RuntimeError), stored.writing() as connection:  # noqa: SIM117 - the order
        with anew(connection, changes(0, 1, 2, name="Młyn")):
            raise RuntimeError("a bug")
    with stored.reading() as connection:
        assert names_in(connection) == before
        (said,) = driver(connection).execute("PRAGMA integrity_check").fetchone()
    assert said == "ok"


def test_who_reads_meanwhile_has_them(few, stored):
    with stored.reading() as reader:
        before = names_in(reader)
        with (
            stored.writing() as connection,
            anew(connection, changes(0, 1, 2, name="Młyn")),
        ):
            assert names_in(reader) == before
    with stored.reading() as reader:
        assert names_in(reader) == before
