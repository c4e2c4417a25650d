"""A label for a box of materials: readable from across a store room, four on a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.fonts import BLACK, BOLD
from app.documents.ink import Area, Ink, Shape, Tagged, line, placed
from app.documents.names import set_name
from app.documents.pages import Bookmark
from app.documents.paper import Cover, DrawnPaper, paint_paper
from app.documents.qr import qr_ink
from app.documents.statements import facts_row, text_rows
from app.documents.theme import HAIRLINE, LABEL, MM, PAPER, STEP, STEP_2

_WIDTH_MM, _HEIGHT_MM, _EDGE_MM = 105.0, 148.5, 11.0
_CODE_MM = 26.0
_COPIES = 4


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """What is in a box; the QR code holds the material's code."""

    code: str
    name: str
    kind: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]


def draw_box_labels(label: BoxLabel) -> DrawnPaper:
    """Draw a sheet of four labels, with lines to cut along."""
    cover = Cover(_("Label for a box"), label.name, label.centre)
    inks: list[Ink] = list(_cuts(cover.sheet.trim))
    made = list(_label(label))
    for place in range(_COPIES):
        row, column = divmod(place, 2)
        inks += placed(made, column * _WIDTH_MM * MM, row * _HEIGHT_MM * MM)
    return paint_paper(cover, [inks], [Bookmark(cover.title, 0, 0)])


def _cuts(trim: Area) -> Iterator[Shape]:
    middle, half = trim.width / 2, trim.height / 2
    yield line((middle, 0), (middle, trim.height), PAPER.line, HAIRLINE)
    yield line((0, half), (trim.width, half), PAPER.line, HAIRLINE)


def _label(label: BoxLabel) -> Iterator[Ink]:
    edge = _EDGE_MM * MM
    width = (_WIDTH_MM - 2 * _EDGE_MM) * MM
    base = (_HEIGHT_MM - _EDGE_MM) * MM
    kind = text_rows(label.kind, LABEL, width, PAPER.label)[0]
    yield Tagged("P", tuple(placed(kind.inks, edge, edge)))
    code = set_name(label.code, BLACK, (44, 16), width, 56, 1)
    y = edge + kind.height + STEP
    yield Tagged("P", code.inks(PAPER.heading, edge, y))
    y += code.height + STEP
    name = set_name(label.name, BOLD, (20, 8), width, 110, 4)
    yield Tagged("H1", name.inks(PAPER.text, edge, y))
    side = _CODE_MM * MM
    facts = facts_row(label.facts, width - side - STEP_2, 1)
    yield from placed(facts.inks, edge, base - facts.height)
    square = tuple(qr_ink(label.code, edge + width - side, base - side, side))
    yield Tagged("Figure", square, label.code)
