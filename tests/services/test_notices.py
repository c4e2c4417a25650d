"""The notice of Art. 14: who is to get it, by when, and noting it in one step."""

from datetime import date, timedelta

import pytest

from app.model.company import Company
from app.services import companies, merging, notices, records, visits

from .conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def trader(save):
    """Return a function that saves a sole trader and returns its id."""

    def make(name, **values):
        known = {"kind": "sole_trader", "county": "2816", "town": "Pisz", "address": "ul. Leśna 3"}
        return save(companies.save, name=name, **{**known, **values}).id

    return make


def due(db, days=30):
    return {one.name: one.by for one in db.read(notices.due, days)}


def test_sole_traders_are_due_within_the_days_that_are_set(db, save, trader):
    trader("Stolarz")
    save(companies.save, name="Spółka", county="2816", kind="company")
    trader("Powiadomiony", art14_date=date(2026, 1, 2))
    trader("Nie dzwonić", do_not_contact=True, do_not_contact_reason="Prośba")
    assert due(db) == {"Stolarz": TODAY + timedelta(days=30)}
    assert due(db, 7) == {"Stolarz": TODAY + timedelta(days=7)}


def test_the_first_contact_comes_before_the_month(db, save, trader, time):
    visited, planned, called = trader("Odwiedzony"), trader("Umówiony"), trader("Telefon")
    cancelled = trader("Odwołany")
    when = NOW + timedelta(days=4)
    save(visits.plan, planned, when)
    gone = save(visits.plan, cancelled, when)
    save(records.save, gone, {"status": "cancelled"})
    save(companies.save, db.read(records.get, Company, called), stage="contacted")
    time(NOW + timedelta(days=1))
    save(visits.record, visited, "interested")
    assert due(db) == {
        "Telefon": TODAY,
        "Odwiedzony": TODAY + timedelta(days=1),
        "Umówiony": TODAY + timedelta(days=4),
        "Odwołany": TODAY + timedelta(days=30),
    }
    listed = db.read(notices.due)
    assert [one.name for one in listed] == ["Telefon", "Odwiedzony", "Umówiony", "Odwołany"]
    assert [one.name for one in notices.pressing(listed)] == ["Telefon", "Odwiedzony", "Umówiony"]


def test_who_was_told_under_another_record_is_not_told_again(db, save, trader):
    first, second = trader("Kowal"), trader("Kowal Jan")
    save(merging.join, first, second)
    assert len(due(db)) == 1
    save(notices.note, [second])
    assert due(db) == {}


def test_all_are_noted_in_one_step_that_is_undone_in_one(db, save, trader):
    ids = [trader(name) for name in ("Ada", "Beata", "Celina")]
    save(companies.save, db.read(records.get, Company, ids[0]), art14_date=date(2026, 1, 2))
    noted = save(notices.note, ids)
    assert [row.name for row in noted] == ["Beata", "Celina"]
    assert {(row.art14_date, row.art14_way, row.art14_version) for row in noted} == {
        (TODAY, "letter", notices.VERSION)
    }
    assert due(db) == {}
    db.undo()
    assert set(due(db)) == {"Beata", "Celina"}


def test_who_has_no_address_cannot_be_written_to(db, trader):
    trader("Bez adresu", address="  ")
    assert [one.has_address for one in db.read(notices.due)] == [False]
