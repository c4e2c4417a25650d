"""Papers of some pages: a head with title and facts, what flows below it, a foot with the page.

A paper is a function: plain data in, PDF out. It makes parts (`statements`, `tables`, `charts`) and
gives them to `draw_paper`, which lays them on pages and paints those.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.base.i18n import _, language
from app.documents.centre_card import CentreCard
from app.documents.flow import Flowed, Part, flow
from app.documents.fonts import text_width, uncovered
from app.documents.ink import Ink, Stamp, Tagged, Words, all_words, line, placed
from app.documents.logos import set_row
from app.documents.pages import Bookmark, DocumentFacts, paint_pages
from app.documents.rows import Row
from app.documents.sheet import PrintOptions, Sheet
from app.documents.statements import facts_row, joined_row, text_rows
from app.documents.theme import (
    FINE,
    HAIRLINE,
    HALF,
    LABEL,
    MM,
    PAPER,
    PAPER_LEAD,
    PAPER_SECTION,
    PAPER_TITLE,
    STEP,
    STEP_2,
    STEP_3,
    TextStyle,
)

MARGIN_MM = 18.0
_TOP_MM, _BOTTOM_MM = 15.0, 10.0
_LOGO_MM = 8.6
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Cover:
    """What a paper says above its parts, and on every page.

    Attributes:
        kind: what sort of paper it is, above the title.
        facts: labels with their values, below the title.
        logos: whether the marking rules name this paper.
    """

    kind: str
    title: str
    centre: CentreCard
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    logos: bool = False
    landscape: bool = False

    @property
    def sheet(self) -> Sheet:
        """The paper's sheet: A4, upright or not."""
        long, short = 297.0, 210.0
        size = (long, short) if self.landscape else (short, long)
        return Sheet(*size, PrintOptions())

    @property
    def width(self) -> float:
        """The width between the margins, in points."""
        return self.sheet.trim.width - 2 * MARGIN_MM * MM


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper's PDF, how many pages it has, and the letters that the typeface lacks."""

    pdf: bytes
    pages: int
    missing_letters: str = ""


def draw_paper(cover: Cover, parts: Sequence[Part]) -> DrawnPaper:
    """Lay parts on pages under their cover and draw them."""
    return draw_papers(cover, [(cover, parts)])


def draw_papers(whole: Cover, papers: Iterable[tuple[Cover, Sequence[Part]]]) -> DrawnPaper:
    """Draw several papers of one size into one file; each counts its own pages.

    Args:
        whole: what the file says of itself.
        papers: each with its own cover.
    """
    pages: list[Sequence[Ink]] = []
    bookmarks = []
    for cover, parts in papers:
        laid = _lay(cover, parts)
        bookmarks += [replace(mark, page=mark.page + len(pages)) for mark in laid.bookmarks]
        pages += laid.pages
    return paint_paper(whole, pages, bookmarks)


def _lay(cover: Cover, parts: Sequence[Part]) -> Flowed:
    """Return a paper's pages with all ink in its place on the sheet."""
    head, runner = _head(cover), _runner(cover)
    foot = _Foot(cover)
    room = cover.sheet.trim.height - _TOP_MM * MM - foot.height
    flowed = flow(parts, room - head.height, room - runner.height)
    left, top = MARGIN_MM * MM, _TOP_MM * MM
    pages: list[tuple[Ink, ...]] = []
    for number, inks in enumerate(flowed.pages):
        above = runner if number else head
        page = list(placed(above.inks, left, top))
        page += placed(inks, left, top + above.height)
        page += foot.inks(number + 1, len(flowed.pages))
        pages.append(tuple(page))
    marks = (
        replace(one, y=top + one.y + (runner if one.page else head).height)
        for one in flowed.bookmarks
    )
    return Flowed(tuple(pages), (Bookmark(cover.title, 0, top), *marks))


def paint_paper(
    cover: Cover, pages: Sequence[Sequence[Ink]], bookmarks: Sequence[Bookmark] = ()
) -> DrawnPaper:
    """Paint pages whose ink stands in its place already, from the top left of the sheet."""
    told = DocumentFacts(cover.title, language(), cover.kind, cover.centre.name)
    pdf = paint_pages(cover.sheet, told, pages, tagged=True, bookmarks=bookmarks)
    return DrawnPaper(pdf, len(pages), _missing(pages))


def logo_stamp(pack: str, width: float, middle: float, bottom: float) -> tuple[Ink, float]:
    """Return a pack's logo row round a middle, standing on a height, and how high it is."""
    row = set_row(pack, language(), width)
    inks = tuple(placed(row.inks, middle - row.width / 2, bottom - row.height))
    said = " ".join(words.text for words in all_words(inks))
    return Tagged("Figure", (Stamp(inks),), said), row.height


def cut_to(text: str, style: TextStyle, width: float) -> str:
    """Return a text, shortened with an ellipsis where a line has no room for it."""
    if text_width(text, style.face, style.size, style.tracking) <= width:
        return text
    short = text
    while short and text_width(f"{short}…", style.face, style.size, style.tracking) > width:
        short = short[:-1]
    return f"{short.rstrip()}…"


def _head(cover: Cover) -> Row:
    width = cover.width
    kind = joined_row(text_rows(cover.kind, LABEL, width / 2, PAPER.label))
    name = cut_to(cover.centre.name, FINE, width / 2)
    at_right = width - text_width(name, FINE.face, FINE.size)
    inks: list[Ink] = [
        Tagged("P", kind.inks),
        Tagged("P", (Words(at_right, 8.5, name, FINE.face, FINE.size, PAPER.soft),)),
    ]
    y = kind.height + HALF
    title = joined_row(_title(cover.title, width))
    inks.append(Tagged("H1", tuple(placed(title.inks, 0, y))))
    y += title.height
    if cover.subtitle:
        said = joined_row(text_rows(cover.subtitle, PAPER_LEAD, width, PAPER.soft))
        inks.append(Tagged("P", tuple(placed(said.inks, 0, y + HALF / 2))))
        y += said.height + HALF / 2
    if cover.facts:
        told = facts_row(cover.facts, width)
        inks.append(line((0, y + STEP), (width, y + STEP), PAPER.line, HAIRLINE))
        inks += placed(told.inks, 0, y + STEP_2)
        y += STEP_2 + told.height
    return Row(y + STEP_2, tuple(inks))


def _title(text: str, width: float) -> list[Row]:
    """Return a title's lines; one of very many words is set smaller."""
    rows = text_rows(text, PAPER_TITLE, width, PAPER.heading)
    if len(rows) > _TITLE_LINES:
        rows = text_rows(text, PAPER_SECTION, width, PAPER.heading)
    return rows


def _runner(cover: Cover) -> Row:
    """Return the small head of all pages but the first."""
    width = cover.width
    text = cut_to(f"{cover.title} · {cover.kind}", FINE, width)
    return Row(
        STEP_3,
        (
            Words(0, 8.5, text, FINE.face, FINE.size, PAPER.soft),
            line((0, 14), (width, 14), PAPER.line, HAIRLINE),
        ),
    )


class _Foot:
    """The foot of every page: logos where the rules ask for them, whose paper it is, the page."""

    def __init__(self, cover: Cover) -> None:
        self._left = MARGIN_MM * MM
        self._right = self._left + cover.width
        self._base = cover.sheet.trim.height - _BOTTOM_MM * MM
        self._says = cut_to(_signature(cover.centre), FINE, cover.width - 90)
        self._logos: tuple[Ink, ...] = ()
        self.height = _BOTTOM_MM * MM + STEP_3
        if cover.logos:
            pack = cover.centre.logo_pack
            wide = _logo_width(pack)
            middle = (self._left + self._right) / 2
            stamp, high = logo_stamp(pack, wide, middle, self._base - STEP_2 - HALF)
            self._logos = (stamp,)
            self.height += high + STEP

    def inks(self, page: int, pages: int) -> Iterator[Ink]:
        """Yield the foot of one page."""
        for stamp in self._logos:
            # A listener hears of the logos once.
            yield from (stamp,) if page == 1 or not isinstance(stamp, Tagged) else stamp.inks
        rule = self._base - STEP_2 + HALF
        yield line((self._left, rule), (self._right, rule), PAPER.line, HAIRLINE)
        yield Words(self._left, self._base, self._says, FINE.face, FINE.size, PAPER.soft)
        text = _("page {n} of {all}").format(n=page, all=pages)
        x = self._right - text_width(text, FINE.face, FINE.size)
        yield Words(x, self._base, text, FINE.face, FINE.size, PAPER.text)


def _logo_width(pack: str) -> float:
    """Return the width at which the EU flag has the height that suits a foot."""
    row = set_row(pack, language(), 10_000.0)
    largest = 11.0
    return row.width * _LOGO_MM / largest


def _signature(centre: CentreCard) -> str:
    address = ", ".join(part.strip() for part in centre.address.splitlines() if part.strip())
    return " · ".join(part for part in (centre.name, address, centre.phone, centre.email) if part)


def _missing(pages: Sequence[Sequence[Ink]]) -> str:
    words = {(one.face, one.text) for page in pages for one in all_words(page)}
    return "".join(sorted({letter for face, text in words for letter in uncovered(face, text)}))
