"""Search folds case and marks, finds by prefix, and follows every change."""

import pytest

from app.model.company import Company
from app.model.task import Task
from app.services import merging
from app.store import search
from app.store.engine import driver
from app.store.verify import verify
from tests.store.conftest import add_company, set_fields


@pytest.mark.parametrize("typed", ["elk", "Ełk", "ŁÓDŹ elk", "lodz", "e łó"])
def test_folded_prefixes(database, typed):
    row = database.write(add_company, name="Łódź – Ełk", label="Add").result.id
    assert [hit.row for hit in database.read(search.find, typed)] == [row]


@pytest.mark.parametrize("typed", ["", '"', "AND OR", "*", "łodzianin", "( )", "-"])
def test_odd_queries_find_nothing_and_do_not_fail(database, typed):
    database.write(add_company, name="Łódź", label="Add")
    assert database.read(search.find, typed) == []


def test_the_index_follows_edits_deletes_and_undo(database, company):
    def found(typed):
        return len(database.read(search.find, typed))

    database.write(set_fields, company, name="Stolarnia", label="Rename")
    assert (found("tartak"), found("stolarnia")) == (0, 1)
    database.write(set_fields, company, deleted=True, label="Delete")
    assert found("stolarnia") == 0
    database.undo()
    assert found("stolarnia") == 1


@pytest.mark.parametrize("many", [1, 1_000])
def test_an_index_made_anew_holds_what_marks_would_leave(database, monkeypatch, many):
    """Of joined ones, of one that is gone and of one that did not change, and in each order."""
    monkeypatch.setattr(search, "MANY", many)
    _rename(database, {f"firma-{word}": f"Tartak {word}" for word in ("Łęg", "Pisz", "Ryn", "Ełk")})
    database.write(lambda s: s.add(Task(id="t-1", scope="2816", title="Łęg")), label="Add")
    database.write(merging.join, "firma-Łęg", "firma-Pisz", label="Join")
    _rename(database, {"firma-Pisz": "Młyn Pisz", "firma-Ełk": "Młyn Ełk"})
    database.write(set_fields, "firma-Ryn", deleted=True, label="Delete")
    with database.writing() as connection:
        rows = [("company", f"firma-{word}") for word in ("Łęg", "Pisz", "Ryn", "Ełk")]
        search.refresh(connection, rows)
    found = {
        word: {hit.row for hit in database.read(search.find, word)}
        for word in ("tartak", "mlyn", "leg", "pisz", "ryn", "elk")
    }
    face = min("firma-Łęg", "firma-Pisz")
    assert found == {
        "tartak": {face},
        "mlyn": {face, "firma-Ełk"},
        "leg": {face, "t-1"},
        "pisz": {face},
        "ryn": set(),
        "elk": {"firma-Ełk"},
    }
    assert verify(database) == []


@pytest.mark.parametrize(("changed", "is_anew"), [(2, False), (6, False), (7, True)])
def test_an_index_is_made_anew_where_most_texts_change(database, monkeypatch, changed, is_anew):
    monkeypatch.setattr(search, "MANY", 3)
    _rename(database, {f"firma-{number}": "Tartak" for number in range(9)})
    asked = []
    with database.writing() as connection:
        driver(connection).set_trace_callback(asked.append)
        search.refresh(connection, [("company", f"firma-{number}") for number in range(changed)])
        driver(connection).set_trace_callback(None)
    assert any("delete-all" in statement for statement in asked) == is_anew
    assert len(database.read(search.find, "tartak")) == 9


def test_what_is_born_leaves_no_marks_and_the_index_as_it_was(database, monkeypatch):
    monkeypatch.setattr(search, "MANY", 3)
    _rename(database, {f"firma-{number}": "Tartak" for number in range(4)})
    asked = []
    with database.writing() as connection:
        driver(connection).set_trace_callback(asked.append)
    _rename(database, {f"młyn-{number}": "Tartak" for number in range(9)})
    with database.writing() as connection:
        driver(connection).set_trace_callback(None)
    assert not any("delete-all" in statement for statement in asked)


def _rename(database, names):
    changes = [
        ("2816", ("company", row, {"name": name, "kind": "company"})) for row, name in names.items()
    ]
    database.write_bulk(changes, label="Write")


def test_titles_name_people(database):
    row = database.write(add_company, name="Firma „A” – B", label="Add").result
    assert search.plain_title(row) == "Firma „A” – B"
    assert isinstance(row, Company)
