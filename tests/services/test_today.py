from datetime import date, timedelta
from datetime import time as hour

from app.services import booth, events, materials, shifts, tasks, today, visits

from .conftest import ANNA, JAN, LEAFLET, NOW, PISZ

DAY = timedelta(days=1)


def test_an_empty_day_is_empty(db):
    seen = db.read(today.today, ANNA)
    assert (seen.visits, seen.overdue_visits, seen.tasks, seen.events) == ((), (), (), ())
    assert (seen.running_shift, seen.forgotten, seen.open_slips) == (None, (), ())
    assert seen.counts == today.Counts(0, 0, 0)
    assert [row.material for row in seen.short] == [LEAFLET]
    assert seen.centre == PISZ


def test_visits_of_today_by_time_and_older_ones_as_overdue(db, save, company):
    later = save(visits.plan, company.id, NOW + timedelta(hours=4)).id
    sooner = save(visits.plan, company.id, NOW + timedelta(hours=1)).id
    late = save(visits.plan, company.id, NOW - 3 * DAY).id
    save(visits.plan, company.id, NOW + DAY)
    save(visits.plan, company.id, NOW + timedelta(hours=1), promoters=[JAN])
    off = save(visits.plan, company.id, NOW + timedelta(hours=2))
    save(visits.cancel, off.id)
    seen = db.read(today.today, ANNA)
    assert [row.id for row in seen.visits] == [sooner, later]
    assert [row.id for row in seen.overdue_visits] == [late]
    assert len(db.read(today.today).visits) == 3


def test_tasks_due_and_events_of_two_weeks(db, save):
    due = save(tasks.add, "Dziś", date(2026, 11, 23)).id
    save(tasks.add, "Jutro", date(2026, 11, 24))
    save(tasks.add, "Jana", date(2026, 11, 23), JAN)
    for days, title in ((-1, "Był"), (0, "Trwa"), (13, "Będzie"), (15, "Daleko")):
        day = date(2026, 11, 23) + days * DAY
        plan = events.days(day, day, hour(9), hour(15), title)
        save(events.create, title, "local", plan, lead_county="2816")
    seen = db.read(today.today, ANNA)
    assert [task.id for task in seen.tasks] == [due]
    assert [event.title for event in seen.events] == ["Trwa", "Będzie"]


def test_a_running_shift_is_shown_until_it_was_forgotten(db, save, time):
    shift = save(shifts.start).shift
    assert db.read(today.today, ANNA).running_shift.id == shift.id
    assert db.read(today.today, JAN).running_shift is None
    time(NOW + DAY)
    seen = db.read(today.today, ANNA)
    assert seen.running_shift is None
    assert [f.shift.id for f in seen.forgotten] == [shift.id]


def test_the_months_counts_are_the_promoters_own(db, save, company, time):
    plan = events.days(date(2026, 11, 20), date(2026, 11, 20), hour(9), hour(15), "Targi")
    fair = save(events.create, "Targi", "fair", plan, lead_county="2816")
    save(visits.record, company.id, "materials", handed_out={LEAFLET: 4})
    save(visits.record, company.id, "materials", handed_out={LEAFLET: 9}, promoters=[JAN])
    save(visits.record, company.id, "interested", held_from=NOW - 30 * DAY)
    save(booth.press, fair.id, LEAFLET)
    save(materials.lose, LEAFLET, PISZ, 50, reason="zalane")
    assert db.read(today.today, ANNA).counts == today.Counts(1, 5, 1)
    assert db.read(today.today).counts == today.Counts(2, 14, 1)


def test_what_is_on_besides(db, save):
    plan = events.days(date(2026, 11, 23), date(2026, 11, 23), hour(9), hour(15), "Targi")
    fair = save(events.create, "Targi", "fair", plan, lead_county="2816")
    save(booth.slip, fair.id, "000123")
    soon = save(shifts.plan, PISZ, NOW + DAY, NOW + 1.2 * DAY).shift
    save(materials.receive, LEAFLET, PISZ, 99)
    seen = db.read(today.today, ANNA)
    assert [(slip.number, slip.event) for slip in seen.open_slips] == [("000123", fair.id)]
    assert [shift.id for shift in seen.shifts] == [soon.id]
    assert seen.short == ()


def test_an_office_without_a_promoter_sees_everybodys_day(office):
    seen = office.read(today.today)
    assert (seen.running_shift, seen.shifts) == (None, ())
    assert seen.centre in {"centre-olsztyn", "centre-region"}
