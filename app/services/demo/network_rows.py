"""The whole made-up network as a stream of rows."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.model.territory import NETWORK_COUNTIES
from app.services.demo.counties import county_rows
from app.services.demo.network import reference
from app.services.demo.raw_rows import Row

_FIXED = 8_000
_PER_SCALE = 12_500


def rows(
    seed: int, scale: float, today: date, counties: Iterable[str] = NETWORK_COUNTIES
) -> Iterator[Row]:
    """Yield every row, each after what it points to; the same arguments yield the same bytes.

    Args:
        seed: which of the possible networks.
        scale: 1 is eight Centres, 80 promoters, 1,200 companies and half a year of work.
        today: the day on which the half year ends.
        counties: the counties wanted; the network's own data always comes first.
    """
    about = reference(seed)
    yield from about.rows
    for scope in counties:
        yield from county_rows(about, scope, seed, scale, today)


def expected_rows(scale: float) -> int:
    """Return about how many rows there will be, for showing how far the work is."""
    return round(_FIXED + _PER_SCALE * scale)
