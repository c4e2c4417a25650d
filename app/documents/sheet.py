"""The paper: page size, bleed, print boxes, crop and fold marks, the back side turned round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.base.clock import now
from app.base.errors import UserError
from app.base.i18n import _
from app.documents.fonts import REGULAR
from app.documents.ink import Area, Ink, Shape, line
from app.documents.painter import Painter
from app.documents.structure import Structure
from app.documents.theme import MARK, MM, WARNING

BLEEDS_MM = (0, 2, 3)
_MARK_GAP_MM, _MARK_LENGTH_MM, _MARK_EDGE_MM = 1.0, 5.0, 1.0
_HAIRLINE = 0.25


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a document is put on paper.

    Attributes:
        bleed_mm: 0, 2 or 3: how far backgrounds run over the cut.
        marks: crop and fold marks outside the trim.
        rotate_back: even pages turned by 180°, for printers that flip on the short edge.
        guides: the safe margin and the folds as dashed lines; for the screen, never for print.
        safe_mm: the margin that text never enters.
    """

    bleed_mm: int = 0
    marks: bool = False
    rotate_back: bool = False
    guides: bool = False
    safe_mm: float = 5.0

    def __post_init__(self) -> None:
        """Refuse a bleed that no print shop asked for."""
        if self.bleed_mm not in BLEEDS_MM:
            raise UserError(_("The bleed is 0, 2 or 3 mm. Choose one of them."))


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
        """The trim with its bleed."""
        return self.trim.inset(-self.options.bleed_mm * MM)

    @property
    def media(self) -> tuple[float, float]:
        """Width and height of the whole page, in points."""
        more = 2 * self.margin_mm
        return (self.width_mm + more) * MM, (self.height_mm + more) * MM

    def marks(self, folds_mm: Iterable[float]) -> Iterator[Shape]:
        """Yield crop marks at the corners and dashed fold marks above and below the trim."""
        near = (self.options.bleed_mm + _MARK_GAP_MM) * MM
        far = near + _MARK_LENGTH_MM * MM
        trim = self.trim
        for x in (trim.x, trim.right):
            yield from self._upright(x, near, far, ())
        for y in (trim.y, trim.bottom):
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


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the reader's outline: a page (the first is 0), how far down, how deep."""

    title: str
    page: int
    y: float
    level: int = 0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a PDF says about itself."""

    title: str
    language: str
    subject: str = ""
    author: str = ""


def paint_pages(
    sheet: Sheet,
    facts: DocumentFacts,
    pages: Iterable[Iterable[Ink]],
    *,
    tagged: bool = False,
    bookmarks: Iterable[Bookmark] = (),
) -> bytes:
    """Return a PDF with one page for each given ink.

    The same ink at the same time gives the same bytes. Ink's zero is the top left
    corner of the trim.

    Args:
        sheet: the paper.
        facts: what the file says of itself.
        pages: each page's ink in reading order.
        tagged: whether listeners get the tree of what is a heading, a table and so on.
        bookmarks: the reader's outline.
    """
    rl_config.useA85 = 0  # plain bytes in the streams: a fifth smaller, and sooner written
    to = BytesIO()
    width, height = sheet.media
    margin = sheet.margin_mm * MM
    inner = sheet.margin_mm - sheet.options.bleed_mm
    canvas = Canvas(
        to,
        pagesize=(width, height),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=facts.language,
    )
    _describe(canvas, facts)
    structure = Structure(canvas) if tagged else None
    painter = Painter(canvas, margin, height - margin, structure)
    outline = list(bookmarks)
    for number, inks in enumerate(pages, start=1):
        canvas.setTrimBox((margin, margin, width - margin, height - margin))
        bleed = inner * MM
        canvas.setBleedBox((bleed, bleed, width - bleed, height - bleed))
        canvas.saveState()
        if sheet.options.rotate_back and number % 2 == 0:
            canvas.translate(width, height)
            canvas.rotate(180)
        painter.draw(inks)
        canvas.restoreState()
        for place, mark in enumerate(outline):
            if mark.page == number - 1:
                key = f"mark{place}"
                canvas.bookmarkHorizontal(key, 0, height - margin - mark.y)
                canvas.addOutlineEntry(mark.title, key, level=mark.level)
        canvas.showPage()
        if structure is not None:
            structure.end_page()
    if structure is not None:
        structure.close()
    canvas.save()
    return to.getvalue()


def _describe(canvas: Canvas, facts: DocumentFacts) -> None:
    canvas.setTitle(facts.title)
    canvas.setSubject(facts.subject)
    canvas.setAuthor(facts.author)
    canvas.setCreator("Centrum CSR")
    made = now().strftime("D:%Y%m%d%H%M%S+00'00'")
    canvas.setDateFormatter(lambda *_time: made)
    canvas.setViewerPreference("DisplayDocTitle", "true")
