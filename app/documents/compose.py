"""Blocks into rows of ink: which block is set by whom, and the blocks that are words alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from app.documents.blocks import (
    Block,
    Bullets,
    Contact,
    Heading,
    Label,
    Logos,
    Paragraph,
    Picture,
    QrCode,
    Quote,
)
from app.documents.compose_cards import code_piece, contact_piece, contact_with_code, logos_piece
from app.documents.compose_lists import list_piece
from app.documents.compose_pictures import picture_piece
from app.documents.ink import Area, Ink, Shape, disc, placed, rectangle, rounded
from app.documents.rows import Piece, Row, Setting, text_rows, width_of
from app.documents.theme import TextStyle
from app.documents.typeset import fitted


def compose(blocks: Sequence[Block], setting: Setting) -> Iterator[Piece]:
    """Yield each block as rows no wider than the setting.

    Where the format says so, the Centre's data and the code after them stand side by side.
    """
    beside = setting.scale.beside
    before: Block | None = None
    for block, after in pairwise((*blocks, None)):
        if beside and isinstance(block, Contact) and isinstance(after, QrCode):
            yield contact_with_code(after, setting)
        elif block is not None and not (
            beside and isinstance(block, QrCode) and isinstance(before, Contact)
        ):
            yield _COMPOSERS[type(block)](block, setting)
        before = block


def _heading(block: Heading, setting: Setting) -> Piece:
    scale, step = setting.scale, setting.scale.step
    style = {1: scale.title, 2: scale.section}.get(block.level, scale.subhead)
    small = fitted(setting.fill_in(block.text), style, setting.width)
    rows = _lines(block.text, small, setting, setting.tone.heading)
    role = f"H{min(max(block.level, 1), 3)}"
    if style is scale.title:
        rows += _title_mark(setting)
        return Piece(step, tuple(rows), 2 * step, binds=True, role=role)
    if style is scale.section:
        return Piece(3 * step, tuple(rows), step, binds=True, role=role)
    return Piece(2 * step, tuple(rows), step / 2, binds=True, role=role)


def _title_mark(setting: Setting) -> Iterator[Row]:
    step, colour = setting.scale.step, setting.tone.accent
    half = setting.width / 2 if setting.centred else None
    if setting.manner.title == "bar":
        left = 0.0 if half is None else half - 3 * step
        bar = rectangle(Area(left, 2 * step, 6 * step, step / 2), colour)
        yield Row(2.5 * step, (bar,))
    elif setting.manner.title == "dots":
        middle = 1.5 * step if half is None else half
        discs = (disc(middle + n * 1.4 * step, 2 * step, 0.32 * step, colour) for n in (-1, 0, 1))
        yield Row(2.5 * step, tuple(discs))


def _label(block: Label, setting: Setting) -> Piece:
    style, step, tone = setting.scale.label, setting.scale.step, setting.tone
    manner = setting.manner.label
    if manner == "pill":
        return _pill(block, setting)
    rows = _lines(block.text, style, setting, tone.label)
    if manner == "rule":
        rule = rectangle(Area(0, 0, setting.width, step / 4), tone.label)
        inks = (rule, *placed(rows[0].inks, 0, step))
        rows[0] = Row(rows[0].height + step, inks)
    return Piece(3 * step, tuple(rows), step / 2, binds=True, role="P")


def _pill(block: Label, setting: Setting) -> Piece:
    """Return a label on a ground of its own, if it has room on one line."""
    style, step, tone = setting.scale.label, setting.scale.step, setting.tone
    inner = replace(setting, width=setting.width - 2 * step)
    rows = text_rows(block.text, style, inner, tone.on_badge)
    widest = max(width_of(row) for row in rows) + 2 * step
    height = sum(row.height for row in rows) + step / 2
    left = (setting.width - widest) / 2 if setting.centred else 0.0
    inks: list[Ink] = [
        Shape(rounded(Area(left, 0, widest, height), height / 2 / len(rows)), fill=tone.badge)
    ]
    y = step / 4
    for row in rows:
        inks += placed(row.inks, left + step, y)
        y += row.height
    return Piece(3 * step, (Row(height, tuple(inks)),), step, binds=True, role="P")


def _paragraph(block: Paragraph, setting: Setting) -> Piece:
    scale, tone = setting.scale, setting.tone
    style = {"lead": scale.lead, "small": scale.small}.get(block.size, scale.body)
    colour = tone.soft if style is scale.small else tone.text
    if setting.centred:
        style = replace(style, balanced=True)
    rows = _lines(block.text, style, setting, colour)
    return Piece(scale.step, tuple(rows), scale.step, role="P")


def _quote(block: Quote, setting: Setting) -> Piece:
    scale, tone, step = setting.scale, setting.tone, setting.scale.step
    manner = setting.manner.quote
    indent = 0.0 if manner == "lines" else 2 * step
    rows = text_rows(block.text, scale.quote, setting, tone.heading, indent)
    if block.author:
        rows += text_rows(block.author, scale.small, setting, tone.soft, indent)
    if manner == "bar":
        rows = list(_barred(rows, setting))
    elif manner == "lines":
        rows = _between_lines(rows, setting)
    else:
        rows[0] = replace(rows[0], inks=(*_quotation_mark(setting), *rows[0].inks))
    return Piece(2 * step, tuple(rows), 2 * step, role="BlockQuote")


def _barred(rows: Iterable[Row], setting: Setting) -> Iterator[Row]:
    for row in rows:
        bar = rectangle(Area(0, 0, 3 * setting.scale.part, row.height), setting.tone.accent)
        yield replace(row, inks=(bar, *row.inks))


def _between_lines(rows: list[Row], setting: Setting) -> list[Row]:
    step, colour = setting.scale.step, setting.tone.accent
    rule = rectangle(Area(0, 0, setting.width, step / 4), colour)
    first, last = rows[0], rows[-1]
    rows[0] = Row(first.height + step, (rule, *placed(first.inks, 0, step)))
    last = rows[-1]
    low = rectangle(Area(0, last.height + 0.75 * step, setting.width, step / 4), colour)
    rows[-1] = Row(last.height + step, (*last.inks, low))
    return rows


def _quotation_mark(setting: Setting) -> Iterator[Ink]:
    """Yield a low double mark as two drops; their points are counted in sizes of the quote."""
    size, colour = setting.scale.quote.size, setting.tone.accent
    tail = (
        ("M", (0.34, 0.42)),
        ("C", (0.36, 0.66, 0.22, 0.84, 0.08, 0.92)),
        ("C", (0.14, 0.8, 0.18, 0.68, 0.12, 0.56)),
        ("Z", ()),
    )
    drop = (disc(0.17, 0.42, 0.17, colour), Shape(tail, fill=colour))
    for x in (0.0, 0.44):
        yield from placed(drop, x * size, 0, size)


def _lines(text: str, style: TextStyle, setting: Setting, colour: str) -> list[Row]:
    return text_rows(text, style, setting, colour, centred=setting.centred)


_COMPOSERS: dict[type[Block], Callable[[Any, Setting], Piece]] = {
    Heading: _heading,
    Label: _label,
    Paragraph: _paragraph,
    Bullets: list_piece,
    Quote: _quote,
    Contact: contact_piece,
    QrCode: code_piece,
    Logos: logos_piece,
    Picture: picture_piece,
}
