"""Clocks that are centuries off for a moment: nothing that was saved then stands in the way."""

from datetime import timedelta

import pytest

from tests.sync.test_revoking import meet, same

CENTURIES = timedelta(days=274 * 365)


@pytest.mark.parametrize("comes_right", [True, False])
def test_what_was_saved_in_the_year_2300_is_handed_over(network, comes_right):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="before", name="Tartak")
    laptop.offset = CENTURIES
    laptop.add(row="then", name="Młyn")
    laptop.edit("then", phone="501")
    laptop.offset = timedelta() if comes_right else CENTURIES
    laptop.edit("then", phone="502")
    assert not office.take(laptop.export()).refused
    assert office.value("then", "phone") == "502"
    laptop.offset = timedelta()
    meet(network)
    office.edit("then", phone="503")
    meet(network)
    assert laptop.value("then", "phone") == "503"
    assert office.conflicts() == {}
    same(network, "P1", "P2")
