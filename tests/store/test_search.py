"""Search folds case and marks, finds by prefix, and follows every change."""

import pytest

from app.model.company import Company
from app.store import search
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


def test_titles_name_people(database):
    row = database.write(add_company, name="Firma „A” – B", label="Add").result
    assert search.plain_title(row) == "Firma „A” – B"
    assert isinstance(row, Company)
