from datetime import date, datetime, timedelta
from datetime import time as hour

from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import to_local
from app.services import local_days, roster, shifts

from .conftest import ANNA, JAN, NOW, PISZ

MONDAY = date(2026, 11, 23)


def at(day, hours, minutes=0):
    return local_days.at(MONDAY + timedelta(days=day), hour(hours, minutes))


def gaps_of(day):
    return [(local(gap.starts), local(gap.ends)) for gap in day.gaps]


def local(moment: datetime) -> str:
    return f"{to_local(moment):%H:%M}"


def test_an_empty_week_is_one_gap_a_working_day(db):
    week = db.read(roster.week, PISZ, MONDAY + timedelta(days=3))
    assert [day.day for day in week] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert [gaps_of(day) for day in week] == [[("08:00", "16:00")]] * 5 + [[], []]
    assert (week[5].opens, week[0].opens) == (None, at(0, 8))


def test_gaps_are_what_no_shift_covers(db, save):
    save(shifts.plan, PISZ, at(0, 7), at(0, 9, 30))
    save(shifts.plan, PISZ, at(0, 9), at(0, 11), JAN)
    save(shifts.plan, PISZ, at(0, 12), at(0, 20))
    unfilled = save(shifts.plan, PISZ, at(1, 8), at(1, 16)).shift
    save(shifts.unfilled, unfilled.id)
    monday, tuesday, *_ = db.read(roster.week, PISZ, MONDAY)
    assert gaps_of(monday) == [("11:00", "12:00")]
    assert [cell.promoter_name for cell in monday.shifts] == ["Anna Łoś", "Jan Kowal", "Anna Łoś"]
    assert gaps_of(tuesday) == [("08:00", "16:00")]
    assert tuesday.shifts[0].state == "unfilled"


def test_a_night_shift_stands_on_its_first_day_and_covers_the_morning(db, save):
    save(shifts.plan, PISZ, at(-1, 22), at(0, 10))
    monday = db.read(roster.week, PISZ, MONDAY)[0]
    assert monday.shifts == ()
    assert gaps_of(monday) == [("10:00", "16:00")]


def test_a_worked_shift_covers_what_was_worked(db, save, time):
    save(shifts.plan, PISZ, at(0, 8), at(0, 16))
    time(at(0, 9))
    shift = save(shifts.start).shift
    time(at(0, 10))
    assert gaps_of(db.read(roster.week, PISZ, MONDAY)[0]) == [("08:00", "09:00")]
    save(shifts.end, shift.id)
    assert gaps_of(db.read(roster.week, PISZ, MONDAY)[0]) == [
        ("08:00", "09:00"),
        ("10:00", "16:00"),
    ]


MINUTES = st.integers(0, 24 * 60)


@given(st.lists(st.tuples(MINUTES, MINUTES).map(sorted), max_size=6))
def test_gaps_and_shifts_fill_the_opening_hours_exactly(spans):
    opens, closes = at(0, 8), at(0, 16)
    midnight = at(0, 0)
    staffed = [(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in spans]
    free = {n for n in range(8 * 60, 16 * 60) if not any(a <= n < b for a, b in spans)}
    found = roster.gaps(opens, closes, staffed)
    minutes = [
        n
        for gap in found
        for n in range(
            int((gap.starts - midnight).total_seconds() // 60),
            int((gap.ends - midnight).total_seconds() // 60),
        )
    ]
    assert len(minutes) == len(set(minutes))
    assert set(minutes) == free


def work(save, time, starts, ends, promoter=ANNA):
    time(starts)
    shift = save(shifts.start, promoter, PISZ).shift
    time(ends)
    return save(shifts.end, shift.id).shift


def test_the_month_sheet_sums_real_hours_by_promoter(db, save, time):
    october = date(2026, 10, 24)
    night = (local_days.at(october, hour(22)), local_days.at(date(2026, 10, 25), hour(6)))
    work(save, time, *night)
    work(save, time, at(-25, 8), at(-25, 12, 30))
    work(save, time, at(-25, 8), at(-25, 9), JAN)
    last = local_days.at(date(2026, 10, 31), hour(22))
    work(save, time, last, last + timedelta(hours=8))
    time(last)
    save(shifts.start)
    anna, jan = db.read(roster.month_sheet, PISZ, 2026, 10)
    assert (anna.name, anna.hours, len(anna.days)) == ("Anna Łoś", 9 + 4.5 + 8, 3)
    assert (jan.name, jan.minutes) == ("Jan Kowal", 60)
    assert anna.days[0].day == october
    assert [s.promoter for s in db.read(roster.month_sheet, PISZ, 2026, 10, JAN)] == [JAN]
    assert db.read(roster.month_sheet, PISZ, 2026, 12) == []


def test_coming_shifts_are_the_promoters_planned_ones(db, save):
    save(shifts.plan, PISZ, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    soon = save(shifts.plan, PISZ, NOW + timedelta(hours=1), NOW + timedelta(hours=2)).shift
    save(shifts.plan, PISZ, NOW + timedelta(hours=1), NOW + timedelta(hours=2), JAN)
    save(shifts.plan, PISZ, NOW + timedelta(days=30), NOW + timedelta(days=31))
    coming = db.read(roster.coming, ANNA, NOW + timedelta(days=14))
    assert [shift.id for shift in coming] == [soon.id]
