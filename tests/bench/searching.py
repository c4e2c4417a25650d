"""Search as you type over a hundred thousand companies, each key against a frame of 16 ms."""

from collections.abc import Iterator

from app.services import companies
from tests.bench.measure import Figure, percentile, seconds
from tests.bench.stores import MANY, office_store

_FRAME = 0.016
_TYPED = (
    "kowalski",
    "tartak pisz",
    "piekarnia 555",
    "ogród ełk",
    "zagle lodz",
    "7450055555",
    "u b p",
    "mazury 99",
)


def figures() -> Iterator[Figure]:
    """Yield the 95th percentile over all keys of some searches."""
    with office_store(MANY) as database:
        keys = [text[:length] for text in _TYPED for length in range(1, len(text) + 1)]
        taken = [
            min(seconds(lambda text=key: _first_page(database, text)) for _ in range(3))
            for key in keys
        ]
    yield Figure("search key, 95th percentile", percentile(taken, 0.95), _FRAME, "s", 0.5)


def _first_page(database, text):
    def read(session):
        return companies.page(session, companies.ids(session, text)[:40])

    return database.read(read)
