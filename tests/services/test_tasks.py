from datetime import date

import pytest

from app.base.errors import UserError
from app.services import tasks
from app.services.tasks import TaskView

from .conftest import ANNA, JAN

TODAY = date(2026, 11, 23)


@pytest.fixture
def three(save, company):
    """Save a task of yesterday, one of today and one of next week, Jan's."""
    return [
        save(tasks.add, "Wczoraj", date(2026, 11, 22), company=company.id).id,
        save(tasks.add, "Dziś", TODAY, link=company).id,
        save(tasks.add, "Za tydzień", date(2026, 11, 30), JAN).id,
    ]


def test_tasks_stand_by_their_due_day(db, three):
    assert db.read(tasks.ids) == three
    assert db.read(tasks.ids, TaskView.OVERDUE) == three[:1]
    assert [t.id for t in db.read(tasks.due)] == three[:2]
    assert [t.id for t in db.read(tasks.due, ANNA, date(2026, 12, 1))] == three[:2]


def test_a_row_knows_owner_company_and_delay(db, three, company):
    row = db.read(tasks.page, three)[0]
    assert (row.owner_name, row.company_name, row.overdue) == ("Anna Łoś", "Tartak Łęg", True)
    assert db.read(tasks.page, three)[1].overdue is False
    assert [t.id for t in db.read(tasks.of_company, company.id)] == three[:1]


def test_a_task_ticked_off_leaves_and_can_come_back(db, save, three):
    save(tasks.done, three[0])
    assert db.read(tasks.ids) == three[1:]
    assert db.read(tasks.ids, TaskView.DONE) == three[:1]
    save(tasks.done, three[0], False)
    assert db.read(tasks.ids) == three


def test_a_task_put_off_is_due_later_and_keeps_its_own_day(db, save, three):
    task = save(tasks.snooze, three[0], date(2026, 12, 5))
    assert task.due == date(2026, 11, 22)
    assert db.read(tasks.ids) == [three[1], three[2], three[0]]
    assert db.read(tasks.page, [three[0]])[0].due == date(2026, 12, 5)
    assert db.read(tasks.ids, TaskView.OVERDUE) == []


def test_a_task_is_not_put_off_into_the_past(save, three):
    with pytest.raises(UserError, match="today or a later day"):
        save(tasks.snooze, three[0], date(2026, 11, 22))
    assert save(tasks.snooze, three[0], TODAY).snoozed_to == TODAY


def test_a_link_names_any_record(db, save, three, company):
    row = db.read(lambda s: s.get(tasks.Task, three[1]))
    assert (row.link_entity, row.link_row, row.company) == ("company", company.id, None)
