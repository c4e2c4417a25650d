"""Erasing a person's data: what goes along, what stays for the figures, who may."""

from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.affiliation import Affiliation
from app.model.attachment import Attachment
from app.model.company import Company
from app.model.person import Person
from app.model.visit import Visit
from app.services import companies, erasure, events, intake, naming, people, records, registration
from app.services.lookup import lookup
from app.store.verify import verify
from tests.services.conftest import ANNA, NOW

WOMAN = {"first_name": "Żaneta", "last_name": "Łośkiewicz", "phone": "501502503"}


@pytest.fixture
def person(save, company):
    return save(companies.add_person, company.id, function="prezeska", **WOMAN).id


@pytest.fixture
def visit(save, company, person):
    row = records.new(
        Visit,
        company=company.id,
        form="in_person",
        status="planned",
        planned_from=NOW,
        promoters=(ANNA,),
        people=(person,),
        note="Pani Łośkiewicz prosi o telefon",
    )
    return save(records.save, row).id


def value(db, entity, row, name):
    return db.read(lambda session: getattr(session.get(entity, row), name))


def test_the_extent_is_told_before(db, save, person, visit):
    row = records.new(Attachment, sha256="a" * 64, name="Łośkiewicz.jpg", visit=visit)
    photo = save(records.save, row).id
    told = db.read(erasure.extent, person)
    assert told == erasure.Extent("Żaneta Łośkiewicz", 1, 1, 0)
    erasure.erase_person(db, person)
    assert value(db, Visit, visit, "note") is None
    assert value(db, Attachment, photo, "name") is None
    assert value(db, Attachment, photo, "deleted")
    assert verify(db) == []


def test_notes_stay_when_they_are_to_stay(db, person, visit):
    erasure.erase_person(db, person, with_notes=False)
    assert value(db, Person, person, "last_name") is None
    assert value(db, Visit, visit, "note") == "Pani Łośkiewicz prosi o telefon"


def test_the_function_goes_and_the_company_stays(db, company, person):
    (role,) = db.read(lambda s: [a.id for a in s.query(Affiliation)])
    erasure.erase_person(db, person)
    assert value(db, Affiliation, role, "function") is None
    assert value(db, Company, company.id, "name") == "Tartak Łęg"
    assert db.read(people.of_company, company.id) == []


def test_who_came_is_still_counted_but_has_no_name(db, save, person):
    day = NOW.date()
    plan = events.days(day, day, hour(9), hour(15), "Dzień")
    event = save(events.create, "Warsztat", "workshop", plan, lead_county="2816")
    save(registration.register, event.id, person)
    erasure.erase_person(db, person)
    assert db.read(naming.titles, "person", [person]) == {person: "Erased"}
    assert len(db.read(people.events_of, person)) == 1


def test_nobody_finds_or_chooses_the_person_any_more(db, save, person):
    other = save(people.add, last_name="Kowal").id
    erasure.erase_person(db, person)
    assert db.read(lookup, "person", "los") == []
    assert db.read(lookup, "person", "") == [(other, "Kowal")]
    assert db.read(people.ids) == [other]


def test_what_was_erased_is_not_written_again(db, save, person, visit):
    erasure.erase_person(db, person)
    with pytest.raises(UserError, match="erased for good"):
        save(lambda s: records.save(s, s.get(Person, person), {"last_name": "Łoś"}))
    with pytest.raises(UserError, match="erased for good"):
        save(lambda s: records.save(s, s.get(Visit, visit), {"note": "Znów"}))
    save(lambda s: records.save(s, s.get(Visit, visit), {"topics": ("csr",)}))
    (refused,) = intake.save_each(
        db, [f'{{"entity": "person", "id": "{person}", "set": {{"phone": "1"}}}}']
    )
    assert "erased for good" in refused.error


def test_it_cannot_be_undone_and_the_work_before_it_can(db, save, person):
    save(companies.save, name="Młyn", county="2816")
    erasure.erase_person(db, person)
    assert db.undo_label() == "Test"
    db.undo()
    assert db.read(companies.ids, "młyn") == []
    db.undo()  # the company that was there before her; her own step is gone
    assert db.undo_label() is None
    assert value(db, Person, person, "last_name") is None


def test_erasing_twice_writes_nothing_more(db, person):
    assert erasure.erase_person(db, person).result.records == 2
    assert erasure.erase_person(db, person).result.records == 0


def test_a_promoter_cannot_erase_in_another_county(db, person):
    fields = {"last_name": "Ełcki", "county": "2805", "deleted": 0}
    db.write_bulk([("2805", ("person", "elk", fields))], label="As if it had come in")
    with pytest.raises(UserError, match="keeps no records"):
        erasure.erase_person(db, "elk")
    with pytest.raises(UserError, match="keeps no records"):
        db.read(erasure.extent, "elk")


def test_a_visit_in_another_county_is_left_to_the_office(db, person):
    fields = {"company": "elk-firm", "people": f'["{person}"]', "note": "Łośkiewicz", "deleted": 0}
    db.write_bulk([("2805", ("visit", "elk", fields))], label="As if it had come in")
    assert db.read(erasure.extent, person).elsewhere == 1
    done = db.write(erasure.erase, person, label="Erased", undoable=False).result
    assert done.elsewhere == 1
    assert value(db, Visit, "elk", "note") == "Łośkiewicz"


def test_a_function_that_comes_in_later_is_erased_too(db, person):
    erasure.erase_person(db, person)
    fields = {"person": person, "company": "c", "function": "wiceprezes", "deleted": 0}
    db.write_bulk([("2816", ("affiliation", "late", fields))], label="As if it had come in")
    erasure.finish(db, {"affiliation"})
    assert value(db, Affiliation, "late", "function") is None
