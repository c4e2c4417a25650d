"""A county that is closed to a device once more: what was decided the first time is long past."""

from contextlib import suppress

import pytest

from app.base.errors import UserError
from app.services import care, devices, held_changes
from app.sync import enrolment
from tests.sync.test_revoking import held_of, meet, same


def grant(network, name, *counties) -> None:
    devices.grant(network["office"].db, network[name].device, counties)


@pytest.fixture
def decided(network):
    """A laptop of two counties that lost one, and whose late work there the office decided on."""
    laptop, office = network["P4"], network["office"]
    laptop.add(row="pisz", name="Tartak", county="2816")
    laptop.add(row="ełk", name="Młyn", county="2805")
    meet(network)
    grant(network, "P4", "2805")
    laptop.edit("pisz", phone="501")
    office.take(laptop.export())
    assert len(held_of(office)) == 1
    held_changes.accept(office.db, laptop.device)
    meet(network)
    assert office.value("pisz", "phone") == "501"
    laptop.edit("ełk", phone="502")
    laptop.add(row="nowy", name="Cegielnia", county="2805")
    meet(network)
    return network


def test_what_was_done_in_the_meantime_counts_when_the_device_is_revoked(decided):
    office, laptop = decided["office"], decided["P4"]
    devices.revoke(office.db, laptop.device)
    meet(decided, "P3")
    assert office.value("ełk", "phone") == "502"
    assert office.value("nowy", "name") == "Cegielnia"
    assert held_of(office) == []
    same(decided, "P3", scope="2805")


def test_what_was_done_in_the_meantime_counts_when_the_county_goes_too(decided):
    office = decided["office"]
    grant(decided, "P4", "2816")
    meet(decided)
    assert office.value("ełk", "phone") == "502"
    assert held_of(office) == []
    same(decided, "P3", scope="2805")


def test_a_replacement_that_cannot_be_written_leaves_the_decisions(network, tmp_path, monkeypatch):
    office, laptop = network["office"], network["P4"]
    laptop.add(row="pisz", name="Tartak", county="2816")
    meet(network)
    grant(network, "P4", "2805")
    laptop.edit("pisz", phone="501")
    office.take(laptop.export())

    def full(*_args):
        raise OSError(28, "full")

    with monkeypatch.context() as patch, suppress(UserError):
        patch.setattr(enrolment, "write_invitation", full)
        devices.replace(office.db, laptop.device, tmp_path / "new.csri")
    meet(network, "P1")
    assert office.value("pisz", "phone") is None, "the office has decided nothing"
    assert len(held_of(office)) == 1


def test_an_office_put_back_gives_counties_to_who_had_new_keys_by_then(network, tmp_path):
    """It certifies the invitation's key once more; nobody is shut out by that."""
    office, laptop = network["office"], network["P1"]
    care.save_copy(office.db, tmp_path / "office.db")
    laptop.add(row="firma", name="Tartak")
    meet(network, "P1")
    office.close()
    network.at(office)
    network.pass_time()
    care.restore(tmp_path / "office.db", office.folder)
    grant(network, "P1", "2816", "2805")
    network.pass_time()
    assert not laptop.take(office.export("P1")).refused
    assert laptop.db.who.counties == ("2816", "2805"), "it need not wait until the office hears"
    laptop.edit("firma", phone="501")
    meet(network, "P1")
    meet(network, "P1")
    assert office.value("firma", "phone") == "501"
    assert laptop.db.who.counties == ("2816", "2805")
    laptop.add(row="ełk", name="Ełk", county="2805")
    meet(network, "P1", "P3")
    same(network, "P1", "P3", scope="2805")
    same(network, "P1")
