"""Contact slips: what a visitor fills in and signs at the booth, each with its number."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.fonts import BLACK, text_width
from app.documents.ink import Area, Ink, Tagged, Words, frame, line, placed
from app.documents.pages import Bookmark
from app.documents.paper import Cover, DrawnPaper, cut_to, paint_paper
from app.documents.qr import qr_ink, quiet_zone
from app.documents.statements import joined_row, text_rows
from app.documents.theme import CELL_HEAD, FINE, HAIRLINE, HALF, MM, PAPER, STEP, TINY

_COLUMNS, _ROWS = 2, 4
_WIDTH_MM, _HEIGHT_MM, _EDGE_MM = 105.0, 74.25, 7.0
_CODE_MM, _NUMBER = 17.0, 20.0
_BOX = 7.0
SCAN_KEY = "#"
PER_SHEET = _COLUMNS * _ROWS


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """Slips to be cut apart.

    Attributes:
        title: the event, or the Centre's own name.
        run: when they were printed, so that two runs are told apart.
        consents: what a visitor may agree to, each with a box to tick.
        clause: what they are told of their data.
    """

    title: str
    centre: CentreCard
    numbers: tuple[str, ...]
    consents: tuple[str, ...]
    clause: str
    run: str = ""


def draw_slips(sheet: SlipSheet) -> DrawnPaper:
    """Draw the slips, eight on a sheet, with lines to cut along."""
    cover = Cover(_("Contact slips"), sheet.title, sheet.centre)
    shared = tuple(_shared(sheet))
    pages: list[list[Ink]] = []
    marks = [Bookmark(cover.title, 0, 0)]
    for start in range(0, len(sheet.numbers), PER_SHEET):
        page: list[Ink] = list(_cuts(cover.sheet.trim))
        for place, number in enumerate(sheet.numbers[start : start + PER_SHEET]):
            row, column = divmod(place, _COLUMNS)
            inks = (*_own(number), *shared)
            y = row * _HEIGHT_MM * MM
            page += placed(inks, column * _WIDTH_MM * MM, y)
            marks.append(Bookmark(_named(number), len(pages), y, 1))
        pages.append(page)
    return paint_paper(cover, pages or [[]], marks)


def _named(number: str) -> str:
    return f"№ {number}"


def _cuts(trim: Area) -> Iterator[Ink]:
    yield line((trim.width / 2, 0), (trim.width / 2, trim.height), PAPER.line, HAIRLINE)
    for row in range(1, _ROWS):
        y = row * trim.height / _ROWS
        yield line((0, y), (trim.width, y), PAPER.line, HAIRLINE)


def _own(number: str) -> Iterator[Ink]:
    """Yield a slip's number, to read and to scan.

    The code begins with the key that leads to the number's box at the booth, where digits alone
    would hand out leaflets.
    """
    edge = _EDGE_MM * MM
    yield Tagged("H1", (Words(edge, edge + 15, _named(number), BLACK, _NUMBER, PAPER.heading),))
    side = _CODE_MM * MM
    code = f"{SCAN_KEY}{number}"
    quiet = quiet_zone(code, side)
    x = (_WIDTH_MM - _EDGE_MM) * MM - side + quiet
    yield Tagged("Figure", tuple(qr_ink(code, x, edge - quiet, side)), number)


def _shared(sheet: SlipSheet) -> Iterator[Ink]:
    edge = _EDGE_MM * MM
    width = (_WIDTH_MM - 2 * _EDGE_MM) * MM
    narrow = width - _CODE_MM * MM - STEP
    run = f" · {sheet.run}" if sheet.run else ""
    y = edge + _NUMBER + HALF
    words = cut_to(sheet.title, FINE, narrow - text_width(run, FINE.face, FINE.size)) + run
    yield Tagged("P", (Words(edge, y + FINE.size, words, FINE.face, FINE.size, PAPER.soft),))
    y = edge + _CODE_MM * MM + 2
    for label in (_("First and last name"), _("Phone and e-mail")):
        yield from _to_write(label, edge, y, width)
        y += 19
    y += HALF / 2
    for consent in sheet.consents:
        yield frame(Area(edge + 0.5, y + 1, _BOX, _BOX), PAPER.text, 0.7)
        made = joined_row(text_rows(consent, FINE, width - _BOX - HALF, PAPER.text))
        yield Tagged("P", tuple(placed(made.inks, edge + _BOX + HALF, y)))
        y += max(made.height, _BOX + 2) + HALF / 2
    clause = joined_row(text_rows(sheet.clause, TINY, width, PAPER.soft))
    yield Tagged("P", tuple(placed(clause.inks, edge, y + 1)))
    base = (_HEIGHT_MM - _EDGE_MM) * MM
    yield from _to_write(_("Date and signature"), edge, base - 15, width)


def _to_write(label: str, x: float, y: float, width: float) -> Iterator[Ink]:
    yield Tagged("P", (Words(x, y + 14, label, CELL_HEAD.face, 6.0, PAPER.soft),))
    left = x + text_width(label, CELL_HEAD.face, 6.0) + HALF
    yield line((left, y + 15), (x + width, y + 15), PAPER.line, HAIRLINE)
