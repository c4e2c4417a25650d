from datetime import date, time, timedelta

from app.model.event import EventStatus
from app.services import (
    companies,
    company_card,
    events,
    materials,
    people,
    registration,
    tasks,
    visits,
)

from .conftest import LEAFLET, NOW, PISZ


def test_the_card_shows_people_open_tasks_and_the_next_visit(db, save, company):
    save(companies.add_person, company.id, first_name="Jan", last_name="Żak", function="BHP")
    save(tasks.add, "Zadzwoń", date(2026, 11, 30), company=company.id)
    finished = save(tasks.add, "Wyślij", date(2026, 11, 25), company=company.id)
    save(tasks.done, finished.id)
    late = save(visits.plan, company.id, NOW + timedelta(days=9))
    soon = save(visits.plan, company.id, NOW + timedelta(days=2))
    held = save(visits.record, company.id, "interested")
    card = db.read(company_card.card, company.id)
    assert card.company.name == "Tartak Łęg"
    assert [p.name for p in card.people] == ["Jan Żak"]
    assert [t.title for t in card.tasks] == ["Zadzwoń"]
    assert card.next_visit.id == soon.id != late.id
    assert card.last_visit.id == held.id


def test_who_left_the_company_leaves_the_card(db, save, company):
    person = save(companies.add_person, company.id, first_name="Jan")
    (contact,) = db.read(people.of_company, company.id)
    save(people.leave, contact.affiliation)
    assert db.read(people.of_company, company.id) == []
    assert db.read(people.page, [person.id])[0].company == ""


def test_the_timeline_joins_visits_materials_events_and_tasks(db, save, company):
    person = save(companies.add_person, company.id, first_name="Jan", last_name="Żak")
    save(materials.receive, LEAFLET, PISZ, 9)
    visit = save(
        visits.record,
        company.id,
        "materials",
        "Miło",
        handed_out={LEAFLET: 3},
        held_from=NOW - timedelta(days=3),
    )
    day = date(2026, 11, 21)
    plan = events.days(day, day, time(9), time(15), "Dzień")
    fair = save(events.create, "Targi", "fair", plan, lead_county="2816")
    save(registration.register, fair.id, person.id)
    save(tasks.add, "Zadzwoń", date(2026, 11, 30), company=company.id)
    moments = db.read(company_card.timeline, company.id)
    kinds = [moment.kind for moment in moments]
    assert kinds[:2] == ["task", "event"]
    assert sorted(kinds[2:]) == ["stock_move", "visit"]
    by_kind = {moment.kind: moment for moment in moments}
    assert by_kind["visit"].row == visit.id
    assert by_kind["visit"].text == "Miło"
    assert by_kind["stock_move"].title == "Hand-out: Ulotka CSR × 3"
    assert by_kind["event"].text == "Jan Żak"
    save(events.set_status, fair.id, EventStatus.CANCELLED)
    assert "event" not in {m.kind for m in db.read(company_card.timeline, company.id)}
