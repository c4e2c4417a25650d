from datetime import date, time

import pytest

from app.model.person import Person
from app.services import booth, companies, events, people, records


@pytest.fixture
def fair(save):
    day = date(2026, 11, 23)
    plan = events.days(day, day, time(9), time(15), "Dzień")
    return save(events.create, "Targi", "fair", plan, lead_county="2816")


def test_one_word_is_a_name_and_nothing_is_refused(save):
    assert people.name_of(save(people.add, first_name="Олена")) == "Олена"
    with pytest.raises(records.InvalidRecordError, match="slip number"):
        save(people.add, language="pl")


def test_people_are_found_by_a_part_of_any_of_their_data(db, save):
    save(people.add, first_name="Łucja", last_name="Ćwik", email="l.cwik@firma.pl")
    save(people.add, first_name="Adam", last_name="Żak", phone="601 602 603")
    for text in ("cwik", "lucja", "firma"):
        (found,) = db.read(people.page, db.read(people.ids, text))
        assert found.name == "Łucja Ćwik"
    everybody = db.read(people.page, db.read(people.ids, descending=True))
    assert [p.name for p in everybody] == ["Adam Żak", "Łucja Ćwik"]


def test_a_function_noted_twice_is_one(db, save, company):
    person = save(people.add, first_name="Jan")
    first = save(people.join, person.id, company.id, function="prezes")
    again = save(people.join, person.id, company.id, may_sign=True)
    assert first.id == again.id
    (contact,) = db.read(people.of_company, company.id)
    assert (contact.function, contact.may_sign) == ("prezes", True)


def test_similar_people_are_said_as_they_are_typed(db, save):
    save(people.add, first_name="Jan", email="Jan@Firma.pl", phone="+48 601-602-603")
    save(people.add, slip_number="000123")
    assert [n for _, n in db.read(people.similar, email="jan@firma.pl")] == ["Jan"]
    assert [n for _, n in db.read(people.similar, phone="601 602 603")] == ["Jan"]
    assert [n for _, n in db.read(people.similar, slip_number="000123")] == ["№ 000123"]
    assert db.read(people.similar, email="jan@firma.com") == []
    save(people.add, first_name="Bez telefonu", email="ewa@firma.pl")
    assert db.read(people.similar, email="ewa@firma") == []
    assert db.read(people.similar, phone="601 602") == []
    assert db.read(people.similar) == []


def test_slips_wait_until_their_details_are_typed(db, save, fair):
    taken = save(booth.slip, fair.id, "000124")
    (slip,) = db.read(people.open_slips)
    assert (slip.number, slip.event_title) == ("000124", "Targi")
    assert db.read(people.open_slips, "another") == []
    save(lambda s: records.save(s, s.get(Person, taken.person.id), {"first_name": "Ewa"}))
    assert db.read(people.open_slips, fair.id) == []


def test_a_persons_events_are_known(db, save, fair, company):
    person = save(companies.add_person, company.id, first_name="Jan")
    save(booth.registration.register, fair.id, person.id)
    ((event, participation),) = db.read(people.events_of, person.id)
    assert (event.title, participation.status) == ("Targi", "registered")
