"""The Centre's own data, QR codes and the logo row into rows of ink."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.base.paths import resource
from app.documents.blocks import Contact, Logos, QrCode
from app.documents.ink import Ink, Tagged, Words, placed
from app.documents.logo_pack import OURS
from app.documents.logos import set_row
from app.documents.qr import qr_ink, quiet_zone
from app.documents.rows import Piece, Row, Setting, text_rows
from app.documents.theme import MM, WHITE
from app.documents.typeset import escaped
from app.documents.vector import read_drawing

_BESIDE = 1.3  # a column with a code and its caption below, in sides of the code


def contact_piece(_block: Contact, setting: Setting) -> Piece:
    """Return the Centre's name and what it gives, each with its icon."""
    scale, tone, step = setting.scale, setting.tone, setting.scale.step
    rows = text_rows(escaped(setting.centre.name), scale.subhead, setting, tone.text)
    for icon, text, link in setting.centre.lines():
        # Wide formats have room for an address on one line.
        words = escaped(text.replace("\n", ", ") if scale.beside else text)
        lines = text_rows(words, scale.body, setting, tone.text, 2.5 * step)
        if link:
            lines = [replace(row, inks=tuple(_linked(row.inks, link))) for row in lines]
        drawing = read_drawing(resource("leaflets", "icons", f"{icon}.svg"))
        first, size = lines[0], 1.5 * step
        inks = (*drawing.at(0, (scale.body.leading - size) / 2, size), *first.inks)
        lines[0] = Row(first.height + step / 2, tuple(placed(inks, 0, step / 2)))
        rows += lines
    return Piece(2 * step, tuple(rows), 2 * step, role="P", thing="contact")


def code_piece(block: QrCode, setting: Setting) -> Piece:
    """Return a code with its caption to the right."""
    step, side = setting.scale.step, setting.scale.qr_mm * MM
    caption = text_rows(block.caption, setting.scale.body, setting, setting.tone.text, side + step)
    inks = [_code(block, setting, 0.0)]
    high = sum(row.height for row in caption)
    inks += _caption(caption, 0, max(0.0, (side - high) / 2))
    return Piece(2 * step, (Row(max(side, high), tuple(inks)),), step, thing="qr")


def contact_with_code(block: QrCode, setting: Setting) -> Piece:
    """Return the Centre's data on the left and a code with its caption below on the right."""
    scale, step, side = setting.scale, setting.scale.step, setting.scale.qr_mm * MM
    right = _BESIDE * side
    left = replace(setting, width=setting.width - right - 2 * step)
    piece = contact_piece(Contact(), left)
    inks: list[Ink] = []
    y = 0.0
    for row in piece.rows:
        inks += placed(row.inks, 0, y)
        y += row.height
    x = setting.width - right
    caption = text_rows(
        block.caption, scale.small, replace(setting, width=right), setting.tone.text
    )
    high = side + step / 2 + sum(row.height for row in caption)
    code = (_code(block, setting, x), *_caption(caption, x, side + step / 2))
    row = Row(max(y, high), (Tagged("P", tuple(inks)), *code))
    return Piece(2 * step, (row,), step, thing="contact")


def logos_piece(block: Logos, setting: Setting) -> Piece:
    """Return the programme's logo row in the middle of the column."""
    step = setting.scale.step
    # A leaflet that names our own pack means the programme's: that of the Centre's papers.
    pack = setting.centre.logo_pack if block.pack == OURS else block.pack
    row = set_row(pack, setting.language, setting.width, setting.scale.flag_mm * MM)
    inks = tuple(placed(row.inks, (setting.width - row.width) / 2, 0))
    says = ", ".join(ink.text for ink in row.inks if isinstance(ink, Words))
    figure = Row(row.height, (Tagged("Figure", inks, says),))
    return Piece(2 * step, (figure,), 2 * step, thing="logos")


def _code(block: QrCode, setting: Setting, x: float) -> Ink:
    """Return the code's ink; on white its own light margin stands outside the column."""
    side = setting.scale.qr_mm * MM
    text = setting.centre.vcard() if block.target == "vcard" else block.target
    quiet = quiet_zone(text, side) if setting.tone.ground == WHITE else 0.0
    says = setting.centre.name if block.target == "vcard" else block.target
    return Tagged("Figure", qr_ink(text, x - quiet, -quiet, side), f"QR: {says}")


def _caption(rows: Iterable[Row], x: float, y: float) -> Iterator[Ink]:
    inks: list[Ink] = []
    for row in rows:
        inks += placed(row.inks, x, y)
        y += row.height
    if inks:
        yield Tagged("P", tuple(inks))


def _linked(inks: Iterable[Ink], link: str) -> Iterator[Ink]:
    for ink in inks:
        yield replace(ink, link=link) if isinstance(ink, Words) else ink
