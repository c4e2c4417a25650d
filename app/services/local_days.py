"""Days, weeks and months as people in Poland live them, given as UTC moments."""

from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, to_local


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins in Warsaw."""
    return from_local(datetime.combine(day, time.min))


def bounds(first: date, last: date | None = None) -> tuple[datetime, datetime]:
    """Return the moments at which the days from first to last begin and are over.

    A day of the clock change has 23 or 25 hours.
    """
    return start_of(first), start_of((last or first) + timedelta(days=1))


def month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """Return the moments at which a month begins and is over."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return start_of(date(year, month, 1)), start_of(following)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def day_of(moment: datetime) -> date:
    """Return the day in Warsaw on which a moment lies."""
    return to_local(moment).date()


def at(day: date, hour: time) -> datetime:
    """Return the moment of a day's wall-clock time in Warsaw."""
    return from_local(datetime.combine(day, hour))
