from app.model.affiliation import Affiliation
from app.services import companies, lookup, people, records

from .conftest import ANNA, JAN, LEAFLET


def test_a_company_is_found_by_a_beginning_and_told_by_its_town(db, save, company):
    twin = save(companies.save, name="Tartak Łęg", county="2816", town="Orzysz")
    found = db.read(lookup.lookup, "company", "tart leg")
    assert dict(found) == {company.id: "Tartak Łęg · Pisz", twin.id: "Tartak Łęg · Orzysz"}
    assert db.read(lookup.lookup, "company", "orzysz") == [(twin.id, "Tartak Łęg · Orzysz")]


def test_nothing_typed_gives_the_first_by_name(db, save):
    for name in ("Żubr", "Adam", "Łoś", "Lis"):
        save(people.add, last_name=name)
    found = db.read(lookup.lookup, "person", "", 3)
    assert [title for _, title in found] == ["Adam", "Lis", "Łoś"]


def test_a_person_is_told_by_the_company(db, save, company):
    person = save(companies.add_person, company.id, first_name="Jan", last_name="Żak")
    assert db.read(lookup.lookup, "person", "zak") == [(person.id, "Jan Żak · Tartak Łęg")]
    (contact,) = db.read(people.of_company, company.id)
    save(lambda s: records.delete(s, s.get(Affiliation, contact.affiliation)))
    assert db.read(lookup.lookup, "person", "zak") == [(person.id, "Jan Żak")]


def test_the_limit_takes_the_first_by_name_of_what_fits(db, save):
    for n in range(9, -1, -1):
        save(people.add, last_name=f"Kowal {n}")
    found = db.read(lookup.lookup, "person", "kowal", 2)
    assert [title for _, title in found] == ["Kowal 0", "Kowal 1"]


def test_reference_data_and_counties_are_found(db):
    assert db.read(lookup.lookup, "promoter", "los") == [(ANNA, "Anna Łoś")]
    assert db.read(lookup.lookup, "promoter", "p2") == [(JAN, "Jan Kowal")]
    assert db.read(lookup.lookup, "material", "ulotka") == [(LEAFLET, "Ulotka CSR")]
    assert db.read(lookup.lookup, "county", "elc") == [("2805", "ełcki")]
    assert len(db.read(lookup.lookup, "county")) == 9


def test_what_nothing_searches_finds_nothing(db):
    assert db.read(lookup.lookup, "shift", "x") == []
    assert db.read(lookup.lookup, "company", "brak") == []
