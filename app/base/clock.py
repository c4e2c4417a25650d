"""Time: stored in UTC, shown in Warsaw; tests set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Warsaw")

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return _source() if _source else datetime.now(UTC)


def today() -> date:
    """Return today's date in Warsaw."""
    return to_local(now()).date()


def to_local(moment: datetime) -> datetime:
    """Return the moment as people in Poland read it off a clock."""
    return moment.astimezone(LOCAL)


def from_local(naive: datetime) -> datetime:
    """Return the UTC moment of a Warsaw wall-clock time (the first one when it comes twice)."""
    return naive.replace(tzinfo=LOCAL).astimezone(UTC)


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Replace the source of time; `None` gives the real one back."""
    global _source  # noqa: PLW0603 - the one clock of the process
    _source = source
