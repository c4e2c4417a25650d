"""An answer taken back: the question comes again where it was answered, as often as need be."""

import shutil

import pytest

from app.base.errors import UserError
from app.services import conflict_rules, conflicts, erasure, exchange
from app.services.same_records import differences

PERSON = {"first_name": "Anna", "last_name": "Nowak", "group": "employer", "county": "2816"}


@pytest.fixture
def asked(network):
    """Return a company whose phone P1 and P2 changed apart; both know it."""
    row = network["P1"].add(name="Tartak", phone="500")
    meet(network)
    network["P2"].edit(row, phone="502")
    network.pass_time()
    network["P1"].edit(row, phone="501")
    meet(network)
    return row


def meet(network, *names):
    for _ in range(2):
        network.round(*(names or ("P1", "P2")))


def question(row):
    return {f"{row}.phone": frozenset({"501", "502"})}


@pytest.mark.parametrize("choice", ["mine", "theirs", "base", "both", "510"])
def test_the_question_comes_again_with_its_values_however_it_was_answered(network, asked, choice):
    place = network["P1"]
    before = place.db.read(conflicts.shown, f"{asked}.phone")
    place.answer(f"{asked}.phone", choice)
    assert place.conflicts() == {}
    place.db.undo()
    assert place.value(asked, "phone") == "501"
    again = place.db.read(conflicts.shown, f"{asked}.phone")
    assert (again.base, again.mine, again.theirs) == (before.base, before.mine, before.theirs)
    assert again.values == before.values
    assert exchange.status(place.db).conflicts == 1
    assert [one.id for one in place.db.read(conflict_rules.questions)] == [f"{asked}.phone"]
    assert place.faults() == []


def test_answered_and_taken_back_again_and_again(network, asked):
    place = network["P1"]
    for choice, value in (("theirs", "502"), ("mine", "501"), ("base", "500")):
        place.answer(f"{asked}.phone", choice)
        assert (place.value(asked, "phone"), place.conflicts()) == (value, {})
        place.db.undo()
        assert (place.value(asked, "phone"), place.conflicts()) == ("501", question(asked))
    place.db.redo()
    assert (place.value(asked, "phone"), place.conflicts()) == ("500", {})
    place.db.undo()
    assert place.conflicts() == question(asked)


def test_the_same_answer_done_again_settles_it_again(network, asked):
    place = network["P1"]
    place.answer(f"{asked}.phone", "mine")  # the value that is shown already
    for _ in range(2):
        place.db.undo()
        assert place.conflicts() == question(asked)
        place.db.redo()
        assert place.conflicts() == {}


def test_others_hold_what_was_shown_and_are_not_asked(network, asked):
    network["P1"].answer(f"{asked}.phone", "theirs")
    meet(network)
    network["P1"].db.undo()
    meet(network)
    assert [network[name].value(asked, "phone") for name in ("office", "P1", "P2")] == ["501"] * 3
    assert network["P2"].conflicts() == {}
    assert network["P1"].conflicts() == question(asked), "an import does not answer it"
    assert differences(network["P1"].db, network["P2"].db) == []
    network["P1"].answer(f"{asked}.phone", "theirs")
    meet(network)
    assert [network[name].value(asked, "phone") for name in ("office", "P1", "P2")] == ["502"] * 3


@pytest.mark.parametrize("who", ["P1", "P2"])
def test_a_later_change_of_the_field_ends_the_question(network, asked, who):
    network["P1"].answer(f"{asked}.phone", "theirs")
    network["P1"].db.undo()
    meet(network)
    network[who].edit(asked, phone="777")
    meet(network)
    assert network["P1"].conflicts() == {}
    assert network["P1"].value(asked, "phone") == "777"


def test_a_change_that_had_not_seen_the_undo_is_an_ordinary_question(network, asked):
    network["P1"].answer(f"{asked}.phone", "theirs")
    network["P1"].db.undo()
    network["P2"].edit(asked, phone="777")
    meet(network)
    assert network["P2"].conflicts() == {f"{asked}.phone": frozenset({"501", "777"})}
    assert network["P1"].conflicts() == network["P2"].conflicts()
    assert exchange.status(network["P1"].db).conflicts == 1


def test_other_fields_may_change_meanwhile_and_a_restart_keeps_the_question(network, asked):
    network["P1"].answer(f"{asked}.phone", "theirs")
    network["P1"].db.undo()
    network["P1"].edit(asked, town="Pisz")
    network["P2"].edit(asked, email="a@b.example")
    meet(network)
    network["P1"].close()
    assert network["P1"].conflicts() == question(asked)


def test_what_was_done_before_the_question_is_not_taken_back_over_it(network, asked):
    place = network["P1"]
    place.answer(f"{asked}.phone", "theirs")
    place.db.undo()
    with pytest.raises(UserError, match="cannot be undone"):
        place.db.undo()
    assert place.conflicts() == question(asked)


def test_a_rule_for_many_taken_back_asks_all_of_them_again(network):
    rows = [network["P1"].add(name=f"Firma {n}", phone="500", town="Ełk") for n in range(5)]
    meet(network)
    for name in ("P2", "P1"):
        for row in rows:
            network[name].edit(row, phone=name, town=name)
        network.pass_time()
    meet(network)
    place = network["P1"]
    ids = sorted(place.conflicts())
    assert len(ids) == 10
    before = place.conflicts()
    place.db.write(conflict_rules.settle_all, ids, "theirs", label="Kept theirs in 10")
    assert place.conflicts() == {}
    place.db.undo()
    assert place.conflicts() == before
    assert sorted(one.id for one in place.db.read(conflict_rules.questions)) == ids
    place.db.write(conflict_rules.settle_all, ids, "newest", label="Kept the newest in 10")
    assert place.conflicts() == {}
    assert place.faults() == []


def test_an_ordinary_undo_asks_nothing(network, asked):
    place = network["P1"]
    place.answer(f"{asked}.phone", "theirs")
    place.edit(asked, phone="777")
    place.db.undo()
    assert (place.value(asked, "phone"), place.conflicts()) == ("502", {})
    place.db.undo()
    assert place.conflicts() == question(asked), "the answer itself, taken back after it"


def test_the_question_goes_along_when_a_copied_store_takes_another_name(network, asked):
    place, office, folder = network["P1"], network["office"], network.wire()
    place.close()
    shutil.copytree(place.folder, folder)
    place.answer(f"{asked}.phone", "theirs")
    place.db.undo()
    twin, writer = network.beside(place, folder), place.db.who.writer
    twin.edit(asked, town="Pisz")
    office.take(twin.export())
    twin.close()
    place.take(office.export("P1"))
    assert place.db.who.writer != writer
    assert place.conflicts() == question(asked)
    place.answer(f"{asked}.phone", "502")
    assert place.conflicts() == {}
    assert place.faults() == []


def test_of_erased_people_nothing_is_asked_again(network):
    row = network["P1"].add(entity="person", phone="500", **PERSON)
    meet(network)
    for name in ("P2", "P1"):
        network[name].edit(row, entity="person", phone=name)
        network.pass_time()
    meet(network)
    place = network["P1"]
    place.answer(f"{row}.phone", "theirs")
    place.db.undo()
    assert len(place.conflicts()) == 1
    erasure.erase_person(place.db, row)
    assert place.conflicts() == {}
    assert place.sql("SELECT count(*) FROM meta WHERE key LIKE 'asked-again%'") == [(0,)]


@pytest.mark.parametrize("seconds", [-60, 60], ids=["the undo is shown", "the other is shown"])
def test_the_same_value_from_one_who_did_not_see_the_undo_answers_nothing(network, asked, seconds):
    network["P1"].answer(f"{asked}.phone", "theirs")
    network["P1"].db.undo()
    network.pass_time(seconds)
    network["P2"].answer(f"{asked}.phone", "501")
    meet(network)
    assert network["P1"].conflicts() == question(asked)
    assert network["P2"].conflicts() == {}
    network["P1"].answer(f"{asked}.phone", "502")
    meet(network)
    assert network["P1"].conflicts() == {}
    assert [network[name].value(asked, "phone") for name in ("office", "P1", "P2")] == ["502"] * 3


@pytest.mark.parametrize("seconds", [-60, 60], ids=["the answer is shown", "the other is shown"])
def test_an_answer_that_another_gave_too_is_asked_again(network, asked, seconds):
    network["P1"].answer(f"{asked}.phone", "theirs")
    network.pass_time(seconds)
    network["P2"].answer(f"{asked}.phone", "502")
    meet(network)
    assert network["P1"].conflicts() == {}
    network["P1"].db.undo()
    assert network["P1"].conflicts() == question(asked)
    assert network["P1"].value(asked, "phone") == "501"
