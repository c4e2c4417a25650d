from datetime import timedelta

import pytest

from app.services import companies, visit_lists, visits
from app.services.visit_lists import VisitView

from .conftest import ANNA, JAN, NOW

DAY = timedelta(days=1)


@pytest.fixture
def four(save, company):
    """Save a visit for tomorrow, one of the day before yesterday, a held and a cancelled one."""
    made = {
        "planned": save(visits.plan, company.id, NOW + DAY),
        "late": save(visits.plan, company.id, NOW - 2 * DAY, "phone", [JAN]),
        "held": save(visits.record, company.id, "interested", "Rozmowa o żubrach"),
        "cancelled": save(visits.plan, company.id, NOW + 3 * DAY),
    }
    save(visits.cancel, made["cancelled"].id)
    return {name: visit.id for name, visit in made.items()}


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (VisitView.PLANNED, ["late", "planned"]),
        (VisitView.OVERDUE, ["late"]),
        (VisitView.HELD, ["held"]),
        (VisitView.CANCELLED, ["cancelled"]),
        (VisitView.ALL, ["cancelled", "planned", "held", "late"]),
    ],
)
def test_each_view_shows_its_own_in_order(db, four, view, expected):
    assert db.read(visit_lists.ids, view) == [four[name] for name in expected]


def test_a_visit_of_today_is_not_overdue_until_the_day_is_over(db, save, company, time):
    visit = save(visits.plan, company.id, NOW - timedelta(hours=3))
    assert db.read(visit_lists.ids, VisitView.OVERDUE) == []
    time(NOW + timedelta(hours=14))
    assert db.read(visit_lists.ids, VisitView.OVERDUE) == [visit.id]


def test_a_list_is_narrowed_by_promoter_company_and_time(db, save, four):
    other = save(companies.save, name="Inna", county="2816")
    elsewhere = save(visits.plan, other.id, NOW + DAY).id
    assert db.read(visit_lists.ids, promoter=JAN) == [four["late"]]
    assert elsewhere in db.read(visit_lists.ids, promoter=ANNA)
    assert db.read(visit_lists.ids, company=other.id) == [elsewhere]
    assert db.read(visit_lists.ids, since=NOW, until=NOW + DAY) == [four["held"]]


def test_typing_finds_by_company_and_by_note(db, save, four):
    assert set(db.read(visit_lists.ids, text="tartak leg")) == set(four.values())
    assert db.read(visit_lists.ids, text="zubr") == [four["held"]]
    assert db.read(visit_lists.ids, text="nic takiego") == []


def test_rows_name_company_and_promoters(db, four):
    rows = {row.id: row for row in db.read(visit_lists.page, list(four.values()))}
    late = rows[four["late"]]
    assert (late.company_name, late.town, late.promoters) == ("Tartak Łęg", "Pisz", "Jan Kowal")
    assert late.overdue
    assert not rows[four["planned"]].overdue
    assert [row.id for row in db.read(visit_lists.page, [four["held"], "gone"])] == [four["held"]]
