"""A store's lives: each put-back store goes on under a name that was never used."""

from datetime import UTC, datetime, timedelta

import pytest

from app.base import clock
from app.store import identity

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def life(database):
    """Return a function that starts a new life at a moment and returns its number."""

    def start(moment: datetime) -> int:
        clock.set_clock(lambda: moment)
        with database.writing() as connection:
            identity.start_incarnation(connection)
            return int(identity.fact(connection, "incarnation"))

    yield start
    clock.set_clock(None)


def test_lives_of_one_store_grow_though_the_clock_was_set_back(life):
    lives = [life(NOW + timedelta(days=days)) for days in (0, 365, 0, -30)]
    assert lives == sorted(set(lives))


def test_a_life_is_not_older_than_its_moment(life):
    assert life(NOW) >= int(NOW.timestamp() * 1000)
