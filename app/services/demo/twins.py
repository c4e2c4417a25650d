"""Companies that were entered twice, or look as if they were: some judged already, some not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.model.company import Company, CompanyKind, SizeClass, Stage
from app.model.merge_edge import MergeEdge, Verdict
from app.services.demo import registers
from app.services.demo.ground import Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two entries; `n` is its number in the registers, if it is known."""

    name: str
    address: str
    n: int | None = None
    phone: str | None = None


BRANCHES = 9_000_010
"""The number of the company whose two branches are kept as two, with one NIP."""
_PAIRS = {
    "2815": (
        (
            Twin("Piekarnia „Kłos” – sklep przy rynku", "Rynek 3", BRANCHES),
            Twin("Piekarnia „Kłos” – wypiekarnia", "ul. Polna 40", BRANCHES),
            Verdict.DIFFERENT,
        ),
    ),
    "2814": (
        (
            Twin("Stolarnia „Jesion”", "ul. Leśna 12", 9_000_011, "89 555 01 11"),
            Twin("ZPU STOLARNIA JESION", "Leśna 12", None, "+48 895550111"),
            Verdict.SAME,
        ),
        (
            Twin("Kawiarnia „Pod Lipą” s.c.", "ul. Mostowa 5", 9_000_012),
            Twin("KAWIARNIA POD LIPĄ", "Mostowa 5", None, "89 555 02 22"),
            None,
        ),
    ),
}


def twin_rows(ground: Ground) -> Iterator[Row]:
    """Yield the county's pairs, and the judgements on those that somebody has judged."""
    born = at(ground.first - timedelta(days=2), 11)
    for one, other, verdict in _PAIRS.get(ground.scope, ()):
        ids = [ground.dice.new_id(born + timedelta(days=days)) for days in (0, 1)]
        for row, twin in zip(ids, (one, other), strict=True):
            yield raw_row(
                Company, ground.scope, row, born, ground.staff[0],
                name=twin.name, kind=CompanyKind.COMPANY, county=ground.county, town=ground.town,
                address=twin.address, nip=registers.nip(twin.n) if twin.n else None,
                phone=twin.phone, size_class=SizeClass.MICRO, centre=ground.centre,
                stage=Stage.NEW,
            )  # fmt: skip
        if verdict is not None:
            first, second = sorted(ids)
            yield raw_row(
                MergeEdge, ground.scope, MergeEdge.id_for(first, second), born, ground.staff[0],
                one=first, other=second, verdict=verdict,
            )  # fmt: skip
