"""Why a segment is held follows from the journal and the list of devices."""

import pytest

from app.services import devices, held_changes
from app.sync import held
from app.sync.repairing import repair
from tests.sync.damaged_store import Damage, break_by, copied


@pytest.fixture
def office(network):
    """Return an office that holds a later change of a revoked laptop."""
    office, laptop = network["office"], network["P1"]
    laptop.add(row="firma", name="Tartak", phone="500")
    network.round("P1")
    devices.revoke(office.db, laptop.device)
    laptop.edit("firma", phone="501")
    office.take(laptop.export())
    assert office.faults() == []
    return office


def _reasons(place) -> list[str]:
    return [reason for (reason,) in place.sql("SELECT reason FROM held ORDER BY first")]


def _say(place, reason: str) -> None:
    place.close()
    assert break_by(place.folder, Damage("", (f"UPDATE held SET reason='{reason}'",)))


def test_what_the_office_is_to_decide_on_cannot_be_hidden_as_another_history(office, network):
    _say(office, held.HISTORY)
    (fault,) = office.faults()
    assert fault.where.startswith(f"held {network['P1'].device}")
    office.close()
    repair(office.folder)
    assert office.faults() == []
    assert _reasons(office) == [held.REVOKED]
    assert [one.count for one in office.db.read(held_changes.listed)] == [1]


def test_another_history_is_not_shown_to_be_decided_on(network, tmp_path):
    office, laptop = network["office"], network["P1"]
    laptop.add(row="firma", name="Tartak")
    network.round("P1", "P2")
    laptop.close()
    twin = network.beside(laptop, copied(laptop.folder, tmp_path / "twin"))
    laptop.edit("firma", phone="1")
    twin.edit("firma", phone="2")
    other = network["P2"]
    _take_the_other_way(network, twin)
    assert _reasons(other) == [held.HISTORY]
    assert other.faults() == []
    _say(other, held.REVOKED)
    assert len(other.faults()) == 1
    other.close()
    repair(other.folder)
    assert other.faults() == []
    assert _reasons(other) == [held.HISTORY]
    assert office.faults() == []


def test_a_history_put_aside_before_its_computer_was_revoked_stays_one(network, tmp_path):
    office, laptop, other = network["office"], network["P1"], network["P2"]
    laptop.add(row="firma", name="Tartak")
    network.round("P1", "P2")
    laptop.close()
    twin = network.beside(laptop, copied(laptop.folder, tmp_path / "twin"))
    laptop.edit("firma", phone="1")
    twin.edit("firma", phone="2")
    _take_the_other_way(network, twin)
    devices.revoke(office.db, laptop.device)
    laptop.edit("firma", phone="3")
    office.take(laptop.export())
    other.take(office.export("P2"))
    assert set(_reasons(other)) == {held.HISTORY}
    assert other.faults() == []
    other.close()
    repair(other.folder)
    assert set(_reasons(other)) == {held.HISTORY}


def _take_the_other_way(network, twin) -> None:
    """Let P2 take in a copied laptop's history first, and then the one that the office took."""
    office, other = network["office"], network["P2"]
    other.take(twin.export("P2"))
    office.take(network["P1"].export())
    other.take(office.export("P2"))
