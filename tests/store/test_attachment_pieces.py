"""Pieces of a content wait aside in any order until they are whole, no longer than needed."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base import clock
from app.store import attachment_care, attachment_pieces, attachments
from app.store.attachment_pieces import Arriving, joined, lacking
from app.store.attachments import Content, path_of
from tests.store.test_attachments import attach

DATA = bytes(range(256)) * 16
WHOLE = Content(hashlib.sha256(DATA).hexdigest(), len(DATA))
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple))


def keep(database, start, end, data=DATA):
    attachment_pieces.keep(database.folder, WHOLE, start, [data[start:end]], end - start)


def note(database, row="r"):
    with database.writing() as connection:
        attachment_pieces.note(connection, Arriving(WHOLE, row))


def put_together(database, named=(WHOLE.size,), said=()):
    return attachment_pieces.put_together(database.folder, WHOLE.sha256, named, said)


def here(database):
    return attachment_pieces.spans(database.folder, WHOLE.sha256)


@given(spans, st.integers(0, 80))
def test_spans_and_what_they_lack_fill_the_content_once(found, size):
    have = {byte for start, end in found for byte in range(start, end)}
    assert {byte for start, end in joined(found) for byte in range(start, end)} == have
    gaps = [byte for start, end in lacking(found, size) for byte in range(start, end)]
    assert gaps == sorted(set(range(size)) - have)


@given(st.permutations([(0, 1000), (900, 2000), (2000, 2001), (1500, 4096), (0, 10)]))
def test_pieces_come_in_any_order_and_overlap(order):
    with TemporaryDirectory() as folder:
        store = Path(folder)
        for start, end in [*order, *order]:
            attachment_pieces.keep(store, WHOLE, start, [DATA[start:end]], end - start)
        assert attachment_pieces.spans(store, WHOLE.sha256) == [(0, 4096)]
        assert attachment_pieces.put_together(store, WHOLE.sha256, [WHOLE.size])
        assert path_of(store, WHOLE.sha256).read_bytes() == DATA


def test_what_is_not_whole_stays_aside(database):
    keep(database, 0, 1000)
    keep(database, 2000, 4096)
    assert not put_together(database)
    assert here(database) == [(0, 1000), (2000, 4096)]
    assert lacking(here(database), WHOLE.size) == [(1000, 2000)]


def test_pieces_of_another_content_are_dropped_when_whole(database):
    keep(database, 0, 4096, bytes(4096))
    assert not put_together(database)
    assert here(database) == []
    assert not path_of(database.folder, WHOLE.sha256).exists()


@pytest.mark.parametrize("wrong", [1, 1000, 4095, 4097, 10**9])
def test_a_wrong_size_costs_no_piece(database, wrong):
    keep(database, 0, 1000)
    keep(database, 1000, 4096)
    assert put_together(database, named=[WHOLE.size, wrong], said=[]) == WHOLE
    assert put_together(database, named=[WHOLE.size], said=[wrong]) == WHOLE
    assert put_together(database, named=[wrong], said=[WHOLE.size]) == WHOLE


def test_a_smaller_size_that_is_full_drops_nothing_while_a_larger_one_is_not(database):
    keep(database, 0, 1000)
    assert put_together(database, named=[WHOLE.size, 1000]) is None
    assert put_together(database, named=[WHOLE.size], said=[1000]) is None
    assert here(database) == [(0, 1000)]


def test_pieces_without_a_record_have_a_limit(database, monkeypatch):
    keep(database, 0, 1000)
    monkeypatch.setattr(attachment_pieces, "MOST_EARLY", 1500)
    assert attachment_pieces.has_room(database.folder, 500)
    assert not attachment_pieces.has_room(database.folder, 501)


def test_a_half_written_piece_is_none(database):
    keep(database, 0, 10)
    folder = database.folder / attachment_pieces.FOLDER / WHOLE.sha256
    (folder / ".10-20.ab12.part").write_bytes(b"x")
    (folder / "20-9999").write_bytes(b"x")  # not as long as its name says
    (folder / "x-y").write_bytes(b"x")
    assert here(database) == [(0, 10)]


def test_a_name_that_is_no_hash_leads_nowhere(database):
    with pytest.raises(ValueError, match="names no content"):
        attachment_pieces.spans(database.folder, "../x")


def at(days):
    clock.set_clock(lambda: datetime.now(UTC) + timedelta(days=days))


@pytest.fixture(autouse=True)
def _clock():
    yield
    clock.set_clock(None)


@pytest.mark.parametrize(("days", "left"), [(29, [(0, 10)]), (31, [])])
def test_pieces_without_a_record_are_let_go_after_a_month(database, days, left):
    keep(database, 0, 10)
    note(database)
    at(days)
    attachment_care.sweep(database)
    assert here(database) == left
    with database.reading() as connection:
        assert bool(attachment_pieces.find(connection, WHOLE.sha256)) == bool(left)


def test_pieces_of_what_is_needed_stay(database):
    attach(database, DATA)
    keep(database, 0, 10)
    note(database)
    at(400)
    attachment_care.sweep(database)
    assert here(database) == [(0, 10)]
    with database.reading() as connection:
        assert attachments.missing(connection) == {WHOLE.sha256}


@pytest.mark.parametrize(("days", "left"), [(1, [(0, 10)]), (31, [])])
def test_pieces_that_the_table_does_not_know_go_too(database, days, left):
    keep(database, 0, 10)
    at(days)
    attachment_care.sweep(database)
    assert here(database) == left
