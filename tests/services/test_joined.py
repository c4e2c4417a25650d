from datetime import date, timedelta

import pytest

from app.base.errors import UserError
from app.model.company import Company
from app.services import (
    companies,
    company_card,
    joined,
    lookup,
    merging,
    people,
    tasks,
    visit_lists,
    visits,
)

from .conftest import NOW


@pytest.fixture
def pair(db, save):
    """Return two companies that are one, typed apart."""
    one = save(
        companies.save, id="firma-1", name="Tartak Łęg", county="2816", phone="501 501 501"
    ).id
    other = save(
        companies.save,
        id="firma-2",
        name="TARTAK Łęg s.c.",
        county="2816",
        phone="502 502 502",
        nip="5260250274",
        town="Pisz",
    ).id
    save(merging.join, one, other)
    return one, other


def test_the_card_shows_one_record_made_of_both(db, pair):
    for row in pair:
        whole = db.read(company_card.card, row).whole
        assert whole.members == pair
        shown = whole.company
        assert (shown.id, shown.name, shown.phone) == (pair[0], "Tartak Łęg", "501 501 501")
        assert (shown.nip, shown.town) == ("5260250274", "Pisz")
        assert whole.also["phone"] == ("502 502 502",)
        assert "nip" not in whole.also


def test_the_list_shows_it_once_with_the_values_of_both(db, save, pair):
    save(visits.record, pair[1], "interested")
    (row,) = db.read(companies.page, db.read(companies.ids))
    assert (row.id, row.nip, row.phone) == (pair[0], "5260250274", "501 501 501")
    assert row.last_visit is not None


def test_visits_people_tasks_and_the_timeline_are_those_of_both(db, save, pair):
    for row in pair:
        save(visits.plan, row, NOW + timedelta(days=2))
        save(tasks.add, "Zadzwoń", date(2026, 11, 30), company=row)
    person = save(companies.add_person, pair[0], first_name="Jan", function="BHP")
    save(people.join, person.id, pair[1], function="BHP")
    for row in pair:
        card = db.read(company_card.card, row)
        assert len(card.people) == 1
        assert len(card.tasks) == 2
        assert len(db.read(company_card.timeline, row)) == 4
        assert len(db.read(visit_lists.ids, company=row)) == 2
    assert len(db.read(visit_lists.ids, text="pisz")) == 2
    shown = db.read(visit_lists.page, db.read(visit_lists.ids))
    assert {visit.company_name for visit in shown} == {"Tartak Łęg"}
    assert {one.company_name for one in db.read(tasks.due, until=date(2027, 1, 1))} == {
        "Tartak Łęg"
    }


def test_search_boxes_offer_it_once(db, pair):
    assert db.read(lookup.lookup, "company", "tartak") == [(pair[0], "Tartak Łęg")]
    assert db.read(lookup.lookup, "company", "5260250274")[0][0] == pair[0]


def test_what_one_of_them_asked_for_holds_for_both(db, save, pair):
    face, other = (db.read(lambda s, row=row: s.get(Company, row)) for row in pair)
    save(companies.save, face, do_not_contact=False)
    save(companies.save, other, do_not_contact=True, do_not_contact_reason="prośba")
    with pytest.raises(UserError, match="prośba"):
        save(visits.plan, pair[0], NOW)


def test_its_own_nip_is_no_warning(db, pair):
    assert db.read(companies.same_nip, "5260250274", pair[0]) == []
    assert [row for row, _name in db.read(companies.same_nip, "5260250274")] == [pair[0]]


def test_a_visit_to_the_later_one_moves_what_is_shown(db, save, pair):
    save(visits.record, pair[1], "interested")
    assert db.read(company_card.card, pair[0]).company.stage == "visited"


def test_joined_companies_are_listed_with_all_their_names(db, save, pair):
    (row,) = db.read(joined.listed)
    assert row.names == ("Tartak Łęg", "TARTAK Łęg s.c. · Pisz")
    save(merging.part, pair[0])
    assert db.read(joined.listed) == []


def test_an_unjoined_company_is_made_of_itself(db, company):
    whole = db.read(joined.whole, company.id)
    assert (whole.company.id, whole.members, whole.also) == (company.id, (company.id,), {})
