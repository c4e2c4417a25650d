"""Which of a sender's files is the latest, whatever its manifest says of the time."""

import pytest

from app.sync.receipts import Order


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
