"""The one door: what is saved is journalled, what is refused leaves nothing."""

from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, update
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.model.company import Company
from app.store import history, search
from app.store.database import Database
from app.store.engine import FILE_NAME
from app.store.verify import verify
from tests.store.conftest import FOUNDING, add_company, set_fields


def test_a_save_is_in_table_journal_and_index(database, company):
    steps = database.read(history.history, company)
    assert [step.label for step in steps] == ["Add"]
    assert steps[0].fields["name"] == "Tartak"
    assert steps[0].author == "promoter-1"
    assert [hit.row for hit in database.read(search.find, "tart")] == [company]
    assert verify(database) == []


def test_only_changed_fields_are_journalled(database, company):
    database.write(set_fields, company, phone="600", name="Tartak", label="Phone")
    assert database.read(history.history, company)[-1].fields == {"phone": "600"}


def test_a_write_that_changes_nothing_leaves_no_entry(database, company):
    written = database.write(set_fields, company, name="Tartak", label="Nothing")
    assert written.changes.rows == ()
    assert len(database.read(history.history, company)) == 1


def test_changes_name_rows_and_kinds(database, company):
    written = database.write(set_fields, company, phone="1", label="Phone")
    assert written.changes.rows == (("company", company),)
    assert written.changes.kinds == {"company"}


def test_a_failing_deed_leaves_nothing(database):
    def fail(session):
        add_company(session, name="Nic")
        session.flush()
        raise UserError("no")

    with pytest.raises(UserError, match="no"):
        database.write(fail, label="Fail")
    assert database.read(search.find, "nic") == []
    assert database.undo_label() is None
    assert verify(database) == []


def test_changes_outside_a_write_are_refused(database, company):
    def change(session):
        set_fields(session, company, name="Inny")
        session.flush()

    with pytest.raises(RuntimeError, match="journalled"):
        database.read(change)


@pytest.mark.parametrize(
    "statement",
    [update(Company).values(name="x"), insert(Company).values(id="x")],
    ids=["update", "insert"],
)
def test_bulk_statements_are_refused(database, company, statement):
    with pytest.raises(RuntimeError, match="journal"):
        database.write(lambda session: session.execute(statement), label="Bulk")


def test_removing_a_row_is_refused(database, company):
    def remove(session):
        session.delete(session.get(Company, company))

    with pytest.raises(RuntimeError, match="deleted"):
        database.write(remove, label="Remove")


def test_text_is_kept_composed_and_without_nul(database, value_of):
    row = database.write(add_company, name="Zażo\u0301łć\x00", label="Add").result.id
    assert value_of(row, "name") == "Zażółć"


def test_null_and_empty_stay_apart(database, company, value_of):
    database.write(set_fields, company, phone="", email=None, label="Empty")
    assert value_of(company, "phone") == ""
    assert value_of(company, "email") is None
    assert verify(database) == []


def test_polish_order_of_lists(database):
    for name in ("Zebra", "Łoś", "Lis", "Ósemka", "Okno"):
        database.write(add_company, name=name, label="Add")
    with database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM company ORDER BY sort_key").scalars()
        assert list(names) == ["Lis", "Łoś", "Okno", "Ósemka", "Zebra"]


def test_bulk_rows_go_through_the_same_journal(database):
    rows = [
        ("2816", ("company", f"c{n}", {"name": f"Firma {n}", "kind": "company", "deleted": 0}))
        for n in range(50)
    ]
    database.write_bulk(rows, label="Many")
    assert len(database.read(search.find, "firma", limit=100)) == 50
    assert verify(database) == []


def test_a_second_window_is_refused(database, tmp_path):
    with pytest.raises(UserError, match="another window"):
        Database.open(tmp_path / "store")


def test_a_store_opens_again_as_it_was(database, company, tmp_path):
    database.close()
    again = Database.open(tmp_path / "store")
    try:
        assert again.who.device == "dev"
        assert again.undo_label() == "Add"
    finally:
        again.close()


def test_no_store_where_none_is(tmp_path: Path):
    with pytest.raises(UserError, match="no records"):
        Database.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_creating_over_a_store_is_refused(database, tmp_path):
    with pytest.raises(UserError, match="already"):
        Database.create(tmp_path / "store", FOUNDING)


def test_a_damaged_file_is_told_in_words(tmp_path: Path):
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 100)
    with pytest.raises(UserError, match="damaged"):
        Database.open(tmp_path)


def test_a_newer_file_is_refused_untouched(database, tmp_path):
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version=999")
    database.close()
    before = (tmp_path / "store" / FILE_NAME).read_bytes()
    with pytest.raises(UserError, match="newer version"):
        Database.open(tmp_path / "store")
    assert (tmp_path / "store" / FILE_NAME).read_bytes() == before


def test_a_saved_row_is_whole_after_the_write(database):
    row = database.write(add_company, label="Add").result
    assert row.phone is None, "what was not given is empty, not unread"


def test_a_saved_row_is_known_to_its_session_and_edited_in_the_same_write(database):
    def add_and_edit(session):
        row = add_company(session)
        session.flush()
        assert session.get(Company, row.id) is row
        row.phone = "600"
        session.flush()
        row.phone = "700"
        return row.id

    written = database.write(add_and_edit, label="Add")
    (step,) = database.read(history.history, written.result)
    assert step.fields["phone"] == "700"
    assert database.read(lambda s: s.get(Company, written.result).phone) == "700"
    assert verify(database) == []


def test_an_edited_row_reads_back_what_was_written(database, company):
    def edit(session):
        row = set_fields(session, company, phone="600")
        session.flush()
        return session.scalars(select(Company.phone)).all(), row.phone

    assert database.write(edit, label="Edit").result == (["600"], "600")


def test_an_id_that_is_taken_is_an_error_and_changes_nothing(database, company):
    with pytest.raises(sqlcipher.IntegrityError):
        database.write(add_company, id=company, name="Inny", label="Add")
    assert database.read(lambda s: s.get(Company, company).name) == "Tartak"


def test_a_write_inside_a_write_is_a_bug_and_the_next_one_works(database, company):
    def nest(_session):
        database.write(set_fields, company, phone="1", label="Inner")

    with pytest.raises(RuntimeError, match="inside a write"):
        database.write(nest, label="Outer")
    database.write(set_fields, company, phone="2", label="Next")
    assert verify(database) == []


def test_a_write_after_one_that_could_not_be_committed_is_saved(database, company, value_of):
    """SQLAlchemy keeps hold of a transaction whose commit failed until it is told to let go."""

    def fill_up(session):
        set_fields(session, company, phone="600")
        session.connection().exec_driver_sql("SELECT 1")
        event.listen(database.engine, "commit", refuse, once=True)

    def refuse(_connection):
        raise sqlcipher.OperationalError("database or disk is full")

    with pytest.raises(UserError, match="disk is full"):
        database.write(fill_up, label="Full")
    assert value_of(company, "phone") is None
    database.write(set_fields, company, phone="700", label="Phone")
    assert value_of(company, "phone") == "700"
    assert verify(database) == []


def test_a_transaction_that_ended_on_the_way_is_not_taken_for_saved(database, company, value_of):
    """SQLite itself takes a transaction back when the disk fails; what follows must not stand."""

    def lose(session):
        set_fields(session, company, phone="600")
        session.flush()
        session.connection().connection.rollback()
        add_company(session, name="Half")

    with pytest.raises(RuntimeError, match="transaction"):
        database.write(lose, label="Lose")
    assert value_of(company, "phone") is None
    assert database.read(lambda session: session.scalars(select(Company.name)).all()) == ["Tartak"]
    database.write(set_fields, company, phone="700", label="Phone")
    assert value_of(company, "phone") == "700"
    assert verify(database) == []


def test_an_id_that_a_record_of_another_kind_has_is_refused(database):
    database.write_bulk([("2816", ("person", "taken", {"last_name": "Łoś"}))], label="Came")
    with pytest.raises(UserError, match="Another record has this id"):
        database.write(
            lambda session: session.add(
                Company(id="taken", scope="2816", name="Tartak", kind="company", county="2816")
            ),
            label="Add",
        )
    assert database.read(lambda session: session.get(Company, "taken")) is None
    assert verify(database) == []


def test_what_no_file_would_keep_is_not_called_saved(database, company, tmp_path):
    """An open file that was deleted takes every write, and nobody reads it again."""
    writer = database._writer
    there, writer._file = writer._file, tmp_path / "pulled out" / FILE_NAME
    with pytest.raises(UserError, match="not in"):
        database.write(set_fields, company, phone="1", label="Phone")
    with pytest.raises(UserError, match="nothing was saved"):
        database.undo()
    writer._file = there
    database.write(set_fields, company, phone="2", label="Phone")
    assert [step.fields.get("phone") for step in database.read(history.history, company)][1:] == [
        "2"
    ]


def test_a_save_into_a_file_that_another_has_replaced_is_not_called_saved(database, company):
    """A program that keeps folders alike puts an older file in the place of the open one."""
    older = database.folder / "older.db"
    older.write_bytes((database.folder / FILE_NAME).read_bytes())
    try:
        older.replace(database.folder / FILE_NAME)
    except PermissionError:  # Windows lets nobody take the name of an open file
        return
    with pytest.raises(UserError, match="Another file"):
        database.write(set_fields, company, phone="1", label="Phone")
