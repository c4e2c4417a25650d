"""Joined companies over the exchange: who joins what, who edits which, in any order, ends alike."""

import pytest

from app.base.errors import UserError
from app.services import companies, erasure, joined, merging
from app.services.same_records import differences
from tests.sync.histories.erasures import name_in_the_clear

A, B, C = "row-a", "row-b", "row-c"
PISZ = ("office", "P1", "P2")


@pytest.fixture
def three(network):
    """Return the network in which the office and both laptops of Pisz hold three companies."""
    network["P1"].add(A, name="Tartak", phone="501")
    network["P1"].add(B, name="Tartak Pisz", town="Pisz")
    network["P2"].add(C, name="Piła")
    meet(network)
    return network


def meet(network):
    for _ in range(2):
        network.round("P1", "P2")


def join(place, one, other):
    place.db.write(merging.join, one, other, label="Joined")


def part(place, row):
    place.db.write(merging.part, row, label="Parted")


def shown(network):
    """Return what all three show, which must be the same."""
    found = [tuple(sorted(network[name].db.read(companies.ids))) for name in PISZ]
    assert len(set(found)) == 1
    for name in PISZ[1:]:
        assert differences(network["office"].db, network[name].db) == []
        assert network[name].faults() == []
    return found[0]


def whole(place, row):
    return place.db.read(joined.whole, row)


def test_joined_by_the_office_while_a_promoter_edits_either(three):
    join(three["office"], B, A)
    three["P1"].edit(A, phone="777")
    three["P2"].edit(B, email="b@pisz.pl")
    meet(three)
    assert shown(three) == (A, C)
    for name in PISZ:
        company = whole(three[name], B).company
        assert (company.id, company.phone, company.email) == (A, "777", "b@pisz.pl")
        assert company.town == "Pisz"
        assert three[name].conflicts() == {}


def test_joined_by_two_in_either_direction_is_one_judgement(three):
    join(three["P1"], A, B)
    join(three["P2"], B, A)
    meet(three)
    assert shown(three) == (A, C)
    assert len(three["office"].sql("SELECT id FROM merge_edge")) == 1
    assert three["office"].conflicts() == {}


def test_two_judgements_make_a_chain(three):
    join(three["P1"], B, A)
    join(three["P2"], C, B)
    meet(three)
    assert shown(three) == (A,)
    part(three["office"], B)
    meet(three)
    assert shown(three) == (A, B)
    assert whole(three["P1"], C).members == (A, C)


def test_taken_apart_after_edits_of_both_each_has_its_own(three):
    join(three["office"], A, B)
    meet(three)
    three["P1"].edit(A, phone="111")
    three["P2"].edit(B, phone="222", name="Tartak Nowy")
    meet(three)
    company = whole(three["office"], A)
    assert (company.company.phone, company.also["phone"]) == ("111", ("222",))
    part(three["P1"], A)
    meet(three)
    assert shown(three) == (A, B, C)
    for name in PISZ:
        place = three[name]
        assert (place.value(A, "phone"), place.value(B, "phone")) == ("111", "222")
        assert place.value(A, "name") == "Tartak"
        assert place.value(B, "name") == "Tartak Nowy"
        assert place.db.read(companies.ids, "nowy") == [B]


def test_the_same_against_not_the_same_is_a_question(three):
    join(three["P1"], A, B)
    three["P2"].db.write(merging.keep_apart, A, B, label="Apart")
    meet(three)
    before = shown(three)
    for name in PISZ:
        (question,) = three[name].conflicts()
        assert question.endswith(".verdict")
    three["office"].answer(question, "same")
    meet(three)
    assert shown(three) == (A, C)
    assert before in {(A, C), (A, B, C)}
    assert all(three[name].conflicts() == {} for name in PISZ)


def test_a_face_deleted_elsewhere_leaves_the_other(three):
    join(three["P1"], A, B)
    three["P2"].delete(A)
    meet(three)
    assert shown(three) == (B, C)
    assert whole(three["office"], A).company.id == B


def test_who_holds_one_county_of_two_sees_its_company_and_no_more(network):
    network["P1"].add(A, name="Dwa Młoty")
    network["P3"].add(B, name="Zakład Dwa Młoty")
    network.round()
    join(network["office"], A, B)
    network.round()
    for name, expected in (("office", [A]), ("P4", [A]), ("P1", [A]), ("P3", [B])):
        assert network[name].db.read(companies.ids) == expected
        assert network[name].faults() == []
    assert network["P3"].sql("SELECT * FROM merge_edge") == []
    assert "Zakład" not in "".join(network["P1"].dump())
    with pytest.raises(UserError):
        join(network["P3"], A, B)
    network["P3"].edit(B, phone="87 1")
    network.round()
    assert whole(network["P4"], A).company.phone == "87 1"


def test_one_whose_name_was_erased_stands_as_it_is_replayed_after_it_was_parted(network):
    place = network["P1"]
    for row in ("a", "b"):
        place.add(row, name="Tartak")
    place.db.write(merging.join, "a", "b", label="Joined")
    place.db.write(name_in_the_clear, "company", "b", label="Erased", undoable=False)
    erasure.finish(place.db)
    place.db.write(merging.part, "b", label="Parted")
    assert place.sql("SELECT name, sort_key FROM company WHERE id='b'") == [(None, "")]
    assert place.faults() == []
