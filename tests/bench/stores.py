"""Stores to measure on: made once a run, thrown away after it."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base.ids import new_id
from app.model.field import Raw
from app.model.territory import NETWORK_COUNTIES
from app.services import enrolment
from app.store.database import Database

MANY = 100_000
_WORDS = [
    "tartak", "kowalski", "usługi", "budowlane", "piekarnia", "handel", "transport", "sklep",
    "krawiec", "kopalnia", "kuchnia", "kosmos", "ogród", "meble", "stolarnia", "żagle",
    "mazury", "warmia", "łódź", "pensjonat", "gospodarstwo", "warsztat",
]  # fmt: skip
_TOWNS = ("Pisz", "Ełk", "Giżycko", "Ostróda", "Iława", "Kętrzyn", "Olsztyn", "Orneta")
_TAX_OFFICES = (739, 741, 742, 743, 744, 745, 847, 849)
_AT_ONCE = 10_000


@contextmanager
def office_store(companies: int = 0) -> Iterator[Database]:
    """Lend an office's store with so many made-up companies."""
    with tempfile.TemporaryDirectory(prefix="centrum-csr-bench-") as folder:
        yield from _opened(Path(folder) / "store", companies)


def _opened(folder: Path, companies: int) -> Iterator[Database]:
    database = enrolment.set_up_office(folder, "Bench")
    try:
        dice = random.Random(7)
        for start in range(0, companies, _AT_ONCE):
            rows = [_company(dice, n) for n in range(start, min(companies, start + _AT_ONCE))]
            database.write_bulk(rows, label="Companies")
        yield database
    finally:
        database.close()


def _company(dice: random.Random, n: int) -> tuple[str, tuple[str, str, dict[str, Raw]]]:
    county = dice.choice(NETWORK_COUNTIES)
    fields: dict[str, Raw] = {
        "name": f"{' '.join(dice.sample(_WORDS, 3)).capitalize()} {n}",
        "kind": "company",
        "county": county,
        "town": dice.choice(_TOWNS),
        "stage": "new",
        # A NIP begins with one of the region's tax offices; the rest is spread.
        "nip": f"{dice.choice(_TAX_OFFICES)}{dice.randrange(10**7):07d}",
        "created_at": "2026-01-01T08:00:00.000Z",
        "deleted": 0,
    }
    return county, ("company", new_id(), fields)
