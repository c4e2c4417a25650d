"""Signing what a device wrote in a county that has been taken away from it."""

import pytest

from app.base.errors import UserError
from app.services import devices, held_changes
from tests.sync.test_forks import copied


@pytest.fixture
def known(network):
    network["P4"].add(row="pisz", name="Pisz", county="2816", phone="1")
    network["P4"].add(row="elk", name="Ełk", county="2805")
    network.round()
    return network


def take_away(network) -> None:
    devices.grant(network["office"].db, network["P4"].device, ("2805",))


def test_nothing_more_is_written_there_whichever_way(known):
    laptop, office = known["P4"], known["office"]
    laptop.edit("elk", phone="7")
    laptop.edit("pisz", phone="2")
    take_away(known)
    known.round("P4")
    with pytest.raises(UserError, match="keeps no records of the county"):
        laptop.edit("pisz", phone="3")
    with pytest.raises(UserError, match="may not change the record any more"):
        laptop.db.undo()
    laptop.db.undo()
    assert laptop.value("elk", "phone") is None, "the step before it can be reached"
    assert not office.take(laptop.export()).refused
    assert office.value("elk", "phone") is None


def test_what_goes_on_under_another_name_is_the_offices_to_decide(known, tmp_path):
    laptop, office = known["P4"], known["office"]
    twin = copied(known, laptop, tmp_path / "twin")
    laptop.edit("pisz", phone="2")
    known.pass_time()
    twin.edit("pisz", phone="3")
    take_away(known)
    twin.take(office.export("P4"))
    office.take(laptop.export())
    held_changes.accept(office.db, laptop.device)
    twin.take(office.export("P4"))
    twin.edit("elk", phone="7")
    assert not office.take(twin.export()).refused
    assert office.value("elk", "phone") == "7"
    held_changes.accept(office.db, laptop.device)
    assert office.conflicts() == {"pisz.phone": {"2", "3"}}
    assert twin.faults() == office.faults() == []
    twin.close()
