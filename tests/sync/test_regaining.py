"""Own changes above damage that nobody else has yet: a repair takes them along."""

import pytest

from app.sync.repairing import repair
from tests.sync.damaged_store import Damage, break_by, copied

_CHANGED = "UPDATE entry SET {0} = CAST(replace({0}, '{1}', '{2}') AS BLOB)"
_DAMAGES = {
    "its payload": _CHANGED.format("payload", "Firma 0", "Karta 0"),
    "its head": _CHANGED.format("head", '"n"', '"m"'),
    "its author": _CHANGED.format("head", '"a":"', '"a":"x'),
    "its type": "UPDATE entry SET payload = 1",
    "it is gone": "DELETE FROM entry",
    "its hash and its payload": "UPDATE entry SET payload = 'x', hash = 'x'",
}
_OF_THE_FIRST = " WHERE instr(payload, 'Firma 0')"


def work(laptop) -> None:
    """Add three companies in three entries; the last one's phone in a fourth."""
    for number in range(3):
        laptop.add(row=f"firma-{number}", name=f"Firma {number}")
    laptop.edit("firma-2", phone="500")


def broken(place, *statements: str) -> None:
    place.close()
    assert break_by(place.folder, Damage("", statements))


def both_rounds(network) -> None:
    network.round("P1")
    network.round("P1")


@pytest.mark.parametrize("statement", _DAMAGES.values(), ids=_DAMAGES.keys())
def test_what_stood_above_one_damaged_entry_goes_on(network, statement):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="sent", name="Sent")
    network.round("P1")
    work(laptop)
    writer = laptop.db.who.writer
    broken(laptop, statement + _OF_THE_FIRST)
    done = repair(laptop.folder)
    assert laptop.faults() == []
    assert laptop.db.who.writer != writer
    assert [laptop.value(f"firma-{n}", "name") for n in (1, 2)] == ["Firma 1", "Firma 2"]
    assert laptop.value("firma-2", "phone") == "500"
    assert laptop.sql("SELECT count(*) FROM company WHERE id='firma-0'") == [(0,)]
    assert done.regained == 3
    assert [(cut[0], cut[3] - cut[2]) for cut in done.cut] == [(writer, 0)]
    left = done.aside.read_text("utf-8") if done.aside else ""
    assert (left == "") == statement.startswith("DELETE")
    assert "Firma 1" not in left
    both_rounds(network)
    assert office.value("firma-1", "name") == "Firma 1"
    assert office.value("firma-2", "phone") == "500"
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.conflicts() == laptop.conflicts() == {}
    assert office.faults() == laptop.faults() == []


def test_who_did_it_when_and_in_what_words_stays(network):
    laptop = network["P1"]
    work(laptop)
    query = (
        "SELECT time, json_extract(CAST(head AS TEXT), '$.a'), payload FROM entry "
        "WHERE instr(payload, 'Firma 1') OR instr(payload, '500') ORDER BY time"
    )
    before = laptop.sql(query)
    broken(laptop, _DAMAGES["its payload"] + _OF_THE_FIRST)
    repair(laptop.folder)
    assert laptop.sql(query) == before
    tick = int(laptop.sql("SELECT value FROM meta WHERE key='tick'")[0][0])
    assert tick >= max(time for time, *_rest in before)


def test_what_the_office_has_is_not_recorded_twice(network):
    laptop, office = network["P1"], network["office"]
    work(laptop)
    network.round("P1")
    laptop.edit("firma-2", phone="501")
    broken(laptop, _DAMAGES["its payload"] + _OF_THE_FIRST)
    done = repair(laptop.folder)
    assert done.regained == 1
    assert laptop.value("firma-2", "phone") == "501"
    both_rounds(network)
    assert laptop.value("firma-0", "name") == "Firma 0"
    assert office.value("firma-2", "phone") == "501"
    assert office.conflicts() == laptop.conflicts() == {}
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.faults() == laptop.faults() == []


def test_what_was_handed_over_and_not_confirmed_arrives_beside_it(network):
    laptop, office = network["P1"], network["office"]
    work(laptop)
    on_its_way = laptop.export()
    broken(laptop, _DAMAGES["its payload"] + _OF_THE_FIRST)
    assert repair(laptop.folder).regained == 3
    office.take(on_its_way)
    both_rounds(network)
    assert laptop.value("firma-0", "name") == "Firma 0"
    assert office.conflicts() == laptop.conflicts() == {}
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.faults() == laptop.faults() == []


def test_what_an_entry_had_seen_it_has_seen_under_its_new_name(network):
    laptop, office = network["P1"], network["office"]
    office.add(row="firma", name="Tartak", phone="1")
    laptop.take(office.export("P1"))
    laptop.add(row="firma-0", name="Firma 0")
    office.edit("firma", phone="2")
    laptop.take(office.export("P1"))
    laptop.edit("firma", phone="3")
    broken(laptop, _DAMAGES["its payload"] + _OF_THE_FIRST)
    assert repair(laptop.folder).regained == 1
    both_rounds(network)
    assert office.conflicts() == laptop.conflicts() == {}
    assert office.value("firma", "phone") == laptop.value("firma", "phone") == "3"
    assert office.faults() == laptop.faults() == []


def test_a_second_repair_and_a_second_damage_lose_nothing_more(network, tmp_path):
    laptop = network["P1"]
    work(laptop)
    broken(laptop, _DAMAGES["its payload"] + _OF_THE_FIRST)
    repair(laptop.folder)
    broken(laptop, _DAMAGES["its author"] + " WHERE instr(payload, 'Firma 1')")
    done = repair(laptop.folder)
    assert done.regained == 2
    assert laptop.value("firma-2", "phone") == "500"
    laptop.close()
    again = copied(laptop.folder, tmp_path / "again")
    assert repair(again).regained == 0
    both_rounds(network)
    assert network["office"].value("firma-2", "phone") == "500"
    assert laptop.faults() == []


def test_what_was_undone_is_done_again_after_a_repair_that_cuts_nothing(network):
    laptop = network["P1"]
    work(laptop)
    for phone in ("501", "502"):
        laptop.edit("firma-2", phone=phone)
    laptop.db.undo()
    laptop.db.undo()
    broken(laptop, "UPDATE company SET phone = 'x'")
    repair(laptop.folder)
    assert laptop.faults() == []
    for phone in ("501", "502"):
        laptop.db.redo()
        assert laptop.value("firma-2", "phone") == phone
    assert laptop.db.redo_label() is None
    laptop.db.undo()
    assert laptop.value("firma-2", "phone") == "501"
