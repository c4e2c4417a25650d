"""Several copies of a small page on one A4 sheet: where each stands and where the sheet is cut.

Every copy stands in the middle of an equal part of the sheet, and its background fills that part
to the cut. So both sides of a sheet have the same grid, and the back of each copy stands behind
its front whichever edge the sheet is turned over on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from app.documents.ink import Area, Clipped, Ink, Shape, line, placed
from app.documents.theme import MARK, MM, WHITE

Cuts = tuple[tuple[float, ...], tuple[float, ...]]
"""Upright cuts from the left and level ones from the top, in millimetres; edges left out."""

A4_MM = (210.0, 297.0)
LEAST_BLEED_MM = 2.0
"""How far backgrounds of a copy run over its trim, so that its part of the sheet is filled."""

_SLACK_MM = 0.01
_TICK_MM, _CROSS_MM = 8.0, 3.0  # a printer leaves up to 5 mm white at the edge
_HAIRLINE, _HALO = 0.25, 0.9


@dataclass(frozen=True, slots=True)
class Imposition:
    """A grid of equal parts on a sheet, in millimetres.

    Attributes:
        width_mm: of the sheet.
        height_mm: of the sheet.
        columns: parts side by side.
        rows: parts one below another.
        page_mm: width and height of the page that stands in each part.
    """

    width_mm: float
    height_mm: float
    columns: int
    rows: int
    page_mm: tuple[float, float]

    @property
    def copies(self) -> int:
        """How many copies a sheet gives."""
        return self.columns * self.rows

    @property
    def cuts_mm(self) -> Cuts:
        """Where the sheet is cut between the copies."""
        across = tuple(self.width_mm * n / self.columns for n in range(1, self.columns))
        down = tuple(self.height_mm * n / self.rows for n in range(1, self.rows))
        return across, down

    def places_mm(self) -> Iterator[tuple[float, float]]:
        """Yield the left upper corner of each copy's trim, row by row."""
        width, height = self.width_mm / self.columns, self.height_mm / self.rows
        dx, dy = (width - self.page_mm[0]) / 2, (height - self.page_mm[1]) / 2
        for row, column in product(range(self.rows), range(self.columns)):
            yield column * width + dx, row * height + dy

    def filled(self, inks: Iterable[Ink], bleed_mm: float) -> Iterator[Ink]:
        """Yield a sheet of copies of one page, then the marks of the cuts between them.

        Args:
            inks: the page, its backgrounds at least `LEAST_BLEED_MM` over the trim.
            bleed_mm: how far backgrounds run over the edge of the sheet.
        """
        page = tuple(inks)
        for (x, y), part in zip(self.places_mm(), self._parts(bleed_mm * MM), strict=True):
            yield Clipped(part, tuple(placed(page, x * MM, y * MM)))
        yield from self._marks()

    def _parts(self, bleed: float) -> Iterator[Area]:
        """Yield the seen part of each copy; at the sheet's edges it has the bleed."""
        width, height = self.width_mm * MM / self.columns, self.height_mm * MM / self.rows
        for row, column in product(range(self.rows), range(self.columns)):
            left = column * width - (bleed if column == 0 else 0.0)
            top = row * height - (bleed if row == 0 else 0.0)
            right = (column + 1) * width + (bleed if column == self.columns - 1 else 0.0)
            bottom = (row + 1) * height + (bleed if row == self.rows - 1 else 0.0)
            yield Area(left, top, right - left, bottom - top)

    def _marks(self) -> Iterator[Shape]:
        """Yield a tick at both ends of every cut and a cross where two meet.

        They lie on the cut itself, on white, so that they are seen on any background.
        """
        across, down = ([mm * MM for mm in cuts] for cuts in self.cuts_mm)
        width, height = self.width_mm * MM, self.height_mm * MM
        tick, arm = _TICK_MM * MM, _CROSS_MM * MM
        ends = [((x, a), (x, b)) for x in across for a, b in ((0, tick), (height - tick, height))]
        ends += [((a, y), (b, y)) for y in down for a, b in ((0, tick), (width - tick, width))]
        for x, y in product(across, down):
            ends += [((x - arm, y), (x + arm, y)), ((x, y - arm), (x, y + arm))]
        for colour, width_of_line in ((WHITE, _HALO), (MARK, _HAIRLINE)):
            for start, end in ends:
                yield line(start, end, colour, width_of_line)


def on_a4(width_mm: float, height_mm: float) -> Imposition | None:
    """Return how most copies of a page stand on an A4 sheet; nothing when it holds but one."""
    best: Imposition | None = None
    for across, down in (A4_MM, A4_MM[::-1]):
        columns, rows = (
            int((room + _SLACK_MM) // side)
            for room, side in ((across, width_mm), (down, height_mm))
        )
        if columns * rows > (best.copies if best else 1):
            best = Imposition(across, down, columns, rows, (width_mm, height_mm))
    return best
