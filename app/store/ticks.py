"""The hybrid logical clock: breaks ties between changes that did not see each other.

A tick is milliseconds since 1970 times 1024 plus a counter, below 2**53 until the year 2248, so
that every JSON reader keeps it exact.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection

from app.base import clock
from app.store.engine import driver

_COUNTS = 1024
_LATEST = 2**53 - 2**40
"""In the year 2248. A clock beyond it would date what was saved so that nobody takes it in; what is
left up to 2**53 is for counting on."""
_AHEAD = 5 * 60 * 1000 * _COUNTS


def next_tick(connection: Connection, last: int | None = None) -> int:
    """Return a tick later than any that this store has written, and remember it.

    Args:
        connection: inside a writing transaction.
        last: the latest, where it is known.
    """
    # Asked and told apart: one statement that returns what it wrote costs half as much again.
    tick = max((last_tick(connection) if last is None else last) + 1, _now())
    _remember(connection, tick)
    return tick


def last_tick(connection: Connection) -> int:
    """Return the latest tick written or followed."""
    found = driver(connection).execute("SELECT value FROM meta WHERE key='tick'").fetchone()
    return int(found[0]) if found else 0


def follow(connection: Connection, tick: int, writer: str) -> None:
    """Move on to a tick from another device, unless its clock is minutes ahead of ours.

    One laptop whose clock is a year off must not date everybody's later work a year off. What this
    device wrote itself, before a copy was put back, is its own time and always behind it.

    Args:
        connection: inside a writing transaction.
        tick: the latest of what has come.
        writer: whose changes they are.
    """
    if tick <= last_tick(connection):
        return
    (own,) = driver(connection).execute("SELECT value FROM meta WHERE key='device'").fetchone()
    if writer.partition("~")[0] == own or tick <= _now() + _AHEAD:
        _remember(connection, tick)


def tick_time(tick: int) -> datetime:
    """Return the moment that a tick names."""
    return datetime.fromtimestamp(tick // _COUNTS / 1000, UTC)


def _now() -> int:
    return min(int(clock.now().timestamp() * 1000) * _COUNTS, _LATEST)


def _remember(connection: Connection, tick: int) -> None:
    driver(connection).execute(
        "INSERT INTO meta(key, value) VALUES('tick', ?) "
        "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        (str(tick),),
    )
