"""The paper: page size, bleed, print boxes, crop and fold marks, sheets of several, back sides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.imposition import LEAST_BLEED_MM, Cuts, Imposition, on_a4
from app.documents.ink import Area, Shape, line
from app.documents.theme import MARK, MM, WARNING

BLEEDS_MM = (0, 2, 3)
COLOURS = ("rgb", "cmyk")
EDGES = ("", "long-edge", "short-edge")
_MARK_GAP_MM, _MARK_LENGTH_MM, _MARK_EDGE_MM = 1.0, 5.0, 1.0
_HAIRLINE = 0.25

TwoSided = Literal["two-sided-long-edge", "two-sided-short-edge"]
_SHORT: TwoSided = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a document is put on paper.

    Attributes:
        bleed_mm: 0, 2 or 3: how far backgrounds run over the cut.
        marks: crop and fold marks outside the trim.
        rotate_back: even pages turned by 180°, for printers that turn them the wrong way round.
        guides: the safe margin and the folds as dashed lines; for the screen, never for print.
        safe_mm: the margin that text never enters.
        colours: `rgb` of screens and office printers, or `cmyk`, the inks of a print shop.
        several: as many copies on an A4 sheet as it holds, with marks of the cuts between them.
        flip: the edge of the sheet on which it is turned over; empty for the one that needs no
            turning: the long edge of an upright sheet, the short one of a sheet that lies.
    """

    bleed_mm: int = 0
    marks: bool = False
    rotate_back: bool = False
    guides: bool = False
    safe_mm: float = 5.0
    colours: str = "rgb"
    several: bool = False
    flip: str = ""

    def __post_init__(self) -> None:
        """Refuse a bleed that no print shop asked for, and what nobody knows."""
        if self.bleed_mm not in BLEEDS_MM:
            raise UserError(_("The bleed is 0, 2 or 3 mm. Choose one of them."))
        if self.colours not in COLOURS:
            raise UserError(_("The colours are rgb or cmyk. Choose one of them."))
        if self.flip not in EDGES:
            raise UserError(
                _("A sheet is turned over on its long-edge or short-edge. Choose one of them.")
            )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A trimmed size in millimetres and the options; knows where everything stands."""

    width_mm: float
    height_mm: float
    options: PrintOptions

    @property
    def margin_mm(self) -> float:
        """What the page is larger than the trim, on each side."""
        marks = _MARK_GAP_MM + _MARK_LENGTH_MM + _MARK_EDGE_MM if self.options.marks else 0.0
        return self.options.bleed_mm + marks

    @property
    def trim(self) -> Area:
        """The trimmed page as ink sees it: from zero, in points."""
        return Area(0, 0, self.width_mm * MM, self.height_mm * MM)

    @property
    def bleed(self) -> Area:
        """The trim with its bleed; a copy among several always has some, to fill its part."""
        least = LEAST_BLEED_MM if self.options.several else 0.0
        return self.trim.inset(-max(least, self.options.bleed_mm) * MM)

    @property
    def imposition(self) -> Imposition | None:
        """How several copies stand on a sheet, when that is asked for.

        Raises:
            UserError: the page is too large to stand on a sheet more than once.
        """
        if not self.options.several:
            return None
        found = on_a4(self.width_mm, self.height_mm)
        if found is None:
            raise UserError(
                _("This format fits on an A4 sheet only once. Print one copy on each sheet.")
            )
        return found

    @property
    def whole(self) -> "Sheet":
        """The sheet that goes through the printer: itself, or the one with several copies."""
        grid = self.imposition
        if grid is None:
            return self
        return Sheet(grid.width_mm, grid.height_mm, replace(self.options, several=False))

    @property
    def copies(self) -> int:
        """How many copies of the page the printed sheet gives."""
        grid = self.imposition
        return 1 if grid is None else grid.copies

    @property
    def lies(self) -> bool:
        """Whether the printed sheet lies on its long side."""
        return self.whole.width_mm > self.whole.height_mm

    @property
    def sides(self) -> TwoSided:
        """How a printer turns the sheet over."""
        if self.options.flip:
            return "two-sided-long-edge" if self.options.flip == "long-edge" else _SHORT
        return _SHORT if self.lies else "two-sided-long-edge"

    @property
    def turns_back(self) -> bool:
        """Whether back sides are turned by 180°: for another edge, or a printer's own way."""
        natural = replace(self, options=replace(self.options, flip=""))
        return (self.sides != natural.sides) != self.options.rotate_back

    @property
    def media(self) -> tuple[float, float]:
        """Width and height of the whole page, in points."""
        more = 2 * self.margin_mm
        return (self.width_mm + more) * MM, (self.height_mm + more) * MM

    def marks(self, folds_mm: Iterable[float] = (), cuts_mm: Cuts = ((), ())) -> Iterator[Shape]:
        """Yield crop marks at the corners and dashed fold marks above and below the trim.

        A copy among several has none of its own: the sheet has them.

        Args:
            folds_mm: where the page folds, from the left.
            cuts_mm: where the sheet is cut within, from the left and from the top.
        """
        if self.options.several:
            return
        near = (self.options.bleed_mm + _MARK_GAP_MM) * MM
        far = near + _MARK_LENGTH_MM * MM
        trim = self.trim
        for x in (trim.x, *(mm * MM for mm in cuts_mm[0]), trim.right):
            yield from self._upright(x, near, far, ())
        for y in (trim.y, *(mm * MM for mm in cuts_mm[1]), trim.bottom):
            yield line((-near, y), (-far, y), MARK, _HAIRLINE)
            yield line((trim.right + near, y), (trim.right + far, y), MARK, _HAIRLINE)
        for fold in folds_mm:
            yield from self._upright(fold * MM, near, far, (1.5, 1.5))

    def guides(self, safe: Iterable[Area], folds_mm: Iterable[float]) -> Iterator[Shape]:
        """Yield the helping lines of a preview."""
        for area in safe:
            edges = (
                ("M", (area.x, area.y)),
                ("L", (area.right, area.y)),
                ("L", (area.right, area.bottom)),
                ("L", (area.x, area.bottom)),
                ("Z", ()),
            )
            yield Shape(edges, stroke=WARNING, line_width=0.4, dashes=(2, 2))
        for fold in folds_mm:
            ends = (("M", (fold * MM, 0.0)), ("L", (fold * MM, self.trim.bottom)))
            yield Shape(ends, stroke=WARNING, line_width=0.4, dashes=(6, 3))

    def _upright(
        self, x: float, near: float, far: float, dashes: tuple[float, ...]
    ) -> Iterator[Shape]:
        bottom = self.trim.bottom
        for start, end in ((-far, -near), (bottom + near, bottom + far)):
            ends = (("M", (x, start)), ("L", (x, end)))
            yield Shape(ends, stroke=MARK, line_width=_HAIRLINE, dashes=dashes)
