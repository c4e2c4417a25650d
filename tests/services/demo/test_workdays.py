from datetime import UTC, date, datetime

import pytest

from app.services.demo import workdays


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 6),  # Easter Monday
        date(2026, 6, 4),  # Corpus Christi
        date(2027, 3, 29),
        date(2026, 11, 11),
        date(2026, 12, 24),
        date(2026, 11, 22),  # a Sunday
    ],
)
def test_free_days(day):
    assert not workdays.is_workday(day)


def test_an_ordinary_monday_is_a_workday():
    assert workdays.is_workday(date(2026, 11, 23))


def test_stepping_leaves_out_free_days():
    assert workdays.workday_from(date(2026, 11, 11)) == date(2026, 11, 12)
    assert workdays.workday_from(date(2026, 11, 10), 1) == date(2026, 11, 12)
    assert workdays.workday_from(date(2026, 11, 16), -1) == date(2026, 11, 13)


def test_times_are_warsaws():
    assert workdays.at(date(2026, 7, 1), 9) == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert workdays.at(date(2026, 12, 1), 9, 30) == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


def test_clock_changes():
    found = workdays.clock_changes(date(2026, 10, 1), date(2027, 3, 31))
    assert found == [date(2026, 10, 25), date(2027, 3, 28)]


def test_summer_is_slower_than_autumn():
    calendar = workdays.busy_days(date(2026, 7, 1), date(2026, 10, 31))
    weights = dict(
        zip(
            calendar.values,
            (b - a for a, b in zip((0, *calendar.sums), calendar.sums, strict=False)),
            strict=True,
        )
    )
    assert weights[date(2026, 8, 4)] < weights[date(2026, 10, 6)]
