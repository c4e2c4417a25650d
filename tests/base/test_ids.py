"""Names of rows: fresh ones sort by birth, derived ones meet."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from app.base import clock
from app.base.ids import derived_id, new_id


@pytest.fixture
def ticking():
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    times = iter(moment + timedelta(milliseconds=n) for n in range(10_000))
    clock.set_clock(lambda: next(times))
    yield
    clock.set_clock(None)


def test_fresh_ids_are_uuid7_and_sort_by_time(ticking):
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert {uuid.UUID(made).version for made in ids} == {7}
    assert {uuid.UUID(made).variant for made in ids} == {uuid.RFC_4122}


def test_ids_of_one_millisecond_differ():
    clock.set_clock(lambda: datetime(2026, 1, 1, tzinfo=UTC))
    try:
        assert len({new_id() for _ in range(1000)}) == 1000
    finally:
        clock.set_clock(None)


def test_a_fact_has_one_name_and_other_facts_have_others():
    assert derived_id("attendance", "s", "p") == derived_id("attendance", "s", "p")
    assert derived_id("attendance", "s", "p") != derived_id("attendance", "p", "s")
    assert derived_id("attendance", "ab", "c") != derived_id("attendance", "a", "bc")
    assert derived_id("attendance", "s", "p") != derived_id("participation", "s", "p")
