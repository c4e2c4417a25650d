from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import LOCAL
from app.base.errors import UserError
from app.model.shift import Shift
from app.services import local_days, records, shifts

from .conftest import ANNA, JAN, NOW, PISZ

HOUR = timedelta(hours=1)


def worked(starts, ends):
    return Shift(actual_from=starts, actual_to=ends, state="ended")


@pytest.mark.parametrize(
    ("first", "last", "real"),
    [
        (date(2026, 10, 24), date(2026, 10, 25), 9),
        (date(2027, 3, 27), date(2027, 3, 28), 7),
        (date(2026, 11, 23), date(2026, 11, 24), 8),
    ],
)
def test_a_night_over_the_clock_change_counts_real_hours(first, last, real):
    starts, ends = local_days.at(first, hour(22)), local_days.at(last, hour(6))
    assert shifts.hours(worked(starts, ends)) == real
    in_warsaw = worked(starts.astimezone(LOCAL), ends.astimezone(LOCAL))
    assert shifts.hours(in_warsaw) == real


@given(st.integers(0, 2 * 365 * 24 * 60), st.integers(1, 3000))
def test_minutes_are_what_a_stopwatch_shows(start, minutes):
    starts = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    ends = (starts + timedelta(minutes=minutes)).astimezone(LOCAL)
    assert shifts.minutes(worked(starts.astimezone(LOCAL), ends)) == minutes


def test_a_shift_that_has_not_ended_has_no_hours():
    assert shifts.minutes(Shift(actual_from=NOW, state="running")) == 0


def test_a_planned_shift_is_started_and_ended(db, save, time):
    planned = save(shifts.plan, PISZ, NOW - HOUR, NOW + 7 * HOUR).shift
    started = save(shifts.start).shift
    assert (started.id, started.state, started.actual_from) == (planned.id, "running", NOW)
    assert db.read(shifts.running, ANNA).id == planned.id
    time(NOW + 6 * HOUR)
    ended = save(shifts.end, started.id, note="Klucz u sąsiada").shift
    assert (ended.state, ended.handover_note) == ("ended", "Klucz u sąsiada")
    assert shifts.hours(ended) == 6
    assert db.read(shifts.running, ANNA) is None


def test_an_unplanned_shift_starts_in_the_own_centre(save):
    shift = save(shifts.start).shift
    assert (shift.centre, shift.promoter, shift.planned_from) == (PISZ, ANNA, None)


def test_a_plan_for_tomorrow_is_not_started_today(save):
    planned = save(shifts.plan, PISZ, NOW + 24 * HOUR, NOW + 32 * HOUR).shift
    assert save(shifts.start).shift.id != planned.id


def test_nobody_is_on_duty_twice_but_two_people_are_two_shifts(save):
    first = save(shifts.start).shift
    with pytest.raises(UserError, match="running already"):
        save(shifts.start)
    second = save(shifts.start, JAN, PISZ).shift
    assert second.id != first.id


def test_a_shift_is_ended_once_and_after_its_start(save):
    shift = save(shifts.start).shift
    with pytest.raises(UserError, match="ends after it starts"):
        save(shifts.end, shift.id, NOW - HOUR)
    save(shifts.end, shift.id, NOW + HOUR)
    with pytest.raises(UserError, match="not running"):
        save(shifts.end, shift.id)
    with pytest.raises(UserError, match="started or ended"):
        save(shifts.start, shift=shift.id)


def test_a_forgotten_shift_is_proposed_and_never_set(db, save, time):
    save(shifts.plan, PISZ, NOW, NOW + 6 * HOUR)
    shift = save(shifts.start).shift
    time(NOW + 7 * HOUR)
    assert db.read(shifts.forgotten, ANNA) == []
    time(NOW + 24 * HOUR)
    (found,) = db.read(shifts.forgotten, ANNA)
    assert (found.shift.id, found.proposed_end) == (shift.id, NOW + 6 * HOUR)
    assert db.read(records.get, Shift, shift.id).actual_to is None


def test_who_forgot_yesterday_can_start_today(save, time):
    first = save(shifts.start).shift
    time(NOW + 24 * HOUR)
    assert save(shifts.start).shift.id != first.id


def test_a_shift_started_by_a_clock_a_year_fast_blocks_nobody(db, save, time):
    time(NOW + timedelta(days=365))
    wrong = save(shifts.start).shift
    time(NOW)
    (found,) = db.read(shifts.forgotten, ANNA)
    assert found.shift.id == wrong.id
    assert save(shifts.start).shift.id != wrong.id
    ended = save(shifts.end, wrong.id, found.proposed_end).shift
    assert shifts.hours(ended) == 8


@pytest.mark.parametrize(
    ("begins", "counted", "proposed"),
    [
        (hour(8), None, hour(16)),
        (hour(8), hour(18, 20), hour(18, 20)),
        (hour(8), hour(9), hour(16)),
        (hour(17), None, hour(1)),
    ],
)
def test_the_proposed_end_is_probable(db, save, time, begins, counted, proposed):
    day = date(2026, 11, 23)
    time(local_days.at(day, begins))
    shift = save(shifts.start).shift
    if counted:
        time(local_days.at(day, counted))
        save(shifts.count, shift.id)
    time(local_days.at(date(2026, 11, 25), hour(8)))
    end = db.read(shifts.propose_end, shift).astimezone(LOCAL)
    assert end.time() == proposed
    assert end <= db.read(lambda _: shifts.clock.now())


def test_long_and_doubled_shifts_are_warned_of_not_refused(save):
    fine = save(shifts.plan, PISZ, NOW, NOW + 12 * HOUR)
    assert fine.warnings == ()
    long = save(shifts.plan, PISZ, NOW + 24 * HOUR, NOW + 37 * HOUR)
    assert [w for w in long.warnings if "12 hours" in w]
    doubled = save(shifts.plan, PISZ, NOW + 11 * HOUR, NOW + 13 * HOUR)
    assert ["Centrum Pisz" in w for w in doubled.warnings] == [True]
    other = save(shifts.plan, PISZ, NOW, NOW + 8 * HOUR, JAN)
    assert other.warnings == ()


def test_shifts_that_touch_do_not_overlap(save):
    save(shifts.plan, PISZ, NOW, NOW + 4 * HOUR)
    assert save(shifts.plan, PISZ, NOW + 4 * HOUR, NOW + 8 * HOUR).warnings == ()
    assert save(shifts.plan, PISZ, NOW - 4 * HOUR, NOW).warnings == ()


def test_a_shift_lasts(save):
    with pytest.raises(UserError, match="ends after it starts"):
        save(shifts.plan, PISZ, NOW, NOW)
    shift = save(shifts.plan, PISZ, NOW, NOW + HOUR).shift
    moved = save(shifts.move, shift.id, NOW + HOUR, NOW + 3 * HOUR).shift
    assert moved.planned_to == NOW + 3 * HOUR


def test_a_swap_says_who_was_replaced(db, save):
    mine = save(shifts.plan, PISZ, NOW, NOW + HOUR).shift
    his = save(shifts.plan, PISZ, NOW + HOUR, NOW + 2 * HOUR, JAN).shift
    save(shifts.swap, mine.id, his.id)
    rows = [db.read(records.get, Shift, row.id) for row in (mine, his)]
    assert [(row.promoter, row.replaced) for row in rows] == [(JAN, ANNA), (ANNA, JAN)]
    assert save(shifts.unfilled, mine.id).state == "unfilled"
    with pytest.raises(UserError, match="started or ended"):
        save(shifts.hand_over, mine.id, ANNA)


def test_guests_calls_and_mails_are_counted_on_duty(db, save):
    shift = save(shifts.start).shift
    save(shifts.count, shift.id)
    save(shifts.count, shift.id, "call", 2)
    save(shifts.count, shift.id, "guest", -1)
    counted = db.read(shifts.counts, shift.id)
    assert (counted["guest"], counted["call"], counted["mail"]) == (0, 2, 0)
