"""What is held goes to the office once and within the limit; what is turned down is let go of."""

import json

import pytest

from app.base.errors import UserError
from app.services import devices, erasure, held_changes
from app.sync import held
from app.sync.decisions import Decisions
from app.sync.repairing import repair
from tests.sync import forging
from tests.sync.damaged_store import Damage, break_by
from tests.sync.living_network import Place
from tests.sync.test_revoking import ANNA, held_of, meet, same
from tests.sync.test_volumes import fill, split


@pytest.fixture
def lost(network):
    """A network that knows a company, and whose first laptop is revoked; P2 has its later work."""
    network["P1"].add(row="firma", name="Tartak", phone="500")
    meet(network)
    network["P1"].edit("firma", phone="501")
    network["P2"].take(network["P1"].export("P2"))
    devices.revoke(network["office"].db, network["P1"].device)
    network["P2"].take(network["office"].export("P2"))
    assert len(held_of(network["P2"])) == 1
    return network


def segments_in(file, receiver) -> list[str]:
    with forging.opened(file, receiver) as bundle:
        return [part.writer for part in bundle.manifest.segments]


def reject(network, name="P1") -> None:
    held_changes.reject(network["office"].db, network[name].device)


def test_what_the_office_holds_is_not_sent_to_it_again(lost):
    office, other, writer = lost["office"], lost["P2"], lost["P1"].db.who.writer
    for _ in range(2):
        file = other.export()
        assert segments_in(file, office) == [writer], "nobody knows yet that it arrived"
    office.take(file)
    other.take(office.export("P2"))
    assert segments_in(other.export(), office) == []
    assert held_of(other) != [], "kept until the office decides"


def test_damage_to_what_the_office_holds_is_mended(lost):
    office, other = lost["office"], lost["P2"]
    office.take(other.export())
    other.take(office.export("P2"))
    other.close()
    wrong = f"UPDATE meta SET value='x' WHERE key='{held.THERE}'"
    assert break_by(other.folder, Damage("", (wrong,)))
    assert [fault.where for fault in other.faults()] == [f"meta {held.THERE}"]
    other.close()
    repair(other.folder)
    assert other.faults() == []
    assert segments_in(other.export(), office) != [], "sent once more: nobody knows"


def test_an_office_that_was_put_back_gets_what_was_held_again(lost):
    office, other = lost["office"], lost["P2"]
    office.take(other.export())
    other.take(office.export("P2"))
    with office.db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM held")
    other.take(office.export("P2"))
    office.take(other.export())
    assert len(held_of(office)) == 1


def test_only_the_office_is_believed_what_it_holds(lost):
    office, other, third = lost["office"], lost["P2"], lost["P4"]
    ((sum_,),) = other.sql("SELECT sum FROM held")
    other.take(forging.resealed(third.export("P2"), third, other, [], held=(sum_,)))
    assert segments_in(other.export(), office) != []
    assert other.faults() == []


def test_what_is_held_counts_towards_the_limit(lost):
    office, laptop, other = lost["office"], lost["P1"], lost["P2"]
    fill(laptop)
    for file in split(laptop, "P2"):
        other.take(file.path)
    files = split(other)
    assert len(files) > 2
    assert not any(file.is_larger for file in files)
    office.take(*[file.path for file in reversed(files)])
    assert held_of(office) == held_of(other)
    held_changes.accept(office.db, laptop.device)
    meet(lost, "P2")
    same(lost, "P2")


def test_what_is_turned_down_is_let_go_of_everywhere(lost):
    office, laptop, other = lost["office"], lost["P1"], lost["P2"]
    office.take(other.export())
    file = laptop.export()
    before = office.dump(("2816",))
    reject(lost)
    assert held_of(office) == []
    meet(lost, "P2", "P4")
    assert held_of(other) == []
    for place in (office, other):
        report = place.take(file if place is office else laptop.export("P2"))
        assert (report.files[0].result, held_of(place)) == ("known", [])
    assert office.dump(("2816",)) == before
    same(lost, "P2", "P4")
    with pytest.raises(UserError, match="Nothing of P1"):
        reject(lost)


def test_who_hears_of_both_at_once_keeps_nothing(network):
    """P2 took the lost laptop's work in before it heard of anything."""
    office, laptop, other = network["office"], network["P1"], network["P2"]
    laptop.add(row="firma", phone="500")
    meet(network)
    laptop.edit("firma", phone="501")
    other.take(laptop.export("P2"))
    devices.revoke(office.db, laptop.device)
    office.take(laptop.export())
    reject(network)
    assert other.value("firma", "phone") == "501"
    other.take(office.export("P2"))
    assert other.value("firma", "phone") == "500"
    assert held_of(other) == []
    same(network, "P2")


def test_later_changes_are_held_anew_and_accepting_them_lets_in_all(lost):
    office, laptop, other = lost["office"], lost["P1"], lost["P2"]
    office.take(other.export())
    reject(lost)
    laptop.edit("firma", www="tartak.pl")
    office.take(laptop.export())
    assert len(held_of(office)) == 1
    held_changes.accept(office.db, laptop.device)
    office.take(laptop.export())
    meet(lost, "P2")
    assert office.value("firma", "phone") == "501"
    assert office.value("firma", "www") == "tartak.pl"
    same(lost, "P2")


def test_a_laptop_hears_that_its_changes_in_a_lost_county_were_turned_down(network):
    office, laptop = network["office"], network["P4"]
    laptop.add(row="elk", name="Ełk", county="2805")
    meet(network)
    devices.grant(office.db, laptop.device, ("2816",))
    laptop.edit("elk", phone="unaware")
    office.take(laptop.export())
    reject(network, "P4")
    laptop.take(office.export("P4"))
    file = laptop.export()
    with forging.opened(file, office) as bundle:
        assert [part.scope for part in bundle.manifest.segments if part.scope == "2805"] == []
    assert not office.take(file).refused
    assert held_of(office) == []
    devices.grant(office.db, laptop.device, ("2816", "2805"))
    meet(network, "P4", "P3")
    assert office.value("elk", "phone") == "unaware", "a stream has no holes"
    same(network, "P3", "P4", scope="2805")


def test_only_the_office_turns_down(lost):
    with pytest.raises(UserError, match="Only the central office"):
        held_changes.reject(lost["P2"].db, lost["P1"].device)


def test_decisions_are_written_so_that_an_older_program_reads_the_accepted_ones():
    decided = Decisions({"d~1": {"2816": 3}}, {"d~1": {"2816": 9}, "d~2": {}})
    text = decided.written()
    assert json.loads(text)["d~1"] == {"2816": 3}
    assert Decisions.read(text) == Decisions({"d~1": {"2816": 3}}, {"d~1": {"2816": 9}})
    assert Decisions.read(None) == Decisions.read("[]") == Decisions({}, {})
    assert decided.without(("2816",)) == Decisions({}, {})


@pytest.fixture
def thief(network) -> Place:
    """A laptop that is stolen, and whose thief erases a person before anybody knows."""
    laptop = network["P1"]
    laptop.add(row="anna", entity="person", **ANNA)
    meet(network)
    erasure.erase_person(laptop.db, "anna")
    return laptop


def test_an_erasure_that_a_colleague_heard_of_first_is_shown_to_the_office(network, thief):
    """What was blanked at the colleague's stays blank there; everybody else still has it."""
    office, other = network["office"], network["P2"]
    other.take(thief.export("P2"))
    devices.revoke(office.db, thief.device)
    meet(network, "P2", "P4")
    (told,) = office.db.read(held_changes.listed)
    assert told.erases == 1
    assert [action.erases for action in told.actions] == [1]
    assert office.value("anna", "last_name", "person") == "Nowak"
    assert network["P4"].value("anna", "last_name", "person") == "Nowak"
    assert other.value("anna", "last_name", "person") is None
    for name in ("office", "P2", "P4"):
        assert network[name].faults() == [], name
    reject(network)
    meet(network, "P2", "P4")
    assert office.value("anna", "last_name", "person") == "Nowak"
    for name in ("office", "P2", "P4"):
        assert network[name].faults() == [], name


def test_an_erasure_that_is_accepted_excuses_what_comes_with_it(network):
    """The decision and all that it lets in come in one file, blanked by the office."""
    laptop, office, other = network["P1"], network["office"], network["P2"]
    laptop.add(row="anna", entity="person", **ANNA)
    meet(network)
    devices.revoke(office.db, laptop.device)
    other.take(office.export("P2"))
    laptop.edit("anna", entity="person", phone="600 700 800")
    office.take(laptop.export())
    erasure.erase_person(laptop.db, "anna")
    office.take(laptop.export())
    held_changes.accept(office.db, laptop.device)
    other.take(office.export("P2"))
    assert other.sql("SELECT * FROM waiting") == []
    assert other.value("anna", "phone", "person") is None
    same(network, "P2")


@pytest.mark.parametrize(
    "text", ["x", "[]", "[" * 100_000, '{"a~1": 7}', '{"a~1": {"2816": "x"}, "rejected": [1]}']
)
def test_decisions_that_nobody_wrote_decide_nothing(text):
    found = Decisions.read(text)
    assert not any(found.accepted.values())
    assert found.rejected == {}


def test_damaged_held_changes_do_not_hide_the_others(lost):
    office, laptop = lost["office"], lost["P1"]
    office.take(lost["P2"].export())
    with office.db.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE held SET bytes = CAST('x' || char(10) || 'y' AS BLOB) WHERE rowid = 1"
        )
    laptop.edit("firma", phone="502")
    office.take(laptop.export())
    (one,) = office.db.read(held_changes.listed)
    assert one.device == laptop.device
