"""Files between promoters and through a county's computer: verified end to end, receipts right."""

import shutil
from datetime import timedelta

import pytest

from app.base import clock
from app.services import devices, exchange, held_changes
from tests.sync.living_network import Place


def unconfirmed(place: Place) -> int:
    return exchange.status(place.db).unconfirmed


def test_a_promoter_hands_over_to_another_of_the_county(network):
    one, two, other = network["P1"], network["P2"], network["P3"]
    one.add(row="firma", name="Tartak")
    report = two.take(one.export("P2"))
    assert [file.result for file in report.files] == ["applied"]
    assert two.value("firma", "name") == "Tartak"
    assert two.dump(("2816",)) == one.dump(("2816",))
    file = one.export("P3")
    assert not other.take(file).refused
    assert other.sql("SELECT id FROM company") == []


def test_only_what_both_may_have_is_passed_on(network):
    both, pisz, elk = network["P4"], network["P1"], network["P3"]
    both.add(row="pisz", name="Pisz", county="2816")
    both.add(row="elk", name="Ełk", county="2805")
    pisz.take(both.export("P1"))
    elk.take(both.export("P3"))
    assert pisz.sql("SELECT id FROM company") == [("pisz",)]
    assert elk.sql("SELECT id FROM company") == [("elk",)]
    for place, foreign in ((pisz, '"elk"'), (elk, '"pisz"')):
        payloads = place.sql("SELECT 1 FROM entry WHERE instr(payload, ?)", foreign.encode())
        assert payloads == []


def test_a_county_computer_passes_on_what_others_wrote(network):
    one, county, office = network["P1"], network["P4"], network["office"]
    one.add(row="firma", name="Tartak")
    county.take(one.export("P4"))
    office.take(county.export())
    assert office.value("firma", "name") == "Tartak"
    ((device,),) = office.sql("SELECT created_on FROM company")
    assert device == one.device
    office.edit("firma", phone="501")
    county.take(office.export("P4"))
    one.take(county.export("P1"))
    assert one.value("firma", "phone") == "501"
    for place in (one, county, office):
        assert place.faults() == []


def test_the_networks_data_comes_third_hand_too(network):
    county, one, office = network["P4"], network["P1"], network["office"]
    ((centre,),) = office.sql("SELECT id FROM centre")
    office.edit(centre, entity="centre", phone="87 423 00 00")
    county.take(office.export("P4"))
    one.take(county.export("P1"))
    assert one.value(centre, "phone", "centre") == "87 423 00 00"


def test_what_the_office_confirmed_comes_third_hand(network):
    """A laptop that meets the county's computer alone hears of the office's receipt."""
    one, county, office = network["P1"], network["P4"], network["office"]
    one.add(row="firma")
    county.take(one.export("P4"))
    one.take(county.export("P1"))
    assert unconfirmed(one) == 1, "the county's computer is not the office"
    office.take(county.export())
    network.pass_time(86_400)
    county.take(office.export("P4"))
    written = clock.now()
    network.pass_time(86_400)
    one.take(county.export("P1"))
    assert unconfirmed(one) == 0
    assert exchange.status(one.db).confirmed_at == written.replace(microsecond=0)
    assert office.take(one.export()).files[0].taken.known >= 1, "but nothing is left out for it"
    one.edit("firma", phone="501")
    assert unconfirmed(one) == 1
    one.take(county.export("P1"))
    assert unconfirmed(one) == 1


def test_what_a_colleague_holds_back_reaches_the_office(network):
    """A revoked laptop meets a colleague only; the office still decides on what it wrote."""
    one, county, office = network["P1"], network["P4"], network["office"]
    one.add(row="firma")
    network.round()
    devices.revoke(office.db, one.device)
    county.take(office.export("P4"))
    one.edit("firma", phone="501")
    county.take(one.export("P4"))
    assert county.value("firma", "phone") is None
    assert office.take(county.export()).files[0].taken.held == 1
    held_changes.accept(office.db, one.device)
    assert office.value("firma", "phone") == "501"
    county.take(office.export("P4"))
    assert county.value("firma", "phone") == "501"
    assert office.take(county.export()).files[0].taken.held == 0


def test_confirmed_up_to_is_when_the_office_wrote_its_file(network):
    one, office = network["P1"], network["office"]
    one.add(row="firma")
    office.take(one.export())
    file = office.export("P1")
    written = clock.now()
    network.pass_time(timedelta(days=9).total_seconds())
    one.take(file)
    assert exchange.status(one.db).confirmed_at == written.replace(microsecond=0)


def test_a_receipt_that_shrank_counts(network):
    one, office = network["P1"], network["office"]
    office.close()
    kept = office.folder.with_name("kept")
    office.folder.rename(kept)
    shutil.copytree(kept, office.folder)
    one.add(row="firma")
    network.round("P1")
    assert unconfirmed(one) == 0
    office.close()
    shutil.rmtree(office.folder)
    kept.rename(office.folder)
    network.pass_time()
    office.take(network["P2"].export())
    one.take(office.export("P1"))
    for _ in range(4):
        network.pass_time()
        network.round("P1")
    assert office.value("firma", "name") == "Tartak"
    assert unconfirmed(one) == 0


def test_a_receipt_from_the_future_loses_nothing(network):
    """The office confirms what a store that was put back does not know it ever wrote."""
    one, office = network["P1"], network["office"]
    one.close()
    kept = one.folder.with_name("kept")
    shutil.copytree(one.folder, kept)
    for number in range(3):
        one.add(row=f"lost-{number}")
    office.take(one.export())
    told = office.export("P1")
    one.close()
    shutil.rmtree(one.folder)
    kept.rename(one.folder)
    network.pass_time()
    one.take(told)
    one.add(row="new", name="Nowa")
    assert unconfirmed(one) >= 1
    office.take(one.export())
    assert office.value("new", "name") == "Nowa"
    one.take(office.export("P1"))
    assert {row for (row,) in one.sql("SELECT id FROM company")} == {
        "new",
        *(f"lost-{number}" for number in range(3)),
    }


@pytest.mark.parametrize("names", [("P1", "P2", "P4")])
def test_three_promoters_meet_without_the_office_and_then_it_has_all(network, names):
    for name in names:
        network[name].add(row=name, name=name)
    for _ in range(2):
        for giver in names:
            for taker in names:
                if giver != taker:
                    assert not network[taker].take(network[giver].export(taker)).refused
    network["office"].take(network["P2"].export())
    held = {row for (row,) in network["office"].sql("SELECT id FROM company")}
    assert held == set(names)
    assert network["office"].dump(("2816",)) == network["P1"].dump(("2816",))
