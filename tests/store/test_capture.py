"""Rows that are born: waiting, joining the session when the deed goes on, given back at its end."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import instance_state

from app.base.errors import UserError
from app.model.company import Company
from app.services import records
from app.store import history
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.verify import verify
from tests.store.conftest import add_company


def test_a_row_that_is_born_and_changed_in_one_deed_keeps_the_change(database, value_of):
    def deed(session):
        row = add_company(session)
        assert session.scalars(select(Company)).all() == [row]  # written, and the same object
        row.phone = "600"
        return row.id

    written = database.write(deed, label="Add and change")
    assert value_of(written.result, "phone") == "600"
    assert database.read(history.history, written.result)[-1].fields["phone"] == "600"
    assert verify(database) == []


def test_rows_that_are_edited_together_are_journalled_in_the_order_of_their_ids(database):
    """The same deed is written alike every time, wherever its rows lie in memory."""
    ids = [database.write(add_company, name=f"Nr {n}", label="Add").result.id for n in range(40)]

    def edit(session):
        for row in session.scalars(select(Company)):
            row.phone = "600"

    database.write(edit, label="Edit")
    with database.reading() as connection:
        payload = connection.exec_driver_sql(
            "SELECT payload FROM entry ORDER BY dot DESC LIMIT 1"
        ).scalar_one()
    assert [row for _entity, row, _fields in read_payload(payload)[1]] == sorted(ids)


def test_the_row_that_a_deed_returns_reads_as_one_from_the_store(database):
    row = database.write(add_company, label="Add").result
    assert (row.phone, row.deleted, row.created_by) == (None, False, "promoter-1")
    assert instance_state(row).detached
    assert not instance_state(row).modified


def test_what_a_refused_deed_made_is_new_still_and_can_be_saved_again(database):
    row = records.new(Company, name="Tartak", kind="company", county="2816")

    def refuse(session):
        records.save(session, row)
        session.flush()
        raise UserError("no")

    for _ in range(2):
        with pytest.raises(UserError):
            database.write(refuse, label="Refused")
    records_before = database.read(lambda s: s.scalars(select(Company)).all())
    fresh = records.new(Company, id=row.id, name="Tartak", kind="company", county="2816")
    saved = database.write(records.save, fresh, label="Saved").result
    assert (records_before, saved.id) == ([], row.id)
    assert verify(database) == []


def test_a_row_whose_deed_failed_after_it_was_written_is_new_still(database, monkeypatch):
    row = records.new(Company, name="Tartak", kind="company", county="2816")

    def fail(*_args, **_more):
        raise UserError("no")

    with monkeypatch.context() as broken:
        broken.setattr("app.store.undo.remember", fail)
        with pytest.raises(UserError):
            database.write(records.save, row, label="Add")
    assert instance_state(row).transient
    database.write(records.save, row, label="Add again")
    assert database.read(lambda s: s.scalars(select(Company.name)).all()) == ["Tartak"]
    assert verify(database) == []


def test_a_commit_that_fails_leaves_no_transaction_behind(database, monkeypatch, company):
    class Broken:
        def __init__(self, connection):
            self._connection = connection

        def commit(self):
            raise OSError("no space")

        def __getattr__(self, name):
            return getattr(self._connection, name)

    with database.writing() as writer:
        raw = driver(writer)
    with monkeypatch.context() as patch:
        patch.setattr(database._writer, "_raw", Broken(raw))
        with pytest.raises(OSError, match="no space"):
            database.write(add_company, name="Lost", label="Lost")
    assert not raw.in_transaction
    database.write(add_company, name="Kept", label="Kept")
    names = database.read(lambda s: set(s.scalars(select(Company.name))))
    assert names == {"Tartak", "Kept"}


def test_an_unknown_field_of_a_new_record_is_refused():
    with pytest.raises(TypeError, match="nmae"):
        records.new(Company, nmae="Tartak")


def test_no_deed_takes_over_what_another_left(database, company, value_of):
    """All writes share a session: what is done to its rows between two deeds is nobody's deed."""

    def edit(session, phone, *, fails=False):
        row = session.get(Company, company)
        row.phone = phone
        if fails:
            add_company(session, name="Nobody's")
            raise LookupError
        return row

    kept = database.write(edit, "1", label="One").result
    kept.phone = "2"
    with pytest.raises(LookupError):
        database.write(edit, "3", fails=True, label="Fails")
    assert database.write(lambda _session: None, label="Nothing").changes.rows == ()
    assert database.read(lambda s: [row.phone for row in s.scalars(select(Company))]) == ["1"]
    assert database.write(edit, "4", label="Four").result is not kept
    assert value_of(company, "phone") == "4"
    assert verify(database) == []
