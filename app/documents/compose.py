"""Blocks into rows of ink: the finest pieces that a panel takes in or leaves out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.base.paths import resource
from app.documents.blocks import (
    Block,
    Bullets,
    Contact,
    Heading,
    Label,
    Logos,
    Paragraph,
    QrCode,
    Quote,
)
from app.documents.centre_card import CentreCard
from app.documents.fonts import text_width
from app.documents.ink import Area, Ink, Shape, Words, disc, placed, rectangle, rounded
from app.documents.logos import set_row
from app.documents.qr import qr_ink, quiet_zone
from app.documents.theme import (
    BODY,
    HALF,
    LABEL,
    LEAD,
    MM,
    NUMERAL,
    QUOTE,
    SECTION,
    SMALL,
    STEP,
    STEP_2,
    STEP_3,
    STEP_NUMERAL,
    SUBHEAD,
    TITLE,
    WHITE,
    TextStyle,
    Tone,
)
from app.documents.typeset import escaped, fitted, set_lines
from app.documents.vector import read_drawing

_QR_SIDE = 34 * MM
_INDENT = 20.0
# Of each list style: how far the text stands in, the white space between items.
_LISTS = {
    "dot": (12.0, HALF),
    "number": (_INDENT, STEP),
    "check": (_INDENT, STEP + HALF),
    "step": (36.0, STEP_2),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of ink, from its own top left corner."""

    height: float
    inks: tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks are set: the width in points, the colours, the Centre, the language."""

    width: float
    tone: Tone
    centre: CentreCard
    language: str

    def fill_in(self, text: str) -> str:
        """Return the text with the Centre's name where `{centre}` stands."""
        return text.replace("{centre}", escaped(self.centre.name))


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as rows, with the white space that it wants above and below.

    One that binds (a heading) alone decides how near the next block stands.
    """

    above: float
    rows: tuple[Row, ...]
    below: float
    binds: bool = False


def compose(block: Block, setting: Setting) -> Piece:
    """Return a block as rows no wider than the setting."""
    return _COMPOSERS[type(block)](block, setting)


def stack(pieces: Iterable[Piece]) -> Iterator[tuple[float, Row]]:
    """Yield every row with the white space before it; of two spaces the larger counts."""
    below, binds = 0.0, True
    for piece in pieces:
        space = below if binds else max(below, piece.above)
        for row in piece.rows:
            yield space, row
            space = 0.0
        below, binds = piece.below, piece.binds


def _text_rows(
    text: str, style: TextStyle, setting: Setting, colour: str, indent: float = 0.0
) -> list[Row]:
    """Return a row for each line; the baseline stands so that capitals sit in the middle."""
    baseline = (style.leading + 0.66 * style.size) / 2
    lines = set_lines(setting.fill_in(text), style, setting.width - indent)
    return [
        Row(style.leading, tuple(line.words(style, indent, baseline, colour))) for line in lines
    ]


def _heading(block: Heading, setting: Setting) -> Piece:
    style = {1: TITLE, 2: SECTION}.get(block.level, SUBHEAD)
    small = fitted(setting.fill_in(block.text), style, setting.width)
    rows = _text_rows(block.text, small, setting, setting.tone.heading)
    if style is TITLE:
        bar = rectangle(Area(0, STEP_2, 6 * STEP, HALF), setting.tone.accent)
        rows.append(Row(STEP_2 + HALF, (bar,)))
        return Piece(STEP, tuple(rows), STEP_2, binds=True)
    if style is SECTION:
        return Piece(STEP_3, tuple(rows), STEP, binds=True)
    return Piece(STEP_2, tuple(rows), HALF, binds=True)


def _label(block: Label, setting: Setting) -> Piece:
    rows = _text_rows(block.text, LABEL, setting, setting.tone.label)
    return Piece(STEP_3, tuple(rows), HALF, binds=True)


def _paragraph(block: Paragraph, setting: Setting) -> Piece:
    style = {"lead": LEAD, "small": SMALL}.get(block.size, BODY)
    colour = setting.tone.soft if style is SMALL else setting.tone.text
    rows = _text_rows(block.text, style, setting, colour)
    return Piece(STEP, tuple(rows), STEP)


def _bullets(block: Bullets, setting: Setting) -> Piece:
    indent, gap = _LISTS.get(block.style, _LISTS["dot"])
    rows: list[Row] = []
    for number, item in enumerate(block.items, start=1):
        lines = _text_rows(item, BODY, setting, setting.tone.text, indent)
        mark = tuple(_mark(block.style, number, setting.tone))
        above = gap if number > 1 else 0.0
        inks = tuple(placed((*mark, *lines[0].inks), 0, above))
        rows += [Row(lines[0].height + above, inks), *lines[1:]]
    return Piece(STEP, tuple(rows), STEP_2)


def _mark(style: str, number: int, tone: Tone) -> Iterator[Ink]:
    middle = BODY.leading / 2
    if style == "number":
        yield from _numbered(number, NUMERAL, 7, middle, tone)
    elif style == "step":
        yield from _numbered(number, STEP_NUMERAL, 12, BODY.leading, tone)
    elif style == "check":
        box = rounded(Area(0.6, middle - 5, 10, 10), 2)
        yield Shape(box, fill=WHITE, stroke=tone.badge, line_width=1.1)
    else:
        yield disc(2.5, middle + 0.4, 2, tone.accent)


def _numbered(
    number: int, style: TextStyle, radius: float, middle: float, tone: Tone
) -> Iterator[Ink]:
    text = str(number)
    yield disc(radius, middle, radius, tone.badge)
    x = radius - text_width(text, style.face, style.size) / 2
    yield Words(x, middle + 0.33 * style.size, text, style.face, style.size, tone.on_badge)


def _quote(block: Quote, setting: Setting) -> Piece:
    rows = _text_rows(block.text, QUOTE, setting, setting.tone.heading, STEP_2)
    if block.author:
        rows += _text_rows(block.author, SMALL, setting, setting.tone.soft, STEP_2)
    barred = (
        replace(row, inks=(rectangle(Area(0, 0, 3, row.height), setting.tone.accent), *row.inks))
        for row in rows
    )
    return Piece(STEP_2, tuple(barred), STEP_2)


def _contact(_block: Contact, setting: Setting) -> Piece:
    rows = _text_rows(escaped(setting.centre.name), SUBHEAD, setting, setting.tone.text)
    for icon, text, link in setting.centre.lines():
        lines = _text_rows(escaped(text), BODY, setting, setting.tone.text, _INDENT)
        if link:
            lines = [replace(row, inks=tuple(_linked(row.inks, link))) for row in lines]
        drawing = read_drawing(resource("leaflets", "icons", f"{icon}.svg"))
        first = lines[0]
        inks = (*drawing.at(0, (BODY.leading - 12) / 2, 12), *first.inks)
        lines[0] = Row(first.height + HALF, tuple(placed(inks, 0, HALF)))
        rows += lines
    return Piece(STEP_2, tuple(rows), STEP_2)


def _linked(inks: Iterable[Ink], link: str) -> Iterator[Ink]:
    for ink in inks:
        yield replace(ink, link=link) if isinstance(ink, Words) else ink


def _qr(block: QrCode, setting: Setting) -> Piece:
    text = setting.centre.vcard() if block.target == "vcard" else block.target
    quiet = quiet_zone(text, _QR_SIDE) if setting.tone.ground == WHITE else 0.0
    inks = list(qr_ink(text, -quiet, 0, _QR_SIDE))
    rows = _text_rows(block.caption, BODY, setting, setting.tone.text, _QR_SIDE + STEP)
    used = sum(row.height for row in rows)
    y = max(0.0, (_QR_SIDE - used) / 2)
    for row in rows:
        inks += placed(row.inks, 0, y)
        y += row.height
    return Piece(STEP_2, (Row(max(_QR_SIDE, used), tuple(inks)),), STEP)


def _logos(block: Logos, setting: Setting) -> Piece:
    row = set_row(block.pack, setting.language, setting.width)
    inks = placed(row.inks, (setting.width - row.width) / 2, 0)
    return Piece(STEP_2, (Row(row.height, tuple(inks)),), STEP_2)


_COMPOSERS: dict[type[Block], Callable[[Any, Setting], Piece]] = {
    Heading: _heading,
    Label: _label,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Quote: _quote,
    Contact: _contact,
    QrCode: _qr,
    Logos: _logos,
}
