"""Which of a sender's files is the latest, whatever its manifest says of the time."""

import pytest

from app.sync import peers
from app.sync.manifest import Heard
from app.sync.receipts import Order
from tests.sync import forging


@pytest.mark.parametrize(
    ("made", "read"),
    [
        ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00+00:00"),
        ("0001-01-01T00:00:00", "0001-01-01T00:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
    ],
)
def test_the_time_of_a_file_never_asks_the_system(made, read, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Warsaw")
    assert Order.of("device~1", 1, made) == (1, 1, read)


def test_what_was_heard_of_a_day_to_come_does_not_count(network):
    laptop, other = network["P1"], network["P2"]
    laptop.add(row="firma", name="Tartak")
    heard = Heard("9999-01-01T00:00:00+00:00", {"2816": {laptop.db.who.writer: 99}})
    laptop.take(forging.resealed(other.export("P1"), other, laptop, heard=heard))
    with laptop.db.reading() as connection:
        assert peers.waiting_for_office(connection, laptop.db)[0] == 1
