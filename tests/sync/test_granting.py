"""A county that is granted, taken away and comes back."""

import pytest

from app.base.errors import UserError
from app.services import devices, held_changes
from tests.sync.test_revoking import accept, meet, same


def test_a_county_that_is_granted_comes_whole(network):
    network["P3"].add(row="elk", name="Ełk")
    meet(network)
    devices.grant(network["office"].db, network["P1"].device, ("2816", "2805"))
    meet(network, "P1")
    laptop = network["P1"]
    assert laptop.db.who.counties == ("2816", "2805")
    assert laptop.value("elk", "name") == "Ełk"
    laptop.edit("elk", phone="501")
    meet(network, "P1", "P3")
    assert network["P3"].value("elk", "phone") == "501"
    same(network, "P1", "P3", scope="2805")


def test_a_county_that_is_taken_away_is_closed_on_both_sides(network):
    laptop, office = network["P4"], network["office"]
    laptop.add(row="pisz", name="Pisz", county="2816")
    laptop.add(row="elk", name="Ełk", county="2805")
    meet(network)
    devices.grant(office.db, laptop.device, ("2816",))
    laptop.edit("elk", phone="unaware")
    laptop.edit("pisz", phone="501")
    office.take(laptop.export())
    assert office.value("pisz", "phone") == "501"
    assert office.value("elk", "phone") is None
    office.edit("elk", phone="502")
    laptop.take(office.export("P4"))
    assert laptop.value("elk", "name") == "Ełk", "what it has can still be read"
    assert laptop.value("elk", "phone") == "unaware"
    with pytest.raises(UserError, match="keeps no records of the county"):
        laptop.delete("elk")
    laptop.edit("pisz", www="pisz.pl")
    report = office.take(laptop.export())
    assert not report.refused
    assert office.value("pisz", "www") == "pisz.pl"
    meet(network, "P3", "P4")
    same(network, "P4")
    (one,) = office.db.read(held_changes.listed)
    assert one.count == 1
    accept(network, "P4")
    assert set(office.conflicts()) == {"elk.phone"}
    meet(network, "P3")
    same(network, "P3", scope="2805")


def test_a_county_comes_back_with_all_that_was_missed(network):
    laptop, office = network["P4"], network["office"]
    laptop.add(row="elk", name="Ełk", county="2805")
    meet(network)
    devices.grant(office.db, laptop.device, ("2816",))
    laptop.edit("elk", phone="unaware")
    meet(network, "P4")
    office.edit("elk", www="elk.pl")
    devices.grant(office.db, laptop.device, ("2816", "2805"))
    meet(network, "P3", "P4")
    assert laptop.value("elk", "www") == "elk.pl"
    assert network["P3"].value("elk", "phone") == "unaware"
    same(network, "P3", "P4", scope="2805")
    same(network, "P4")
