"""When people work in Poland: holidays, weekdays, seasons, and wall-clock times."""

from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from app.base import clock
from app.services.demo.dice import Weighted

HALF_YEAR = timedelta(days=182)
_FIXED = (
    (1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26),
)  # fmt: skip
_WEEKDAYS = (0.8, 1.2, 1.25, 1.1, 0.65)
_SEASONS = {1: 0.8, 7: 0.55, 8: 0.5, 12: 0.7}


def _easter(year: int) -> date:
    # The anonymous Gregorian computus.
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap - correction + 15) % 30
    day = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * day) // 451
    month, before = divmod(epact + day - 7 * late + 114, 31)
    return date(year, month, before + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year in Poland."""
    easter = _easter(year)
    moving = {easter, *(easter + timedelta(days=days) for days in (1, 49, 60))}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def is_workday(day: date) -> bool:
    """Tell whether offices are open."""
    return day.weekday() < 5 and day not in holidays(day.year)


@cache
def workdays(first: date, last: date) -> tuple[date, ...]:
    """Return the workdays from first to last, both included."""
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_workday(day))


@cache
def busy_days(first: date, last: date) -> Weighted[date]:
    """Return the workdays weighted by how much promoters get done on them."""
    return Weighted(
        (day, _WEEKDAYS[day.weekday()] * _SEASONS.get(day.month, 1.0))
        for day in workdays(first, last)
    )


def workday_from(day: date, steps: int = 0) -> date:
    """Return the first workday on or after a day, or a later or an earlier one."""
    while not is_workday(day):
        day += timedelta(days=1)
    step = timedelta(days=1 if steps > 0 else -1)
    for _ in range(abs(steps)):
        day += step
        while not is_workday(day):
            day += step
    return day


def saturday_from(day: date) -> date:
    """Return the Saturday of a day's week."""
    return day + timedelta(days=5 - day.weekday())


@lru_cache(maxsize=40_000)
def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the UTC moment of a time on Warsaw's clocks."""
    return clock.from_local(datetime.combine(day, time(hour, minute)))


def clock_changes(first: date, last: date) -> list[date]:
    """Return the Sundays of a period on which Warsaw's clocks change."""
    found = []
    for year in range(first.year, last.year + 1):
        for month in (3, 10):
            end = date(year, month, 31)
            sunday = end - timedelta(days=(end.weekday() + 1) % 7)
            if first <= sunday <= last:
                found.append(sunday)
    return found
