"""An erased row keeps nothing personal, whatever comes first and whatever comes again."""

from itertools import permutations

import pytest

from app.base.ids import new_id
from app.model.erasure import Erasure
from app.model.person import Person
from app.store import erasing, journal, search, streams
from app.store.verify import verify

NAMES = {"first_name": "Żaneta", "last_name": "Łośkiewicz", "phone": "tel-qqq"}


def add_person(session, **values):
    row = Person(**{"id": new_id(), "scope": "2816", "county": "2816", **NAMES, **values})
    session.add(row)
    return row.id


def erase(session, row, scope="2816", entity="person"):
    names = erasing.names_to_blank(entity)
    key = Erasure.id_for(scope, entity, row)
    if session.get(Erasure, key) is None:
        session.add(Erasure(id=key, scope=scope, entity=entity, row=row, names=names))


def call(session, row, **values):
    for name, value in values.items():
        setattr(session.get(Person, row), name, value)


@pytest.fixture
def person(database):
    return database.write(add_person, label="Add Łośkiewicz").result


def everything(database) -> bytes:
    """Return all that the store's tables hold, as bytes."""
    with database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
        found = b""
        for (name,) in names.all():
            if name != "search":
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                    found += repr(tuple(row)).encode()
    return found


def shown(database, row):
    with database.reading() as connection:
        return connection.exec_driver_sql(
            'SELECT first_name, last_name, phone, "group", county FROM person WHERE id=?', (row,)
        ).one()


def test_all_that_names_the_person_is_gone_and_the_rest_stays(database, person):
    said = "Łośkiewicz is an employer"
    database.write(call, person, label=said, group="employer", phone="tel-xyz")
    assert "ośkiewicz".encode() in everything(database)
    written = database.write(erase, person, label="Erased", undoable=False)
    assert ("person", person) in written.changes.rows
    assert shown(database, person) == (None, None, None, "employer", "2816")
    left = everything(database)
    for word in ("ośkiewicz", "aneta", "tel-qqq", "tel-xyz"):
        assert word.encode() not in left
    assert database.undo_label() is None
    assert database.read(search.find, "zaneta") == []
    assert verify(database) == []


def test_others_keep_their_data(database, person):
    other = database.write(add_person, label="Add another", last_name="Kowal").result
    database.write(erase, person, label="Erased", undoable=False)
    assert shown(database, other)[1] == "Kowal"
    assert database.undo_label() == "Add another"


def test_a_later_value_is_blanked_too(database, person):
    database.write(erase, person, label="Erased", undoable=False)
    database.write_bulk([("2816", ("person", person, {"phone": "700700"}))], label="Łośkiewicz")
    assert shown(database, person) == (None, None, None, None, "2816")
    assert b"700700" not in everything(database)
    assert "ośkiewicz".encode() not in everything(database)
    assert verify(database) == []


# -- in any order: three writers who did not see each other -----------------------------------


def _entry(writer, *changes):
    return (writer, list(changes))


def _take(database, writer, changes):
    with database.writing() as connection:
        deed = journal.Deed(writer, None, f"Written by {writer} of Łośkiewicz", "b")
        scoped = [("2816", change) for change in changes]
        seen = {stream.n: 0 for stream in _streams(connection)}
        merged = journal.append(connection, deed, scoped, seen=seen)
        search.refresh(connection, merged.rows)


def _streams(connection):
    for (writer,) in connection.exec_driver_sql("SELECT writer FROM stream").all():
        yield streams.find_stream(connection, writer, "2816")


ENTRIES = (
    ("a", [("person", "p", {"deleted": 0, "county": "2816", **NAMES})]),
    ("b", [("person", "p", {"deleted": 0, "phone": "ph-one", "group": "ngo"})]),
    ("c", [("person", "p", {"deleted": 0, "phone": "ph-two", "language": "uk"})]),
    ("d", [("erasure", "e", {"deleted": 0, "entity": "person", "row": "p", "names": "phone"})]),
)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_does_not_matter(database, order):
    for place in order:
        _take(database, *ENTRIES[place])
    assert shown(database, "p") == (None, None, None, "ngo", "2816")
    left = everything(database)
    assert not [word for word in ("ph-one", "ph-two", "aneta") if word.encode() in left]
    with database.reading() as connection:
        differing = connection.exec_driver_sql("SELECT * FROM sibling WHERE differs").all()
    assert differing == []
    assert verify(database) == []


def test_what_is_erased_in_one_county_is_not_in_another(database):
    _take(database, *ENTRIES[3])
    with database.writing() as connection:
        deed = journal.Deed("x", None, "In Ełk", "b")
        journal.append(connection, deed, [("2805", ("person", "p", dict(NAMES)))])
    assert shown(database, "p")[0] == "Żaneta"


def test_two_people_of_one_save_are_erased_at_once(database):
    def two(session):
        return [add_person(session), add_person(session, last_name="Kowal")]

    people = database.write(two, label="Two").result

    def both(session):
        for row in people:
            erase(session, row)

    database.write(both, label="Erased", undoable=False)
    assert [shown(database, row)[:3] for row in people] == [(None, None, None)] * 2
    assert verify(database) == []
