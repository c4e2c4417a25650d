from datetime import timedelta

import pytest

from app.base.errors import UserError
from app.model.company import Company
from app.services import companies, records, visits

from .conftest import NOW


@pytest.fixture
def many(save):
    """Save three companies of three counties and return their ids by name."""
    return {
        name: save(companies.save, name=name, county=county, town=town, stage=stage).id
        for name, county, town, stage in (
            ("Łąka", "2816", "Ruciane-Nida", "pact"),
            ("Lipa", "2816", "Łyse", "new"),
            ("Zakład Kowalski", "2816", "Lipki", "contacted"),
        )
    }


def names(db, **asked):
    ids = db.read(companies.ids, **asked)
    return [row.name for row in db.read(companies.page, ids)]


def test_names_sort_in_polish_order_both_ways(db, many):
    assert names(db) == ["Lipa", "Łąka", "Zakład Kowalski"]
    assert names(db, descending=True) == ["Zakład Kowalski", "Łąka", "Lipa"]


def test_town_sorts_in_polish_order(db, many):
    assert names(db, sort="town") == ["Zakład Kowalski", "Lipa", "Łąka"]


def test_stage_sorts_by_progress_not_by_letters(db, many):
    assert names(db, sort="stage") == ["Lipa", "Zakład Kowalski", "Łąka"]


def test_typing_finds_without_marks_by_prefixes_of_words(db, many):
    assert names(db, text="kowal zak") == ["Zakład Kowalski"]
    assert names(db, text="lyse") == ["Lipa"]
    assert names(db, text="kowalskiego") == []


def test_punctuation_alone_finds_nothing_and_breaks_nothing(db, many):
    assert names(db, text='"*') == []


def test_filters_join_the_search(db, many):
    assert names(db, stage="pact") == ["Łąka"]
    assert names(db, text="l", stage="new") == ["Lipa"]
    assert names(db, county="2805") == []


def test_the_city_of_olsztyn_counts_with_its_county(office):
    for name, county in (("Wieś", "2814"), ("Miasto", "2862"), ("Ełk", "2805")):
        office.write(companies.save, name=name, county=county, label="Add")
    assert names(office, county="2814") == ["Miasto", "Wieś"]


def test_a_deleted_company_leaves_list_and_search(db, save, many):
    save(lambda s: records.delete(s, s.get(Company, many["Lipa"])))
    assert names(db) == ["Łąka", "Zakład Kowalski"]
    assert names(db, text="lipa") == []


@pytest.mark.parametrize("name", ["-", 'Zakład "Ł"', "=SUM(A1)", "X" * 250, "Олена"])
def test_odd_names_are_kept_and_found(db, save, name):
    save(companies.save, name=name, county="2816")
    assert names(db) == [name]
    if name != "-":
        assert names(db, text=name) == [name]


def test_a_pasted_nip_warns_of_the_company_that_has_it(db, company):
    found = db.read(companies.same_nip, "PL 526\u00a0025-02-74")
    assert found == [(company.id, "Tartak Łęg · Pisz")]
    assert db.read(companies.same_nip, "526025", None) == []
    assert db.read(companies.same_nip, "5260250274", company.id) == []


def test_two_branches_may_share_a_nip(db, save, company):
    save(companies.save, name="Tartak Łęg oddział", county="2816", nip="5260250274")
    assert len(db.read(companies.same_nip, "5260250274")) == 2


def test_a_person_is_added_with_a_function_in_the_companys_county(db, save, company):
    person = save(
        companies.add_person, company.id, first_name="Олена", function="prezes", may_sign=True
    )
    assert person.scope == "2816"
    card = db.read(companies.people.of_company, company.id)
    assert [(c.name, c.function, c.may_sign) for c in card] == [("Олена", "prezes", True)]


def test_the_office_adds_a_person_where_the_company_is(office):
    firm = office.write(companies.save, name="Firma", county="2805", label="Add").result
    person = office.write(companies.add_person, firm.id, first_name="Jan", label="Add").result
    assert (person.county, person.scope) == ("2805", "2805")


@pytest.mark.parametrize(
    ("stage", "form", "outcome", "then"),
    [
        ("new", "in_person", "interested", "visited"),
        ("contacted", "fair", "materials", "visited"),
        ("new", "phone", "interested", "contacted"),
        ("new", "in_person", "absent", "new"),
        ("pact", "in_person", "interested", "pact"),
        ("declined", "in_person", "interested", "declined"),
        (None, "online", "appointment", "visited"),
    ],
)
def test_a_held_visit_moves_the_stage_forward_only(db, save, stage, form, outcome, then):
    row = save(companies.save, name="Firma", county="2816", stage=stage)
    save(visits.record, row.id, outcome, form=form)
    assert db.read(records.get, Company, row.id).stage == then


def test_the_list_shows_the_last_held_visit(db, save, company):
    for days in (9, 2, 5):
        save(visits.record, company.id, "materials", held_from=NOW - timedelta(days=days))
    save(visits.plan, company.id, NOW + timedelta(days=1))
    (row,) = db.read(companies.page, [company.id])
    assert row.last_visit == NOW - timedelta(days=2)
    assert row.county == "piski"


def test_who_must_not_be_contacted_is_said_with_the_reason(db, save, company):
    save(companies.save, company, do_not_contact=True, do_not_contact_reason="prosił o to")
    with pytest.raises(UserError, match=r"Tartak Łęg.*prosił o to"):
        save(visits.plan, company.id, NOW)
