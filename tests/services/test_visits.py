from datetime import date, timedelta

import pytest

from app.base.errors import UserError
from app.model.visit import Visit, VisitStatus
from app.services import companies, people, records, stock, tasks, visit_lists, visits

from .conftest import ANNA, BROCHURE, JAN, LEAFLET, NOW, PISZ


def test_a_plan_is_an_hour_of_the_promoter_at_work(db, save, company):
    visit = save(visits.plan, company.id, NOW + timedelta(days=1), "phone")
    assert visit.promoters == (ANNA,)
    assert visit.planned_to - visit.planned_from == timedelta(hours=1)
    assert (visit.status, visit.form, visit.scope) == ("planned", "phone", "2816")


def test_nobody_at_work_is_asked_for(office):
    firm = office.write(companies.save, name="Firma", county="2816", label="Add").result
    with pytest.raises(UserError, match="Choose the promoter"):
        office.write(visits.plan, firm.id, NOW, label="Plan")


def test_recording_saves_visit_moves_task_and_stage_at_once(db, company):
    visit = db.write(visits.plan, company.id, NOW - timedelta(hours=2), label="Plan").result
    done = db.write(
        visits.record,
        visit.id,
        "interested",
        "Chcą więcej",
        ["csr", "pact"],
        [],
        {LEAFLET: 5, BROCHURE: 0},
        ("Zadzwoń", date(2026, 12, 7)),
        label="Record",
    )
    assert done.changes.kinds == {"visit", "stock_move", "task", "company"}
    card = db.read(visit_lists.card, visit.id)
    assert card.visit.status == VisitStatus.HELD
    assert card.visit.held_from == NOW - timedelta(hours=2)
    assert card.visit.topics == ("csr", "pact")
    assert [(m.material, m.change, m.when) for m in card.moves] == [
        (LEAFLET, 5, NOW - timedelta(hours=2))
    ]
    assert [(t.title, t.owner, t.company_name) for t in card.tasks] == [
        ("Zadzwoń", ANNA, "Tartak Łęg")
    ]
    assert db.read(stock.quantity, LEAFLET, PISZ) == -5


def test_one_undo_takes_all_of_a_recording_back(db, company):
    db.write(
        visits.record,
        company.id,
        "materials",
        handed_out={LEAFLET: 5},
        follow_up=("Zadzwoń", date(2026, 12, 7)),
        label="Record",
    )
    db.undo()
    assert db.read(stock.quantity, LEAFLET, PISZ) == 0
    assert db.read(visit_lists.ids) == []
    assert db.read(tasks.ids) == []
    assert db.read(records.get, companies.Company, company.id).stage == "new"


def test_a_refused_recording_saves_nothing(db, save, company):
    with pytest.raises(records.InvalidRecordError, match="at least one"):
        save(visits.record, company.id, "materials", handed_out={LEAFLET: -1})
    assert db.read(visit_lists.ids) == []
    with pytest.raises(records.InvalidRecordError, match="what came of the visit"):
        save(visits.record, company.id, "")


def test_a_visit_nobody_planned_is_held_now(save, company):
    visit = save(visits.record, company.id, "absent", promoters=[JAN])
    assert (visit.held_from, visit.planned_from) == (NOW, None)
    assert visit.promoters == (JAN,)


def test_a_visit_recorded_before_its_planned_time_is_held_now(save, company):
    plan = save(visits.plan, company.id, NOW + timedelta(hours=5))
    assert save(visits.record, plan.id, "interested").held_from == NOW


def test_recording_keeps_what_the_plan_said_already(save, company):
    person = save(people.add, first_name="Jan")
    plan = save(
        visits.plan,
        company.id,
        NOW,
        "online",
        [JAN],
        people=[person.id],
        topics=["csr"],
        note="Weź folder",
    )
    held = save(visits.record, plan.id, "interested")
    assert (held.form, held.promoters, held.people) == ("online", (JAN,), (person.id,))
    assert (held.topics, held.note) == (("csr",), "Weź folder")


def test_a_held_visit_is_neither_recorded_again_nor_cancelled(db, save, company):
    visit = save(visits.record, company.id, "interested", handed_out={LEAFLET: 2})
    for deed, more in (
        (visits.record, ("declined",)),
        (visits.cancel, ()),
        (visits.reschedule, (NOW,)),
    ):
        with pytest.raises(UserError, match="recorded already"):
            save(deed, visit.id, *more)
    assert db.read(stock.quantity, LEAFLET, PISZ) == -2


def test_a_cancelled_visit_that_took_place_can_be_recorded(save, company):
    plan = save(visits.plan, company.id, NOW)
    cancelled = save(visits.cancel, plan.id, "chory")
    assert (cancelled.status, cancelled.note) == ("cancelled", "chory")
    assert save(visits.record, plan.id, "interested").status == "held"


def test_moving_a_visit_keeps_its_length(save, company):
    plan = save(visits.plan, company.id, NOW, until=NOW + timedelta(hours=3))
    moved = save(visits.reschedule, plan.id, NOW + timedelta(days=1))
    assert moved.planned_to - moved.planned_from == timedelta(hours=3)


def test_a_visit_that_is_gone_says_so(save, company):
    with pytest.raises(UserError, match="not here any more"):
        save(visits.record, "nothing", "interested")
    plan = save(visits.plan, company.id, NOW)
    save(lambda s: records.delete(s, s.get(Visit, plan.id)))
    with pytest.raises(UserError, match="not here any more"):
        save(visits.record, plan.id, "interested")


def test_templates_have_an_outcome_and_a_text():
    keys = [template.key for template in visits.templates()]
    assert len(keys) == len(set(keys)) >= 4
    assert all(t.text and t.title and t.outcome for t in visits.templates())
