"""What a save keeps for the next one is not believed once anybody has written meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from app.model.person import Person
from app.store import erasing, undo
from app.store.dots import number_of
from app.store.engine import FILE_NAME, driver, driver_of, open_raw
from app.store.erasing import Named
from app.store.verify import verify
from tests.store.conftest import add_company, set_fields

DECADES_ON = 1 << 52
"""A tick that the computer's own clock does not reach."""
_MOVE_ON = f"UPDATE meta SET value='{DECADES_ON}' WHERE key='tick'"


def entries(database) -> list[tuple[int, int]]:
    """Return the number in its stream and the tick of each entry."""
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT dot, time FROM entry ORDER BY dot")
        return [(number_of(at), time) for at, time in found]


def by_another_program(database, statement):
    with closing(open_raw(database.folder / FILE_NAME)) as raw:
        raw.execute(statement)


def by_another_write(database, statement):
    with database.writing() as connection:
        driver(connection).execute(statement)


def by_a_deed(database, statement):
    def deed(session):
        add_company(session)
        driver_of(session).execute(statement)

    database.write(deed, label="Add and more")


def by_a_deed_that_saves_nothing(database, statement):
    database.write(lambda session: driver_of(session).execute(statement) and None, label="More")


WRITERS = (by_another_program, by_another_write, by_a_deed, by_a_deed_that_saves_nothing)


def test_a_save_after_a_save_asks_for_nothing_that_the_first_has_left(database, company):
    with database.writing() as connection:
        raw = driver(connection)
    database.write(set_fields, company, phone="1", label="One")
    asked: list[str] = []
    raw.set_trace_callback(asked.append)
    database.write(set_fields, company, phone="2", label="Two")
    raw.set_trace_callback(None)
    assert any(statement.startswith("INSERT INTO entry") for statement in asked)
    known = ("FROM stream", "FROM meta", "FROM erased", "FROM undo_step")
    assert not [one for one in asked if any(name in one for name in known)]


@pytest.mark.parametrize("write", WRITERS)
def test_a_clock_that_was_moved_on_is_followed(database, company, write):
    database.write(set_fields, company, phone="1", label="One")
    write(database, _MOVE_ON)
    database.write(set_fields, company, phone="2", label="Two")
    assert entries(database)[-1][1] > DECADES_ON
    assert verify(database) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_stream_that_went_on_is_continued(database, company, write):
    database.write(set_fields, company, phone="1", label="One")
    before = entries(database)[-1][0]
    write(database, "UPDATE stream SET last=last+10")
    database.write(set_fields, company, phone="2", label="Two")
    assert entries(database)[-1][0] > before + 10


def test_saves_in_two_counties_and_of_several_rows_go_on_each_in_its_stream(two_counties):
    def both(session):
        add_company(session)
        add_company(session, scope="2805")

    for _ in range(3):
        two_counties.write(add_company, label="One")
        two_counties.write(add_company, scope="2805", label="Other")
        two_counties.write(both, label="Both")
    assert sorted(number for number, _ in entries(two_counties)) == sorted([*range(1, 7)] * 2)
    assert verify(two_counties) == []


def test_a_save_after_one_that_failed_at_the_end_takes_its_number(database, company, monkeypatch):
    def fail(*_args, **_more):
        raise OSError("no space")

    before = len(entries(database))
    with monkeypatch.context() as patch:
        patch.setattr(undo, "remember", fail)
        with pytest.raises(OSError, match="no space"):
            database.write(set_fields, company, phone="1", label="Lost")
    database.write(set_fields, company, phone="2", label="Kept")
    assert [number for number, _ in entries(database)] == [*range(1, before + 2)]
    assert verify(database) == []


def test_what_is_erased_between_two_saves_stays_erased(database, company):
    erased = "01a21b8e-4d7e-7e87-b259-c2ee34744ac7"
    database.write(set_fields, company, phone="1", label="One")
    with database.writing() as connection:
        erasing.claim(connection, [Named("2816", erased, "person", frozenset({"last_name"}))])
    database.write(
        lambda session: session.add(Person(id=erased, scope="2816", last_name="Łoś")), label="Add"
    )
    assert database.read(lambda session: session.get(Person, erased).last_name) is None


def test_an_undo_between_two_saves_is_forgotten_with_the_second(database, company):
    for phone in "123":
        database.write(set_fields, company, phone=phone, label=phone)
    database.undo()
    assert database.redo_label() == "3"
    database.write(set_fields, company, phone="4", label="4")
    assert database.redo_label() is None
    assert verify(database) == []


def test_saves_of_several_threads_go_on_in_one_stream(database):
    def save(n):
        database.write(add_company, name=f"Nr {n}", label="Add")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(40)))
    found = entries(database)
    assert [number for number, _ in found] == [*range(1, 41)]
    assert [tick for _, tick in found] == sorted({tick for _, tick in found})
    assert verify(database) == []
