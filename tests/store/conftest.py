"""A store of its own for each test, copied from one that was made once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.base.ids import new_id
from app.model.company import Company
from app.store.database import Database
from app.store.identity import Founding

FOUNDING = Founding("net", "dev", "promoter", "promoter-1", "2816", ("2816",))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return an empty promoter's store for the county piski."""
    made = Database.create(tmp_path / "store", FOUNDING)
    yield made
    made.close()


@pytest.fixture
def two_counties(tmp_path: Path) -> Iterator[Database]:
    """Return an empty promoter's store for the counties piski and ełcki."""
    made = Database.create(tmp_path / "both", replace(FOUNDING, counties=("2816", "2805")))
    yield made
    made.close()


def add_company(session, **values):
    """Add a company to the session and return it."""
    row = Company(
        **{"id": new_id(), "scope": "2816", "name": "Tartak", "kind": "company", **values}
    )
    session.add(row)
    return row


def set_fields(session, row_id, **values):
    """Change fields of a company."""
    row = session.get(Company, row_id)
    for name, value in values.items():
        setattr(row, name, value)
    return row


@pytest.fixture
def company(database: Database) -> str:
    """Return the id of a saved company."""
    return database.write(add_company, label="Add").result.id


@pytest.fixture
def value_of(database: Database) -> Callable[[str, str], object]:
    """Return a function that reads one field of a company."""
    return lambda row, name: database.read(lambda s: getattr(s.get(Company, row), name))
