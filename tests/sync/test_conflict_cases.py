"""Named cases of two people and one record: what is asked, what is not, and what an answer does."""

from datetime import timedelta

import pytest

from app.base import clock
from app.model.company import Company
from app.model.task import Task
from app.services import naming, records
from app.sync import lacking


def meet(network, *names):
    """Exchange until all have all."""
    for _ in range(2):
        network.round(*(names or ("P1", "P2")))


def test_the_same_instant_shows_the_same_value_everywhere(network):
    for name in ("P2", "P1", "office"):  # each store learns of the others in another order
        network[name].add(name=name)
    rows = [network["P1"].add(name=f"Firma {n}") for n in range(4)]
    meet(network)
    for names in (("P1", "P2"), ("P2", "office"), ("office", "P1"), ("P1", "P2")):
        network.pass_time()
        row = rows.pop()
        for name in names:
            network[name].edit(row, phone=name)
        meet(network)
        assert len(set(everywhere(network, row, "phone"))) == 1


def everywhere(network, row, name):
    return [network[place].value(row, name) for place in ("office", "P1", "P2")]


def test_a_concurrent_edit_is_asked_on_all_sides_and_answered_once(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    asked = {f"{row}.phone": frozenset({"501", "502"})}
    assert [network[name].conflicts() for name in ("office", "P1", "P2")] == [asked] * 3
    assert len(set(everywhere(network, row, "phone"))) == 1
    network["P2"].answer(f"{row}.phone", "mine")
    meet(network)
    assert everywhere(network, row, "phone") == ["502"] * 3
    assert [network[name].conflicts() for name in ("office", "P1", "P2")] == [{}] * 3


def test_other_fields_of_the_record_both_stay(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, town="Pisz")
    meet(network)
    assert everywhere(network, row, "phone") == ["501"] * 3
    assert everywhere(network, row, "town") == ["Pisz"] * 3
    assert network["office"].conflicts() == {}


def test_equal_values_are_no_question(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="501")
    meet(network)
    assert network["office"].conflicts() == network["P1"].conflicts() == {}


def test_of_two_equal_values_each_is_kept_for_whoever_saw_the_other_alone(network, row):
    for name in ("P2", "P1"):
        network.pass_time()
        network[name].edit(row, phone="501")
    network["P4"].take(network["P1"].export("P4"))
    network["P4"].edit(row, phone="502")
    network["office"].take(network["P1"].export(), network["P2"].export())
    meet(network)
    network.round("P4")
    meet(network)
    for name in ("office", "P1", "P2", "P4"):
        assert network[name].conflicts() == {f"{row}.phone": frozenset({"501", "502"})}, name


def test_away_and_back_again_counts_as_a_change(network, row):
    network["P1"].edit(row, phone="501")
    network["P1"].edit(row, phone="500")
    network["P2"].edit(row, phone="502")
    meet(network)
    assert network["office"].conflicts() == {f"{row}.phone": frozenset({"500", "502"})}


def test_a_later_edit_that_saw_the_earlier_is_no_question(network, row):
    network["P1"].edit(row, phone="501")
    meet(network)
    network["P2"].edit(row, phone="502")
    meet(network)
    assert everywhere(network, row, "phone") == ["502"] * 3
    assert network["office"].conflicts() == {}


def test_a_wrong_clock_wins_no_causal_order(network, row):
    network["P1"].offset = timedelta(days=365)
    network["P1"].edit(row, phone="501")
    meet(network)
    network["P2"].edit(row, phone="502")
    meet(network)
    assert everywhere(network, row, "phone") == ["502"] * 3
    assert network["office"].conflicts() == {}


def test_a_clock_that_goes_backwards_keeps_the_order_of_saves(network, row):
    network["P1"].edit(row, phone="501")
    network["P1"].offset = timedelta(days=-400)
    network["P1"].edit(row, phone="502")
    meet(network)
    assert everywhere(network, row, "phone") == ["502"] * 3
    times = [step[0] for step in network["P1"].sql("SELECT time FROM entry WHERE dot>>32 = 1")]
    assert times == sorted(times)


def test_three_values_are_one_question(network, row):
    network["office"].edit(row, phone="500 000")
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    asked = {f"{row}.phone": frozenset({"500 000", "501", "502"})}
    assert network["P1"].conflicts() == network["office"].conflicts() == asked
    network["office"].answer(f"{row}.phone", "503")
    meet(network)
    assert everywhere(network, row, "phone") == ["503"] * 3
    assert network["P2"].conflicts() == {}


def test_two_answers_that_differ_are_asked_again(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    network["P1"].answer(f"{row}.phone", "mine")
    network["P2"].answer(f"{row}.phone", "mine")
    meet(network)
    asked = {f"{row}.phone": frozenset({"501", "502"})}
    assert [network[name].conflicts() for name in ("office", "P1", "P2")] == [asked] * 3


def test_two_equal_answers_settle_it(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    network["P1"].answer(f"{row}.phone", "501")
    network["P2"].answer(f"{row}.phone", "501")
    meet(network)
    assert everywhere(network, row, "phone") == ["501"] * 3
    assert network["office"].conflicts() == {}


def test_an_answer_meets_a_new_edit(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    network["office"].answer(f"{row}.phone", "501")
    network["P2"].edit(row, phone="503")
    meet(network)
    assert network["P1"].conflicts() == {f"{row}.phone": frozenset({"501", "503"})}


def test_delete_against_edit_stays_visible_and_is_asked(network, row):
    network["office"].delete(row)
    network["P1"].edit(row, phone="501")
    meet(network)
    assert everywhere(network, row, "deleted") == [False] * 3
    asked = {f"{row}.deleted": frozenset({0, 1})}
    assert [network[name].conflicts() for name in ("office", "P1", "P2")] == [asked] * 3
    network["P2"].answer(f"{row}.deleted", "true")
    meet(network)
    assert everywhere(network, row, "deleted") == [True] * 3
    assert network["office"].conflicts() == {}


def test_delete_against_delete_is_a_delete(network, row):
    network["office"].delete(row)
    network["P1"].delete(row)
    meet(network)
    assert everywhere(network, row, "deleted") == [True] * 3
    assert network["P2"].conflicts() == {}


def test_who_edits_a_deleted_record_leaves_it_deleted(network, row):
    network["P1"].delete(row)
    network["P1"].edit(row, phone="501")
    meet(network)
    assert everywhere(network, row, "deleted") == [True] * 3
    assert network["P1"].faults() == []


def test_what_a_writer_learns_later_does_not_settle_what_it_wrote_before(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    network["office"].take(network["P2"].export())
    network["P1"].take(network["office"].export("P1"))
    network["P1"].edit(row, town="Pisz")
    network["office"].take(network["P1"].export())
    assert network["office"].conflicts() == {f"{row}.phone": frozenset({"501", "502"})}


def test_null_and_empty_are_two_values(network, row):
    network["P1"].edit(row, phone="")
    network["P2"].edit(row, phone=None)
    meet(network)
    assert network["office"].conflicts() == {f"{row}.phone": frozenset({"", None})}


def test_letters_are_composed_so_that_equal_texts_meet(network, row):
    network["P1"].edit(row, town="Łódź")
    network["P2"].edit(row, town="Ło\u0301dz\u0301")
    meet(network)
    assert everywhere(network, row, "town") == ["Łódź"] * 3
    assert network["office"].conflicts() == {}


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 2**53 + 1, 0])
def test_whole_numbers_travel_exactly(network, row, number):
    network["P1"].edit(row, headcount=number)
    meet(network)
    assert everywhere(network, row, "headcount") == [number] * 3


def test_texts_travel_exactly(network, row):
    text = 'a\nb\t"\\" \u2028 😀 \u202e ’„”'
    network["P1"].edit(row, address=text)
    meet(network)
    assert everywhere(network, row, "address") == [text] * 3


def test_a_child_before_its_parent(network):
    """A task arrives whose company is in a segment that comes later."""
    laptop = network["P1"]
    ids = laptop.db.write(_company_and_task, label="Both").result
    network.round("P1", "P2")
    network.round("P1", "P2")
    assert network["P2"].value(ids[1], "company", "task") == ids[0]
    lone = laptop.add(entity="task", title="Later", due=_today(), owner="p", company="not-here")
    network.round("P1", "P2")
    network.round("P1", "P2")
    assert network["P2"].value(lone, "company", "task") == "not-here"
    assert network["P2"].db.read(lambda s: naming.titles(s, "company", ["not-here"])) == {}
    assert network["P2"].faults() == []


def test_a_conflicts_name_survives_dots_in_a_records_id(network):
    row = network["P1"].add(row="a.b.c", name="Tartak")
    meet(network)
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    meet(network)
    network["office"].answer("a.b.c.phone", "501")
    assert network["office"].conflicts() == {}


def test_a_change_that_comes_after_what_replaced_it_was_replaced(network, row, monkeypatch):
    """P1 writes, P2 has seen it and writes, the office has seen only P2 and writes: no question."""
    network["P1"].edit(row, phone="501")
    network["P2"].take(network["P1"].export("P2"))
    network["P2"].edit(row, phone="502")
    first = network["P1"].export()
    with monkeypatch.context() as patch:  # as if the office had confirmed what it lost again
        held = {(network["P1"].db.who.writer, "2816"): 2}
        patch.setattr(lacking, "held_by", lambda connection, device: held)
        network["office"].take(network["P2"].export())
    network["office"].edit(row, phone="503")
    network["office"].take(first)
    assert network["office"].conflicts() == {}
    meet(network)
    assert everywhere(network, row, "phone") == ["503"] * 3
    assert [network[name].conflicts() for name in ("office", "P1", "P2")] == [{}] * 3
    assert network["office"].faults() == []


def _today():
    return clock.today()


def _company_and_task(session):
    made = records.save(session, records.new(Company, name="Młyn", kind="company"))
    task = records.new(Task, title="Call", due=_today(), owner="p", company=made.id)
    return made.id, records.save(session, task).id
