"""Searching everything: the best fit first, namesakes told apart."""

from datetime import timedelta

from app.services import companies, events, people, searching, visits

from .conftest import NOW

ALL = ("company", "person", "event", "visit", "task", "material")


def found(db, text, limit=12):
    return [(m.entity, m.title, m.detail) for m in db.read(searching.search, text, ALL, limit)]


def test_the_title_that_fits_best_comes_first_whatever_its_kind(db, save, company):
    save(companies.save, name="Meble Kowal", county="2816", town="Orzysz")
    save(companies.save, name="Zakład", county="2816", town="Kowale")
    save(companies.save, name="Kowalik", county="2816", town="Pisz")
    save(people.add, first_name="Kowal", last_name="Adam")
    save(people.add, first_name="Adam", last_name="Kowalski")
    assert [title for _kind, title, _detail in found(db, "kowal")] == [
        "Kowal Adam",
        "Kowalik",
        "Meble Kowal",
        "Adam Kowalski",
        "Zakład",
    ]


def test_a_few_places_go_to_the_best_of_all_kinds(db, save):
    for n in range(9):
        save(companies.save, name=f"Zakład {n}", county="2816", town="Targowo")
    plan = [events.SessionPlan(NOW, NOW + timedelta(hours=2), "Targ")]
    save(events.create, "Targowo w maju", "fair", plan, lead_county="2816")
    assert found(db, "targowo", 3)[0][0] == "event"


def test_namesakes_are_told_apart(db, save, company):
    for days in (0, 7):
        start = NOW + timedelta(days=days)
        plan = [events.SessionPlan(start, start + timedelta(hours=2), "Szkolenie")]
        save(events.create, "Szkolenie", "training", plan, lead_county="2816")
    save(companies.add_person, company.id, first_name="Jan", last_name="Żak")
    save(people.add, first_name="Jan", last_name="Żak", slip_number="17")
    save(visits.record, company.id, "interested", "Rozmowa o żubrach", form="phone")
    days = {detail for kind, _title, detail in found(db, "szkolenie") if kind == "event"}
    assert len(days) == 2
    assert {detail for _kind, _title, detail in found(db, "zak")} == {"Tartak Łęg", "slip 17"}
    ((kind, title, detail),) = found(db, "zubrach")
    assert (kind, title) == ("visit", "Tartak Łęg")
    assert detail.endswith("phone")


def test_nothing_typed_finds_nothing(db, company):
    assert found(db, "  ") == []
