"""Knowledge tests: points that fit, one result for one fact, averages of who took both."""

from datetime import date
from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.test_result import KnowledgeResult
from app.services import events, registration, test_results

BEFORE, AFTER = "before", "after"


@pytest.fixture
def training(save):
    plan = events.days(date(2026, 12, 1), date(2026, 12, 1), hour(9), hour(15), "Dzień")
    return save(events.create, "Szkolenie", "training", plan, lead_county="2816").id


@pytest.fixture
def people(save, training):
    return [
        save(registration.register, training, {"first_name": name}).id for name in ("A", "B", "C")
    ]


def test_points_beyond_the_test_are_refused(save, people):
    with pytest.raises(UserError, match="0 to 10"):
        save(test_results.record, people[0], BEFORE, 11, 10)
    with pytest.raises(UserError, match="at least one point"):
        save(test_results.record, people[0], BEFORE, 0, 0)


def test_a_result_typed_twice_is_one_and_can_be_taken_back(db, save, training, people):
    save(test_results.record, people[0], BEFORE, 4, 10)
    row = save(test_results.record, people[0], BEFORE, 5, 10)
    assert row.id == KnowledgeResult.id_for(people[0], BEFORE)
    found = db.read(test_results.of_event, training)
    assert [(key, one.points) for key, one in found.items()] == [((people[0], BEFORE), 5)]
    save(test_results.record, people[0], BEFORE, None, 10)
    assert db.read(test_results.of_event, training) == {}
    save(test_results.record, people[0], BEFORE, None, 10)
    save(test_results.record, people[0], BEFORE, 6, 10)
    assert len(db.read(test_results.of_event, training)) == 1


def test_averages_are_of_those_who_took_both(db, save, training, people):
    save(test_results.record, people[0], BEFORE, 2, 10)
    save(test_results.record, people[0], AFTER, 8, 10)
    save(test_results.record, people[1], BEFORE, 10, 20)
    save(test_results.record, people[1], AFTER, 20, 20)
    save(test_results.record, people[2], AFTER, 0, 10)
    averages = db.read(test_results.averages, training)
    assert [(one.stage, one.count) for one in averages] == [(BEFORE, 2), (AFTER, 2)]
    assert [one.share for one in averages] == pytest.approx([0.35, 0.9])


def test_without_pairs_there_is_no_average(db, save, training, people):
    save(test_results.record, people[0], BEFORE, 2, 10)
    assert db.read(test_results.averages, training) == ()


def test_each_side_has_its_own_averages_and_the_unknown_come_last(db, save, training):
    people = [
        save(registration.register, training, {"first_name": name}, group).id
        for name, group in (("A", "union"), ("B", None), ("C", "employer"), ("D", "employer"))
    ]
    for place, (before, after) in enumerate(((1, 9), (5, 5), (2, 6), (4, 10))):
        save(test_results.record, people[place], BEFORE, before, 10)
        save(test_results.record, people[place], AFTER, after, 10)
    found = db.read(test_results.by_group, training)
    assert [(one.group, one.count) for one in found] == [("employer", 2), ("union", 1), ("", 1)]
    assert [one.before for one in found] == pytest.approx([0.3, 0.1, 0.5])
    assert [one.after for one in found] == pytest.approx([0.8, 0.9, 0.5])
