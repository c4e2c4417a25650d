"""Ids that were given twice, and records in a scope that is not theirs: one home everywhere."""

import pytest

from app.base.errors import UserError
from app.store import search, unshown
from app.store.dots import dot
from app.store.entry import Entry, chain
from app.store.journal import keep_entries
from app.store.merge import Incoming, Merge
from app.store.streams import advance, stream_named
from app.store.verify import verify
from tests.store.conftest import add_company, set_fields

_TWICE = (
    ("a", "2816", ("company", "same", {"name": "Of Pisz", "kind": "company"})),
    ("b", "2805", ("company", "same", {"name": "Of Ełk", "kind": "company"})),
    ("b", "2805", ("person", "same", {"last_name": "Nowak"})),
    ("c", "2816", ("company", "same", {"phone": "600"})),
)


def take(database, writer, scope, change):
    """Take one change in as if it had come in a file."""
    with database.writing() as connection:
        stream = stream_named(connection, writer, scope)
        number = stream.last + 1
        at = dot(stream.n, number)
        entry = Entry(number, 1000 + ord(writer[0]), None, "Test", writer, None, [change])
        head, payload = entry.encode()
        hash_ = chain(stream.hash, head)
        keep_entries(connection, [(at, entry.time, head, payload, hash_)], [(change[1], at)])
        advance(connection, stream.n, number, hash_)
        batch = [Incoming(at, scope, [change])]
        merged = Merge(connection).take(batch)
        unshown.note(connection, batch)
        search.refresh(connection, merged.rows)
        return merged


def shown(database):
    with database.reading() as connection:
        company = connection.exec_driver_sql(
            "SELECT scope, name, phone FROM company WHERE id='same'"
        ).all()
        aside = connection.exec_driver_sql(
            "SELECT entity, field, value FROM quarantine ORDER BY entity, field, value"
        ).all()
    return [tuple(row) for row in company], [tuple(row) for row in aside]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 0, 1)])
def test_an_id_given_twice_has_one_home_whatever_came_first(database, order):
    for place in order:
        take(database, *_TWICE[place])
    company, aside = shown(database)
    assert company == [("2805", "Of Ełk", None)]
    assert ("company", "name", "Of Pisz") in aside
    assert ("company", "phone", "600") in aside
    assert ("person", "last_name", "Nowak") in aside
    assert verify(database) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_id_that_was_of_something_newer_first_is_shown_once_it_has_its_home(database, order):
    twice = (
        ("a", "2816", ("zine", "same", {"name": "Of a newer version"})),
        ("b", "2805", ("company", "same", {"name": "Of Ełk", "kind": "company"})),
    )
    for place in order:
        take(database, *twice[place])
    assert shown(database)[0] == [("2805", "Of Ełk", None)]
    with database.reading() as connection:
        assert unshown.count(connection) == 0
    assert verify(database) == []


def test_reference_data_in_a_countys_scope_is_set_aside(database):
    change = ("device", "evil", {"name": "Evil", "role": "promoter", "certificate": "{}"})
    assert take(database, "a", "2816", change).set_aside
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM device").scalar_one() == 0
    assert verify(database) == []


def test_a_save_under_an_id_that_is_taken_is_refused(database, company):
    from app.model.person import Person

    def save(session):
        session.add(Person(id=company, scope="2816", last_name="Nowak"))

    with pytest.raises(UserError, match="this id already"):
        database.write(save, label="Save")
    assert verify(database) == []


def test_a_row_of_two_homes_can_go_on_being_edited(two_counties):
    for change in _TWICE[:2]:
        take(two_counties, *change)
    two_counties.write(set_fields, "same", town="Ełk", label="Edit")
    two_counties.write(add_company, label="Other")
    assert verify(two_counties) == []
