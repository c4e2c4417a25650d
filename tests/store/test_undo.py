"""Undo: any saved action, several steps, over a restart, never over somebody's later work."""

import pytest

from app.base.errors import UserError
from app.model.company import Company
from app.store import erasing
from app.store.database import Database
from app.store.erasing import Named
from app.store.history import history
from app.store.verify import verify
from tests.store.conftest import add_company, set_fields


def test_undo_gives_back_what_was_there(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    database.write(set_fields, company, phone="2", email="a@b.pl", label="Two")
    database.undo()
    assert value_of(company, "phone") == "1"
    assert value_of(company, "email") is None
    database.undo()
    assert value_of(company, "phone") is None
    assert verify(database) == []


def test_undo_of_a_birth_deletes(database, company, value_of):
    database.undo()
    assert value_of(company, "deleted")
    assert database.undo_label() is None


def test_undo_after_a_restart(database, company, tmp_path):
    database.write(set_fields, company, phone="1", label="One")
    database.close()
    again = Database.open(tmp_path / "store")
    try:
        assert again.undo_label() == "One"
        again.undo()
        assert again.read(lambda s: s.get(Company, company).phone) is None
    finally:
        again.close()


def test_undo_takes_back_all_rows_of_one_action(database):
    def two(session):
        return [add_company(session, name=name).id for name in ("A", "B")]

    rows = database.write(two, label="Two").result
    database.undo()
    deleted = database.read(lambda s: [bool(s.get(Company, row).deleted) for row in rows])
    assert deleted == [True, True]


def test_undo_is_refused_when_the_field_changed_since(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    bulk = ("2816", ("company", company, {"phone": "from another device"}))
    database.write_bulk([bulk], label="Other")
    with pytest.raises(UserError, match="changed since"):
        database.undo()
    assert value_of(company, "phone") == "from another device"
    assert database.undo_label() == "Add"


def test_nothing_to_undo_is_said(database):
    with pytest.raises(UserError, match="nothing to undo"):
        database.undo()


def test_an_undo_that_fails_for_another_reason_can_be_tried_again(
    database, company, value_of, monkeypatch
):
    database.write(set_fields, company, label="Edit", name="Młyn")
    with monkeypatch.context() as patch:
        patch.setattr("app.store.database.journal.append", _full_disk)
        with pytest.raises(UserError, match="full"):
            database.undo()
    assert value_of(company, "name") == "Młyn"
    assert database.undo_label() == "Edit"
    database.undo()
    assert value_of(company, "name") == "Tartak"
    assert database.undo_label() == "Add"


def _full_disk(*_words, **_more):
    raise UserError("The disk is full.")


def test_what_was_taken_back_is_done_again_step_by_step(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    database.write(set_fields, company, phone="2", email="a@b.pl", label="Two")
    for _ in range(3):
        database.undo()
    assert value_of(company, "deleted")
    for label in ("Add", "One", "Two"):
        assert database.redo_label() == label
        database.redo()
        assert database.undo_label() == label
    assert (value_of(company, "phone"), value_of(company, "email")) == ("2", "a@b.pl")
    assert not value_of(company, "deleted")
    assert database.redo_label() is None
    with pytest.raises(UserError, match="nothing to redo"):
        database.redo()
    database.undo()
    assert value_of(company, "phone") == "1"
    assert verify(database) == []


def test_a_redo_is_told_in_the_history_and_travels(database, company):
    database.write(set_fields, company, phone="1", label="One")
    database.undo()
    database.redo()
    steps = database.read(history, company)
    assert [one.label for one in steps] == ["Add", "One", "Undone: One", "Redone: One"]
    assert steps[-1].fields == {"phone": "1"}


def test_what_is_saved_ends_what_can_be_done_again(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    database.undo()
    database.write(set_fields, company, email="a@b.pl", label="Mail")
    assert database.redo_label() is None
    database.undo()
    assert database.redo_label() == "Mail", "and what was undone before stays undone"
    database.redo()
    assert database.redo_label() is None
    assert value_of(company, "phone") is None


def test_redo_is_refused_when_the_field_changed_since(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    database.undo()
    bulk = ("2816", ("company", company, {"phone": "from another device"}))
    database.write_bulk([bulk], label="Other")
    with pytest.raises(UserError, match="cannot be redone"):
        database.redo()
    assert value_of(company, "phone") == "from another device"
    assert database.redo_label() is None


def test_a_redo_that_fails_for_another_reason_can_be_tried_again(
    database, company, value_of, monkeypatch
):
    database.write(set_fields, company, label="Edit", name="Młyn")
    database.undo()
    with monkeypatch.context() as patch:
        patch.setattr("app.store.database.journal.append", _full_disk)
        with pytest.raises(UserError, match="full"):
            database.redo()
    assert database.redo_label() == "Edit"
    assert database.undo_label() == "Add"
    database.redo()
    assert value_of(company, "name") == "Młyn"


def test_what_can_be_done_again_outlives_a_restart(database, company, value_of):
    database.write(set_fields, company, phone="1", label="One")
    database.write(set_fields, company, phone="2", label="Two")
    for _ in range(2):
        database.undo()
    folder = database.folder
    database.close()
    again = Database.open(folder)
    try:
        assert verify(again) == []
        for label in ("One", "Two"):
            assert again.redo_label() == label
            again.redo()
        assert again.redo_label() is None
        assert again.undo_label() == "Two"
        again.undo()
        again.write(set_fields, company, email="a@b.pl", label="Mail")
        assert again.redo_label() is None
        assert verify(again) == []
    finally:
        again.close()


def test_what_can_be_done_again_of_an_erased_person_is_forgotten(database, company):
    database.write(set_fields, company, phone="secret", label="One")
    database.undo()
    named = Named("2816", company, "company", frozenset({"phone"}))
    with database.writing() as connection:
        erasing.claim(connection, [named])
    assert database.redo_label() is None
