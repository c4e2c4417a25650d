"""Devices that are revoked, replaced, given and taken away counties: held, shown, never lost."""

import json

import pytest

from app.base import clock
from app.base.errors import UserError
from app.base.formats import format_date
from app.services import devices, enrolment, erasure, held_changes
from app.sync.decisions import Decisions
from tests.sync.living_network import Place

ANNA = {"first_name": "Anna", "last_name": "Nowak", "group": "employer", "county": "2816"}


def meet(network, *names):
    network.round(*names)
    network.round(*names)


def held_of(place: Place) -> list[tuple[int, int]]:
    return place.sql("SELECT first, last FROM held WHERE reason='revoked' ORDER BY writer, first")


def revoke(network, name) -> None:
    devices.revoke(network["office"].db, network[name].device)


def accept(network, name) -> None:
    held_changes.accept(network["office"].db, network[name].device)


def same(network, *names, scope="2816") -> None:
    office = network["office"].dump((scope,))
    for name in names:
        assert network[name].dump((scope,)) == office, name
        assert network[name].faults() == []
    assert network["office"].faults() == []


@pytest.fixture
def known(network):
    """A company that everybody knows, of the laptop that is going to be lost."""
    network["P1"].add(row="firma", name="Tartak", phone="500")
    meet(network)
    return network


def test_later_changes_of_a_revoked_device_are_held_and_told(known):
    office, laptop = known["office"], known["P1"]
    revoke(known, "P1")
    before = office.dump()
    laptop.edit("firma", phone="501")
    known.pass_time()
    laptop.add(row="late", name="Późna")
    report = office.take(laptop.export())
    (told,) = report.files
    assert (told.result, told.taken.held, told.taken.new) == ("waiting", 2, 0)
    assert f"was revoked on {format_date(clock.today())}." in told.reason
    assert office.dump() == before
    (one,) = office.db.read(held_changes.listed)
    assert (one.device, one.count) == (laptop.device, 2)
    assert one.name.startswith("P1")
    assert [action.label for action in one.actions] == ["Add", "Edit"]
    assert all(action.author and action.records == 1 for action in one.actions)
    assert office.take(laptop.export()).files[0].taken.new == 0
    assert len(office.db.read(held_changes.listed)[0].actions) == 2, "held once"
    same(known, "P2")


def test_accepted_changes_count_everywhere(known):
    office, laptop = known["office"], known["P1"]
    revoke(known, "P1")
    laptop.edit("firma", phone="501")
    office.take(laptop.export())
    accept(known, "P1")
    assert office.value("firma", "phone") == "501"
    assert held_of(office) == []
    laptop.edit("firma", phone="502")
    office.take(laptop.export())
    assert office.value("firma", "phone") == "501", "what comes later still waits"
    meet(known, "P2", "P3", "P4")
    same(known, "P2", "P4")
    with pytest.raises(UserError, match="Nothing of P3"):
        accept(known, "P3")


def test_who_took_later_changes_before_hearing_puts_them_back(known):
    office, laptop, other = known["office"], known["P1"], known["P2"]
    laptop.edit("firma", phone="501")
    laptop.add(row="late", name="Późna")
    other.take(laptop.export("P2"))
    revoke(known, "P1")
    other.edit("firma", www="tartak.pl")
    assert other.value("late", "name") == "Późna"
    meet(known, "P2")
    assert other.value("firma", "phone") == "500"
    assert other.sql("SELECT * FROM company WHERE id='late'") == []
    assert held_of(other) != []
    assert office.value("firma", "www") == "tartak.pl"
    same(known, "P2")
    office.take(laptop.export())
    accept(known, "P1")
    meet(known, "P2", "P4")
    assert other.value("late", "name") == "Późna"
    assert held_of(other) == []
    same(known, "P2", "P4")


def test_undo_does_not_bring_back_what_was_put_back(known):
    laptop, other = known["P1"], known["P2"]
    laptop.edit("firma", phone="501")
    other.take(laptop.export("P2"))
    other.edit("firma", www="tartak.pl")
    other.edit("firma", phone="502")
    revoke(known, "P1")
    meet(known, "P2")
    same(known, "P2")
    other.db.undo()
    assert (other.value("firma", "phone"), other.value("firma", "www")) == ("502", None)
    assert other.faults() == []


def test_a_conflict_with_a_held_change_is_open_only_while_it_counts(known):
    office, laptop, other = known["office"], known["P1"], known["P2"]
    laptop.edit("firma", phone="501")
    other.edit("firma", phone="502")
    other.take(laptop.export("P2"))
    assert other.conflicts() == {"firma.phone": {"501", "502"}}
    revoke(known, "P1")
    meet(known, "P2")
    assert other.conflicts() == office.conflicts() == {}
    assert other.value("firma", "phone") == "502"
    office.take(laptop.export())
    accept(known, "P1")
    meet(known, "P2")
    assert other.conflicts() == office.conflicts() == {"firma.phone": {"501", "502"}}
    same(known, "P2")


def test_what_waits_for_a_gap_is_held_once_the_device_is_revoked(known):
    office, laptop = known["office"], known["P1"]
    laptop.edit("firma", phone="501")
    lost = laptop.export()
    with laptop.db.writing() as connection:
        connection.exec_driver_sql("UPDATE receipt SET last=last+1 WHERE scope='2816'")
    laptop.edit("firma", phone="502")
    assert office.take(laptop.export()).files[0].result == "waiting"
    revoke(known, "P1")
    office.take(lost)
    assert office.value("firma", "phone") == "500"
    assert len(held_of(office)) == 2
    assert office.sql("SELECT * FROM waiting") == []
    accept(known, "P1")
    assert office.value("firma", "phone") == "502"
    assert office.faults() == []


def test_nothing_is_written_for_a_revoked_device(known):
    revoke(known, "P1")
    for name in ("office", "P2"):
        meet(known, "P2")
        with pytest.raises(UserError, match="no active device"):
            known[name].export("P1")
    with pytest.raises(UserError, match="revoked already"):
        revoke(known, "P1")
    with pytest.raises(UserError, match="Only the central office"):
        devices.revoke(known["P2"].db, known["P1"].device)
    with pytest.raises(UserError, match="no active device"):
        devices.revoke(known["office"].db, known["office"].device)


def test_an_erasure_by_a_revoked_device_erases_nothing(known):
    office, laptop = known["office"], known["P1"]
    laptop.add(row="anna", entity="person", **ANNA)
    meet(known)
    revoke(known, "P1")
    erasure.erase_person(laptop.db, "anna")
    office.take(laptop.export())
    assert office.value("anna", "last_name", "person") == "Nowak"
    accept(known, "P1")
    assert office.value("anna", "last_name", "person") is None
    assert office.faults() == []


def test_an_accepted_erasure_excuses_what_it_blanked_before_it(known):
    """The person was added, named and erased in one segment that only the office's word lets in."""
    office, laptop = known["office"], known["P1"]
    revoke(known, "P1")
    laptop.add(row="anna", entity="person", **ANNA)
    erasure.erase_person(laptop.db, "anna")
    laptop.add(row="late", name="Późna")
    office.take(laptop.export())
    accept(known, "P1")
    assert office.sql("SELECT * FROM waiting") == []
    assert office.value("late", "name") == "Późna"
    assert office.value("anna", "last_name", "person") is None
    meet(known, "P2")
    same(known, "P2")


def test_what_is_held_of_an_erased_person_is_blanked_too(known):
    office, laptop = known["office"], known["P1"]
    laptop.add(row="anna", entity="person", **ANNA)
    meet(known)
    revoke(known, "P1")
    laptop.edit("anna", entity="person", last_name="Sekretna")
    office.take(laptop.export())
    erasure.erase_person(office.db, "anna")
    assert office.sql("SELECT 1 FROM held WHERE instr(bytes, ?)", b"Sekretna") == []
    accept(known, "P1")
    assert office.value("anna", "last_name", "person") is None
    assert office.faults() == []


def test_an_old_laptop_turns_up_after_its_replacement(known, tmp_path):
    office, laptop = known["office"], known["P1"]
    laptop.edit("firma", phone="501")
    office.take(laptop.export())
    laptop.add(row="unsent", name="Nieprzekazana")
    made = devices.replace(office.db, laptop.device, tmp_path / "new.csri")
    joined = enrolment.join(tmp_path / "new", made.file, made.code)
    joined.close()
    new = Place(known, "P1", tmp_path / "new")
    assert new.db.who.promoter == laptop.db.who.promoter
    assert new.db.who.counties == laptop.db.who.counties
    assert new.value("firma", "phone") == "501"
    new.edit("firma", phone="502")
    known.devices["P1"] = new.device
    office.take(new.export())
    assert office.take(laptop.export()).files[0].taken.held == 1
    held_changes.accept(office.db, laptop.device)
    assert office.value("unsent", "name") == "Nieprzekazana"
    new.take(office.export("P1"))
    assert new.dump(("2816",)) == office.dump(("2816",))
    assert new.faults() == office.faults() == []
    new.close()


def test_a_replacement_that_cannot_be_written_changes_nothing(known, tmp_path, monkeypatch):
    office = known["office"]
    before = office.dump()
    monkeypatch.setattr(devices.keys, "write_for", _full)
    with pytest.raises(UserError, match="full"):
        devices.replace(office.db, known["P1"].device, tmp_path / "x.csri")
    listed = [json.loads(line) for line in office.dump() if '"entity": "device"' in line]
    assert [one["id"] for one in listed if not one["deleted"]] == [
        json.loads(line)["id"] for line in before if '"entity": "device"' in line
    ]
    assert all(one["revoked_since"] is None for one in listed)
    assert Decisions.read(listed[0].get("accepted")).accepted == {}


def _full(*_words):
    raise UserError("the stick is full")


def test_who_heard_nothing_of_it_cannot_be_used_to_pass_by(network, tmp_path):
    """A laptop that lost a county writes on in it with its older certificate."""
    laptop, office, other = network["P4"], network["office"], network["P3"]
    laptop.add(row="elk", name="Ełk", county="2805")
    meet(network)
    devices.grant(office.db, laptop.device, ("2816",))
    laptop.edit("elk", phone="unaware")
    meet(network, "P3")
    other.take(laptop.export("P3"))
    assert other.value("elk", "phone") is None
    assert len(held_of(other)) == 1
    same(network, "P3", scope="2805")
