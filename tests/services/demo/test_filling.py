from datetime import UTC, datetime

import pytest

from app.base import clock
from app.base.errors import Cancelled
from app.services.demo import fill, reference, rows
from app.store import search
from app.store.database import Database
from app.store.identity import Founding

SCALE = 0.02


@pytest.fixture
def open_store(tmp_path):
    """Return a function that makes an office's store; all are closed in the end."""
    made = []
    clock.set_clock(lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))

    def make():
        about = reference(5)
        founding = Founding(about.network, "dev", "office", about.office, "2814", ())
        made.append(Database.create(tmp_path / str(len(made)), founding))
        return made[-1]

    yield make
    clock.set_clock(None)
    for store in made:
        store.close()


class Watcher:
    def __init__(self, limit=None):
        self.steps = []
        self.limit = limit

    def step(self, done, total, text=""):
        self.steps.append((done, total))
        if self.limit and len(self.steps) >= self.limit:
            raise Cancelled


def count(session, table):
    return session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()


def test_the_office_gets_every_row(open_store):
    store = open_store()
    stream = list(rows(5, SCALE, clock.today()))
    assert fill(store, 5, SCALE) == len(stream)
    for table in ("company", "visit", "attendance", "stock_move"):
        expected = sum(name == table for _, name, *_ in stream)
        assert store.read(count, table) == expected


def test_what_was_filled_is_found_by_search(open_store):
    store = open_store()
    fill(store, 5, SCALE)
    assert [hit.title for hit in store.read(search.find, "zolwik")] == ["Żółwik"]


def test_progress_rises_to_its_end(open_store):
    watcher = Watcher()
    fill(open_store(), 5, SCALE, watcher)
    assert watcher.steps == sorted(watcher.steps)
    assert watcher.steps[-1][0] == watcher.steps[-1][1]


def test_cancelling_stops_the_filling(open_store):
    store = open_store()
    with pytest.raises(Cancelled):
        fill(store, 5, SCALE, Watcher(limit=1))
    assert 0 < store.read(count, "company") < 36
