"""An office's and a promoter's store with the same reference data, and a clock that stands."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.base import clock
from app.model.company import Company
from app.services import companies
from app.store.database import Database
from app.store.identity import Founding

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A Monday, 10:30 in Poland."""
PISZ, ELK, OLSZTYN, REGION = "centre-pisz", "centre-elk", "centre-olsztyn", "centre-region"
ANNA, JAN, EWA = "promoter-anna", "promoter-jan", "promoter-ewa"
LEAFLET, BROCHURE = "material-leaflet", "material-brochure"

_CENTRES = {
    PISZ: ("PI", "Centrum Pisz", "county", "2816"),
    ELK: ("EL", "Centrum Ełk", "county", "2805"),
    OLSZTYN: ("OL", "Centrum Olsztyn", "county", "2814"),
    REGION: ("RE", "Centrum Regionalne", "regional", "2862"),
}
_PROMOTERS = {
    ANNA: ("P1", "Anna", "Łoś", PISZ),
    JAN: ("P2", "Jan", "Kowal", PISZ),
    EWA: ("P3", "Ewa", "Nowak", ELK),
}
_MATERIALS = {LEAFLET: ("A1", "Ulotka CSR", 20), BROCHURE: ("B1", "Broszura", None)}


def reference_rows():
    """Yield the network's rows in stored forms."""
    for row, (code, name, kind, county) in _CENTRES.items():
        yield "centre", row, {"code": code, "name": name, "kind": kind, "county": county}
    for row, (code, first, last, centre) in _PROMOTERS.items():
        names = {"code": code, "first_name": first, "last_name": last}
        yield "promoter", row, {**names, "centre": centre, "role": "promoter"}
    for row, (code, name, minimum) in _MATERIALS.items():
        values = {"code": code, "name": name, "kind": "leaflet", "minimum": minimum}
        yield "material", row, values


def make_store(folder: Path, founding: Founding) -> Database:
    """Return a new store that holds the reference data."""
    database = Database.create(folder, founding)
    database.write_bulk((("network", change) for change in reference_rows()), label="Reference")
    return database


@pytest.fixture
def time() -> Iterator[Callable[[datetime], None]]:
    """Let time stand at `NOW`; the function given moves it."""
    here = SimpleNamespace(now=NOW)
    clock.set_clock(lambda: here.now)
    yield lambda moment: setattr(here, "now", moment)
    clock.set_clock(None)


@pytest.fixture
def db(tmp_path: Path, time: object) -> Iterator[Database]:
    """Return Anna's store for the county piski."""
    made = make_store(
        tmp_path / "anna", Founding("net", "dev-anna", "promoter", ANNA, "2816", ("2816",))
    )
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path, time: object) -> Iterator[Database]:
    """Return the office's store."""
    made = make_store(
        tmp_path / "office", Founding("net", "dev-office", "office", None, "2814", ())
    )
    yield made
    made.close()


@pytest.fixture
def save(db: Database) -> Callable[..., object]:
    """Return a function that runs a service in Anna's store and returns its result."""
    return lambda deed, *args, **more: db.write(deed, *args, label="Test", **more).result


@pytest.fixture
def company(save) -> Company:
    """Return a saved company in Pisz."""
    return save(companies.save, name="Tartak Łęg", county="2816", town="Pisz", nip="5260250274")
