"""A document's pages painted into one PDF, with what the file says of itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.base.clock import now
from app.documents.fonts import REGULAR, register_fonts
from app.documents.imposition import Imposition
from app.documents.ink import Ink
from app.documents.painter import Painter
from app.documents.sheet import Sheet
from app.documents.structure import Structure
from app.documents.theme import MM


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
        sheet: the paper; when its options ask for several copies, each page is a sheet of them.
        facts: what the file says of itself.
        pages: each page's ink in reading order.
        tagged: whether listeners get the tree of what is a heading, a table and so on.
        bookmarks: the reader's outline.
    """
    grid = sheet.imposition
    if grid is not None:
        pages = _imposed(sheet.whole, grid, pages)
        sheet = sheet.whole
    register_fonts()
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
    separated = sheet.options.colours == "cmyk"
    painter = Painter(canvas, margin, height - margin, structure, separated=separated)
    outline = list(bookmarks)
    for number, inks in enumerate(pages, start=1):
        canvas.setTrimBox((margin, margin, width - margin, height - margin))
        bleed = inner * MM
        canvas.setBleedBox((bleed, bleed, width - bleed, height - bleed))
        canvas.saveState()
        if sheet.turns_back and number % 2 == 0:
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


def _imposed(whole: Sheet, grid: Imposition, pages: Iterable[Iterable[Ink]]) -> Iterator[list[Ink]]:
    for inks in pages:
        filled = list(grid.filled(inks, whole.options.bleed_mm))
        if whole.options.marks:
            filled += whole.marks(cuts_mm=grid.cuts_mm)
        yield filled


def _describe(canvas: Canvas, facts: DocumentFacts) -> None:
    canvas.setTitle(facts.title)
    canvas.setSubject(facts.subject)
    canvas.setAuthor(facts.author)
    canvas.setCreator("Centrum CSR")
    made = now().strftime("D:%Y%m%d%H%M%S+00'00'")
    canvas.setDateFormatter(lambda *_time: made)
    canvas.setViewerPreference("DisplayDocTitle", "true")
