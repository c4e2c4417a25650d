"""Damage made on purpose is found and named."""

import pytest

from app.store import search
from app.store.verify import verify
from tests.store.conftest import add_company, set_fields

_DAMAGE = {
    "a value in a table": "UPDATE company SET phone='evil'",
    "a row gone": "DELETE FROM company",
    "a row too many": "INSERT INTO company(id, scope) VALUES('ghost', '2816')",
    "a payload": (
        "UPDATE entry SET payload = replace(payload, 'Tartak', 'Karta!') WHERE dot & 255 = 1"
    ),
    "a payload in bytes": (
        "UPDATE entry SET payload = CAST(replace(payload, 'Tartak', 'Karta!') AS BLOB)"
        " WHERE dot & 255 = 1"
    ),
    "a head in bytes": (
        "UPDATE entry SET head = CAST(replace(head, ':', ';') AS BLOB) WHERE dot & 255 = 1"
    ),
    "a head": "UPDATE entry SET head = replace(head, ':', ';') WHERE dot & 255 = 1",
    "an entry gone": "DELETE FROM entry WHERE dot & 255 = 1",
    "the last entry gone": "DELETE FROM entry WHERE dot = (SELECT max(dot) FROM entry)",
    "heads": "UPDATE head SET dots = '{}'",
    "a forgotten sort key": "UPDATE company SET sort_key = 'a'",
}


@pytest.mark.parametrize("damage", _DAMAGE.values(), ids=_DAMAGE.keys())
def test_damage_is_found(database, company, damage):
    database.write(set_fields, company, phone="1", label="Phone")
    assert verify(database) == []
    with database.writing() as connection:
        connection.exec_driver_sql(damage)
    assert verify(database) != []


def test_an_index_written_anew_since_the_last_search_is_no_damage(database):
    for name in ("Tartak", "Młyn", "Browar"):
        row = database.write(add_company, name=name, label="Add").result.id
        database.write(set_fields, row, name=f"{name} nowy", label="Name")
        assert database.read(search.find, name)
        assert verify(database) == []
        with database.writing() as connection:
            search.forget_removed(connection)
    assert verify(database) == []


_ONE_LINE = {
    "a value": ("UPDATE company SET phone='evil'", "is not what the journal says"),
    "a row gone": ("DELETE FROM company", "is in the journal but not in the table"),
    "a row too many": (
        "INSERT INTO company(id, scope) VALUES('ghost', '2816')",
        "is in the table but not in the journal",
    ),
    "heads": ("UPDATE head SET dots = '{}'", "is not what the journal says"),
    "a word": (
        "UPDATE search SET text = 'evil' WHERE rowid = (SELECT min(n) FROM search_row)",
        "is found by other words than those that it holds",
    ),
}


@pytest.mark.parametrize(("damage", "said"), _ONE_LINE.values(), ids=_ONE_LINE.keys())
def test_one_damage_is_said_in_one_line(database, company, damage, said):
    database.write(set_fields, company, phone="1", label="Phone")
    with database.writing() as connection:
        connection.exec_driver_sql(damage)
    assert [fault.what for fault in verify(database)] == [said]


def test_what_follows_from_a_damaged_entry_is_not_told_for_each_row(database, company):
    database.write(set_fields, company, phone="1", label="Phone")
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE entry SET payload = CAST(replace(payload, 'Tartak', 'Karta!') AS BLOB) "
            "WHERE instr(payload, 'Tartak')"
        )
    (fault,) = verify(database)
    assert fault.where.startswith("journal ")
    assert fault.what.endswith("are not those written")


def test_a_changed_key_is_one_damage(database, company):
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE touch SET row='ghost' WHERE row=?", (company,))
    faults = [one for one in verify(database) if not one.where.startswith("undo")]
    assert [one.where for one in faults] == [f"touch {company}"]
