from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import local_days

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 30))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2026, 11, 23), 24)],
)
def test_a_day_is_as_long_as_it_is_in_poland(day, hours):
    starts, ends = local_days.bounds(day)
    assert ends - starts == timedelta(hours=hours)


@given(DAYS)
def test_days_follow_each_other_without_gap(day):
    starts, ends = local_days.bounds(day)
    assert ends == local_days.start_of(day + timedelta(days=1))
    assert local_days.day_of(starts) == day
    assert local_days.day_of(ends - timedelta(milliseconds=1)) == day


@pytest.mark.parametrize(("month", "days"), [(2, 28), (11, 30), (12, 31)])
def test_a_month_ends_where_the_next_begins(month, days):
    starts, ends = local_days.month_bounds(2026, month)
    assert local_days.day_of(starts) == date(2026, month, 1)
    assert local_days.day_of(ends - timedelta(seconds=1)) == date(2026, month, days)


def test_a_week_begins_on_monday():
    assert local_days.monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert local_days.monday_of(date(2026, 11, 23)) == date(2026, 11, 23)


def test_an_hour_is_the_walls():
    assert local_days.at(date(2026, 7, 1), hour(8)) == datetime(2026, 7, 1, 6, tzinfo=UTC)
