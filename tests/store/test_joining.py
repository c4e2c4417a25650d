"""Joined companies: one in every list, found by the words of all, and two again when let go."""

import pytest

from app.base.errors import UserError
from app.model.company import Company
from app.model.merge_edge import MergeEdge
from app.services import companies, merging, records
from app.store import faces, verify


def added(database, row, **values):
    def deed(session):
        made = records.new(Company, id=row, **{"name": row, "kind": "company", **values})
        records.save(session, made)

    database.write(deed, label="Add")


@pytest.fixture
def three(database):
    for number, name in enumerate(("Tartak Pisz", "TARTAK P.", "Piła"), 1):
        added(database, f"row-{number}", name=name, county="2816", nip=None)
    return database


def joined(database, one, other):
    database.write(merging.join, one, other, label="Joined")


def parted(database, row):
    database.write(merging.part, row, label="Parted")


def listed(database, text=""):
    return database.read(companies.ids, text)


def faces_of(database):
    with database.reading() as connection:
        return dict(connection.exec_driver_sql("SELECT row, face FROM face").all())


def test_joined_companies_are_listed_once_under_the_earliest_id(three):
    joined(three, "row-2", "row-1")
    assert listed(three) == ["row-3", "row-1"]
    assert faces_of(three) == {"row-1": "row-1", "row-2": "row-1"}
    assert three.read(faces.members, "row-2") == ("row-1", "row-2")


def test_the_face_is_found_by_the_words_of_all(three):
    joined(three, "row-1", "row-2")
    assert listed(three, "pisz") == listed(three, "tartak p") == ["row-1"]
    assert listed(three, "p. pisz") == ["row-1"]


def test_parting_shows_both_again_as_they_were(three):
    before = listed(three), listed(three, "tartak")
    joined(three, "row-1", "row-2")
    parted(three, "row-2")
    assert (listed(three), listed(three, "tartak")) == before
    assert faces_of(three) == {}


def test_the_face_may_leave_a_chain_and_the_rest_stays_one(three):
    joined(three, "row-2", "row-1")
    joined(three, "row-1", "row-3")
    assert listed(three) == ["row-1"]
    parted(three, "row-1")
    assert faces_of(three) == {"row-2": "row-2", "row-3": "row-2"}
    assert len(listed(three)) == 2


def test_a_deleted_face_gives_its_place_to_the_next(three):
    joined(three, "row-1", "row-2")
    three.write(lambda s: records.delete(s, s.get(Company, "row-1")), label="Delete")
    assert listed(three, "tartak") == ["row-2"]
    three.undo()
    assert listed(three, "tartak") == ["row-1"]


def test_undo_takes_a_join_and_a_parting_back(three):
    joined(three, "row-1", "row-2")
    three.undo()
    assert len(listed(three)) == 3
    joined(three, "row-1", "row-2")
    parted(three, "row-2")
    three.undo()
    assert len(listed(three)) == 2


def test_an_edit_of_a_hidden_one_is_found_and_hides_it_still(three):
    joined(three, "row-1", "row-2")
    three.write(lambda s: setattr(s.get(Company, "row-2"), "name", "Nowa Żaba"), label="Edit")
    assert listed(three, "zaba") == ["row-1"]
    assert len(listed(three)) == 2
    parted(three, "row-2")
    assert listed(three, "zaba") == ["row-2"]


def test_a_form_opened_before_a_parting_does_not_hide_the_company_again(three):
    joined(three, "row-1", "row-2")
    opened = three.read(records.get, Company, "row-2")
    parted(three, "row-2")
    three.write(records.save, opened, {"phone": "501"}, label="Save")
    assert "row-2" in listed(three)


def test_what_is_judged_apart_is_not_joined_by_a_parting(three):
    three.write(merging.keep_apart, "row-1", "row-3", label="Apart")
    joined(three, "row-1", "row-2")
    joined(three, "row-2", "row-3")
    parted(three, "row-2")
    assert faces_of(three) == {}


@pytest.mark.parametrize("deed", [merging.join, merging.keep_apart])
def test_what_is_one_already_is_not_judged_again(three, deed):
    joined(three, "row-1", "row-2")
    with pytest.raises(UserError):
        three.write(deed, "row-2", "row-1", label="Again")


def test_a_company_that_stands_alone_cannot_be_parted(three):
    with pytest.raises(UserError):
        parted(three, "row-1")


def test_the_replay_comes_to_the_same_faces(three):
    joined(three, "row-1", "row-2")
    joined(three, "row-2", "row-3")
    parted(three, "row-1")
    assert verify.verify(three) == []
    with three.writing() as connection:
        connection.exec_driver_sql("DELETE FROM face WHERE row='row-3'")
    assert [fault.where for fault in verify.verify(three)] == ["face row-3"]


def test_an_edge_that_is_given_another_pair_leaves_nothing_behind(three):
    joined(three, "row-1", "row-2")
    edge = MergeEdge.id_for("row-1", "row-2")
    wrong = ("merge_edge", edge, {"one": "row-3", "other": "row-9"})
    three.write_bulk([("2816", wrong)], label="As no version of the program would write it")
    assert faces_of(three) == {"row-3": "row-3", "row-9": "row-3"}
    assert sorted(listed(three)) == ["row-1", "row-2", "row-3"]
    assert verify.verify(three) == []
