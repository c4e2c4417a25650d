"""Name badges on sheets of labels: the name as large as it goes, and a code to check in by."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.fonts import BLACK, SEMIBOLD, text_width
from app.documents.ink import Area, Ink, Tagged, Words, placed
from app.documents.names import set_name
from app.documents.pages import Bookmark
from app.documents.paper import Cover, DrawnPaper, cut_to, paint_paper
from app.documents.qr import qr_ink, quiet_zone
from app.documents.theme import CELL_BELOW, FINE, HALF, MM, PAPER, STEP


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels as shops sell it, in millimetres."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def area(self, place: int) -> Area:
        """Return where a label (the first is 0) stands, in points."""
        row, column = divmod(place, self.columns)
        return Area(
            (self.left + column * self.across) * MM,
            (self.top + row * self.down) * MM,
            self.width * MM,
            self.height * MM,
        )


# Sizes of the sheets that are sold as 10 (99.1 × 57) and 21 (63.5 × 38.1) to a page.
LABELS = {
    "2x5": LabelSheet("2x5", 2, 5, 99.1, 57.0, 4.65, 6.0, 101.6, 57.0),
    "3x7": LabelSheet("3x7", 3, 7, 63.5, 38.1, 7.25, 15.15, 66.04, 38.1),
}
_EDGE_MM = 4.0
_DIGITS = 5.5  # the size of a code's digits
_CODE_SHARE = 0.36  # of a label's height
_NAME_SIZES = {"2x5": (27.0, 7.5), "3x7": (18.0, 5.5)}
_BELOW = 24.0  # the least height of what stands below the name
_BELOW_SIZES = {"2x5": (9.0, 6.0), "3x7": (7.5, 5.0)}


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge; the code is what a scanner types."""

    name: str
    below: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class BadgeSheet:
    """The badges of an event.

    Attributes:
        labels: a name of `LABELS`.
        skipped: labels that are gone from the first sheet already.
    """

    title: str
    centre: CentreCard
    badges: tuple[Badge, ...]
    labels: str = "2x5"
    skipped: int = 0


def draw_badges(sheet: BadgeSheet) -> DrawnPaper:
    """Draw the badges, one on each label."""
    labels = LABELS[sheet.labels]
    cover = Cover(_("Name badges"), sheet.title, sheet.centre)
    pages: list[list[Ink]] = []
    marks = [Bookmark(cover.title, 0, 0)]
    for number, badge in enumerate(sheet.badges):
        page, place = divmod(number + sheet.skipped, labels.count)
        while len(pages) <= page:
            pages.append([])
        area = labels.area(place)
        pages[page] += placed(_badge(badge, sheet, labels), area.x, area.y)
        marks.append(Bookmark(badge.name, page, area.y, 1))
    return paint_paper(cover, pages or [[]], marks)


def _badge(badge: Badge, sheet: BadgeSheet, labels: LabelSheet) -> Iterator[Ink]:
    edge = _EDGE_MM * MM
    width, height = labels.width * MM - 2 * edge, labels.height * MM - 2 * edge
    code = height * _CODE_SHARE if badge.code else 0.0
    title = cut_to(sheet.title, FINE, width)
    foot = max(code, FINE.leading + _BELOW)
    room = height - FINE.leading - HALF - foot - HALF
    sizes = _NAME_SIZES[sheet.labels]
    name = set_name(badge.name, BLACK, sizes, width, room)
    y = edge + FINE.leading + HALF + max(0.0, (room - name.height) / 2)
    yield Tagged("P", name.inks(PAPER.heading, edge, y))
    yield Tagged("P", (Words(edge, edge + FINE.size, title, FINE.face, FINE.size, PAPER.soft),))
    base = edge + height
    aside = width - code - STEP
    if badge.below:
        words = cut_to(badge.below, CELL_BELOW, 2 * aside)
        below = set_name(words, SEMIBOLD, _BELOW_SIZES[sheet.labels], aside, foot - FINE.leading)
        y = base - FINE.leading - HALF - below.height
        yield Tagged("P", below.inks(PAPER.text, edge, y))
    centre = cut_to(sheet.centre.name, FINE, aside)
    yield Tagged("P", (Words(edge, base, centre, FINE.face, FINE.size, PAPER.soft),))
    if badge.code:
        yield from _code(badge.code, edge + width - code, base - code, code)


def _code(code: str, x: float, y: float, side: float) -> Iterator[Ink]:
    """Yield the code with its digits below, for who has no scanner; both end at the right."""
    digits = f"{code[:4]} {code[4:8]} {code[8:]}"
    square = side - _DIGITS
    right = x + side
    quiet = quiet_zone(code, square)
    yield Tagged("Figure", tuple(qr_ink(code, right - square + quiet, y, square)), digits)
    left = right - text_width(digits, FINE.face, _DIGITS)
    yield Tagged("P", (Words(left, y + side, digits, FINE.face, _DIGITS, PAPER.soft),))
