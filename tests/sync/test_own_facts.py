"""Keys and certificates of a store: what is damaged of them is found again where others have it."""

import json
from contextlib import suppress

import pytest

from app.base.errors import UserError
from app.services import care, devices
from app.store.database import Database
from app.sync import certificate as certificates
from app.sync import own_keys, sealing
from app.sync.repairing import repair
from tests.sync.damaged_store import Damage, break_by

_FORMER = f"{sealing.FORMER}:2805"


@pytest.fixture
def laptop(network):
    """Return a laptop from which a county was taken away after it had written there."""
    laptop, office = network["P4"], network["office"]
    laptop.add(row="elk", name="Ełk", county="2805")
    laptop.add(row="pisz", name="Pisz", county="2816")
    network.round("P4")
    devices.grant(office.db, laptop.device, ("2816",))
    network.round("P4")
    laptop.add(row="pisz-2", name="Pisz", county="2816")
    laptop.export()
    assert laptop.sql("SELECT 1 FROM meta WHERE key=?", _FORMER) != []
    assert laptop.faults() == []
    return laptop


def _fact(place, key: str):
    return place.sql("SELECT value FROM meta WHERE key=?", key)[0][0]


def _break(place, statement: str) -> None:
    place.close()
    assert break_by(place.folder, Damage("", (statement,)))


@pytest.mark.parametrize(
    "damage",
    [
        f"UPDATE meta SET value = value || 'x' WHERE key='{_FORMER}'",
        f"DELETE FROM meta WHERE key='{_FORMER}'",
    ],
)
def test_the_certificate_for_a_lost_county_is_found_in_what_was_signed(laptop, damage):
    before = json.loads(_fact(laptop, _FORMER))
    _break(laptop, damage)
    assert [one.where for one in laptop.faults()] == [f"meta {_FORMER}"]
    laptop.close()
    assert repair(laptop.folder).dropped == []
    assert laptop.faults() == []
    found = certificates.parse_text(_fact(laptop, _FORMER))
    assert found.may_write("2805")
    assert found.device == before["device"]


def test_what_can_be_found_nowhere_is_let_go_of_and_named(laptop):
    _break(laptop, f"UPDATE meta SET value='x' WHERE key='{own_keys.FORMER}'")
    with laptop.db.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO meta(key, value) VALUES(?, 'x')", (f"{sealing.FORMER}:2801",)
        )
    assert len(laptop.faults()) == 2
    laptop.close()
    dropped = repair(laptop.folder).dropped
    assert dropped == [f"meta {own_keys.FORMER}", f"meta {sealing.FORMER}:2801"]
    assert laptop.faults() == []


_FACTS = ("certificate", "office_certificate", "counties", "county", "role", "network", "device",
          "promoter")  # fmt: skip


@pytest.mark.parametrize("way", ["UPDATE meta SET value = value || 'x'", "DELETE FROM meta"])
@pytest.mark.parametrize("key", _FACTS)
def test_what_the_office_says_of_a_computer_is_found_again(laptop, key, way):
    before, writer = _fact(laptop, key), laptop.db.who.writer
    laptop.edit("pisz", phone="1")
    _break(laptop, f"{way} WHERE key='{key}'")
    assert _is_damaged(laptop.folder)
    repair(laptop.folder)
    assert laptop.faults() == []
    assert laptop.db.who.writer == writer
    assert json.loads(json.dumps(_fact(laptop, key))) == before
    assert not laptop.network["office"].take(laptop.export()).refused
    assert laptop.network["office"].value("pisz", "phone") == "1"


def _is_damaged(folder) -> bool:
    with suppress(UserError):
        database = Database.open(folder)
        try:
            return care.verify(database) != []
        finally:
            database.close()
    return True
