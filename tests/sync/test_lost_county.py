"""What a laptop keeps of a county that it has no more asks nothing of its promoter any longer."""

import pytest

from app.base.errors import UserError
from app.services import conflict_rules, erasure, exchange, held_changes, missing_files
from app.sync import lacking
from app.sync.exporting import export
from app.sync.repairing import repair
from tests.sync import forging
from tests.sync.attached import attach, holds, noise
from tests.sync.test_closing_again import grant
from tests.sync.test_revoking import meet


@pytest.fixture
def moved(network):
    """A promoter who is going to work in another county; her laptop knows a company of the old."""
    network["P1"].add(row="firma", name="Tartak", phone="500")
    meet(network)
    return network


def test_nobody_is_asked_what_she_cannot_answer(moved):
    office, laptop, other = moved["office"], moved["P1"], moved["P2"]
    laptop.edit("firma", phone="501")
    other.edit("firma", phone="502")
    moved.round("P2", "P1")
    laptop.take(office.export("P1"))
    assert set(laptop.conflicts()) == {"firma.phone"}
    grant(moved, "P1", "2805")
    meet(moved)
    with pytest.raises(UserError, match="keeps no records of the county"):
        laptop.answer("firma.phone", "mine")
    assert exchange.status(laptop.db).conflicts == 0
    assert laptop.conflicts() == {}
    assert laptop.db.read(conflict_rules.questions) == []
    assert set(office.conflicts()) == set(other.conflicts()) == {"firma.phone"}
    grant(moved, "P1", "2816")
    meet(moved)
    assert set(laptop.conflicts()) == {"firma.phone"}


def test_a_question_that_she_asked_again_goes_too(moved):
    office, laptop, other = moved["office"], moved["P1"], moved["P2"]
    laptop.edit("firma", phone="501")
    other.edit("firma", phone="502")
    meet(moved)
    laptop.answer("firma.phone", "theirs")
    laptop.db.undo()
    assert exchange.status(laptop.db).conflicts == 1
    office.take(laptop.export())
    grant(moved, "P1", "2805")
    meet(moved)
    assert exchange.status(laptop.db).conflicts == 0
    assert laptop.conflicts() == {}


def test_no_file_of_it_is_waited_for(moved):
    office, laptop, other = moved["office"], moved["P1"], moved["P2"]
    data = noise(1_000)
    attach(other, data)
    office.take(other.export())
    laptop.take(export(office.db, laptop.device, moved.wire()).path)
    assert exchange.status(laptop.db).missing_attachments == 1
    grant(moved, "P1", "2805")
    meet(moved, "P1")
    assert exchange.status(laptop.db).missing_attachments == 0
    assert laptop.db.read(missing_files.listed, laptop.db.folder) == []
    assert laptop.take(office.export("P1")).missing_attachments == []
    grant(moved, "P1", "2816")
    meet(moved, "P1")
    assert holds(laptop, data)


def test_no_gap_of_it_is_named(moved, monkeypatch):
    office, laptop, other = moved["office"], moved["P1"], moved["P2"]
    for number in range(3):
        other.add(row=f"firma-{number}", name="Młyn")
    writer = other.db.who.writer
    with monkeypatch.context() as patch:
        patch.setattr(lacking, "held_by", lambda *_who: {(writer, "2816"): 1})
        other.export()
        patch.setattr(lacking, "held_by", lambda *_who: {(writer, "2816"): 3})
        other.add(row="firma-3", name="Młyn")
        assert laptop.take(other.export("P1")).files[0].missing == [(writer, "2816", 1, 3)]
    assert exchange.status(laptop.db).waiting == 1
    grant(moved, "P1", "2805")
    assert laptop.take(office.export("P1")).files[0].missing == []
    told = exchange.status(laptop.db)
    assert told.waiting == 0
    assert [one.missing for one in told.devices if one.missing] == []
    assert laptop.faults() == []
    grant(moved, "P1", "2816")
    meet(moved)
    assert laptop.value("firma-3", "name") == "Młyn"
    assert laptop.sql("SELECT * FROM waiting") == []


@pytest.mark.parametrize("decide", [None, held_changes.reject])
def test_what_the_office_has_is_handed_over(moved, decide):
    office, laptop = moved["office"], moved["P1"]
    grant(moved, "P1", "2805")
    laptop.edit("firma", phone="501")
    assert exchange.status(laptop.db).unconfirmed == 1
    office.take(laptop.export())
    if decide is not None:
        decide(office.db, laptop.device)
    laptop.take(office.export("P1"))
    assert exchange.status(laptop.db).unconfirmed == 0
    assert exchange.summary(laptop.db).startswith("everything handed over")


ANNA = {"first_name": "Anna", "last_name": "Łośkiewicz", "group": "employer", "county": "2816"}


@pytest.fixture
def remembered(moved):
    """A person whom the laptop knows when it loses the county, and whom the office erases then."""
    office, laptop = moved["office"], moved["P1"]
    moved["P2"].add(row="anna", entity="person", **ANNA)
    moved["P2"].add(row="ewa", entity="person", **(ANNA | {"first_name": "Ewa"}))
    meet(moved)
    laptop.edit("anna", entity="person", email="skrzynka@example.org")
    meet(moved)
    grant(moved, "P1", "2805")
    meet(moved)
    erasure.erase_person(office.db, "anna")
    return moved


def words_of(place) -> str:
    tables = ("entry", "person", "sibling", "undo_step")
    return repr([tuple(row) for name in tables for row in place.sql(f"SELECT * FROM {name}")])


def test_who_is_erased_there_later_is_erased_on_the_laptop_too(remembered):
    office, laptop = remembered["office"], remembered["P1"]
    report = laptop.take(office.export("P1"))
    assert ("person", "anna") in report.changes.rows
    assert laptop.value("anna", "last_name", "person") is None
    assert laptop.value("ewa", "last_name", "person") == "Łośkiewicz"
    assert "Anna" not in words_of(laptop)
    assert "skrzynka" not in words_of(laptop)
    assert laptop.faults() == []
    assert not laptop.take(office.export("P1")).refused
    assert not office.take(laptop.export()).refused
    laptop.close()
    repair(laptop.folder)
    assert laptop.value("anna", "last_name", "person") is None
    assert laptop.faults() == []


def test_the_county_comes_back_after_an_erasure_that_was_told(remembered):
    office, laptop = remembered["office"], remembered["P1"]
    laptop.take(office.export("P1"))
    grant(remembered, "P1", "2816", "2805")
    meet(remembered)
    assert laptop.dump(("2816",)) == office.dump(("2816",))
    assert laptop.faults() == []


def test_only_the_office_tells_of_such_erasures_and_only_of_lost_counties(remembered):
    office, other = remembered["office"], remembered["P2"]
    remembered.round("P2")
    for sender, to in ((other, "P1"), (other, "office"), (office, "P2"), (office, "P3")):
        receiver = remembered[to]
        with forging.opened(sender.export(to), receiver) as bundle:
            assert bundle.manifest.erased == {}
    with forging.opened(office.export("P1"), remembered["P1"]) as bundle:
        assert list(bundle.manifest.erased) == ["2816"]


def test_nobody_else_is_believed_that_somebody_was_erased(remembered):
    laptop, other = remembered["P1"], remembered["P2"]
    said = {"2816": (("person", "ewa", "first_name last_name"),)}
    file = forging.resealed(other.export("P1"), other, laptop, erased=said)
    assert not laptop.take(file).refused
    assert laptop.value("ewa", "last_name", "person") == "Łośkiewicz"


def test_where_she_works_only_an_erasure_erases(remembered):
    office, laptop = remembered["office"], remembered["P1"]
    laptop.add(row="jan", entity="person", **(ANNA | {"county": "2805", "first_name": "Jan"}))
    meet(remembered)
    said = {"2805": (("person", "jan", "first_name last_name"),)}
    file = forging.resealed(office.export("P1"), office, laptop, erased=said)
    assert not laptop.take(file).refused
    assert laptop.value("jan", "last_name", "person") == "Łośkiewicz"


def test_what_waits_of_a_lost_county_forgets_the_erased_too(moved, monkeypatch):
    """Nobody fills the gap before it any more: it stays, and must not keep her name."""
    office, laptop, other = moved["office"], moved["P1"], moved["P2"]
    other.add(row="firma-1", name="Młyn")
    first = other.export("P1")
    with monkeypatch.context() as patch:
        patch.setattr(lacking, "held_by", lambda *_who: {(other.db.who.writer, "2816"): 1})
        other.add(row="anna", entity="person", **ANNA)
        assert laptop.take(other.export("P1")).files[0].taken.waiting
    office.take(first, other.export())
    grant(moved, "P1", "2805")
    erasure.erase_person(office.db, "anna")
    before = repr([tuple(row) for row in laptop.sql("SELECT bytes FROM waiting")])
    assert "Anna" in before
    assert not laptop.take(office.export("P1")).refused
    assert "Anna" not in repr([tuple(row) for row in laptop.sql("SELECT bytes FROM waiting")])
    assert laptop.faults() == []
