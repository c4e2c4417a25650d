"""Lists into rows: an item stays whole; in wide formats numbered items stand in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import Bullets
from app.documents.fonts import text_width
from app.documents.ink import (
    Area,
    Ink,
    Shape,
    Tagged,
    Words,
    disc,
    placed,
    rectangle,
    rounded,
)
from app.documents.rows import Piece, Row, Setting, text_rows
from app.documents.theme import WHITE, TextStyle

# Of each list style, in steps: how far the text stands in, the white space between items.
_LISTS = {"dot": (1.5, 0.5), "number": (2.5, 1.0), "check": (2.5, 1.5), "step": (4.5, 2.0)}
_GUTTER = 2.5  # white space between columns, in steps


def list_piece(block: Bullets, setting: Setting) -> Piece:
    """Return a list, each item (in columns: each line of items) as one row."""
    step = setting.scale.step
    style = block.style if block.style in _LISTS else "dot"
    columns = setting.scale.columns if style != "dot" else 1
    columns = min(columns, len(block.items)) or 1
    inner = replace(setting, width=_column(setting, columns))
    items = [_item(text, style, n, inner) for n, text in enumerate(block.items, start=1)]
    rows = [_beside(items[n : n + columns], inner) for n in range(0, len(items), columns)]
    gap = _LISTS[style][1] * step
    spaced = [
        Row(row.height + gap, tuple(placed(row.inks, 0, gap))) if n else row
        for n, row in enumerate(rows)
    ]
    return Piece(step, tuple(spaced), 2 * step, role="L")


def _column(setting: Setting, columns: int) -> float:
    return (setting.width - (columns - 1) * _GUTTER * setting.scale.step) / columns


def _beside(items: Sequence[Row], inner: Setting) -> Row:
    inks: list[Ink] = []
    for n, item in enumerate(items):
        inks += placed(item.inks, n * (inner.width + _GUTTER * inner.scale.step), 0)
    return Row(max(item.height for item in items), tuple(inks))


def _item(text: str, style: str, number: int, setting: Setting) -> Row:
    indent = _LISTS[style][0] * setting.scale.step
    lines = text_rows(text, setting.scale.body, setting, setting.tone.text, indent)
    inks = list(_mark(style, number, setting))
    y = 0.0
    for row in lines:
        inks += placed(row.inks, 0, y)
        y += row.height
    least = 3 * setting.scale.step if style == "step" else 0.0
    return Row(max(y, least), (Tagged("LI", (Tagged("LBody", tuple(inks)),)),))


def _mark(style: str, number: int, setting: Setting) -> Iterator[Ink]:
    scale, tone = setting.scale, setting.tone
    step, middle = scale.step, scale.body.leading / 2
    if style == "number":
        yield from _numbered(number, scale.numeral, 0.875 * step, middle, setting)
    elif style == "step":
        yield from _numbered(number, scale.step_numeral, 1.5 * step, scale.body.leading, setting)
    elif style == "check":
        box = rounded(Area(0.08 * step, middle - 0.62 * step, 1.25 * step, 1.25 * step), step / 4)
        yield Shape(box, fill=WHITE, stroke=tone.badge, line_width=0.14 * step)
    else:
        yield from _point(middle + 0.05 * step, setting)


def _point(middle: float, setting: Setting) -> Iterator[Ink]:
    step, colour = setting.scale.step, setting.tone.accent
    if setting.manner.point == "square":
        side = 0.46 * step
        yield rectangle(Area(0, middle - side / 2, side, side), colour)
    elif setting.manner.point == "leaf":
        leaf = (
            ("M", (0.0, 0.18)),
            ("C", (0.08, -0.3, 0.5, -0.42, 0.84, -0.32)),
            ("C", (0.76, 0.12, 0.42, 0.34, 0.0, 0.18)),
            ("Z", ()),
        )
        yield from placed((Shape(leaf, fill=colour),), 0, middle, step)
    else:
        yield disc(0.31 * step, middle, step / 4, colour)


def _numbered(
    number: int, style: TextStyle, radius: float, middle: float, setting: Setting
) -> Iterator[Ink]:
    text, tone = str(number), setting.tone
    if setting.manner.badge == "none":
        size = 1.5 * style.size
        yield Words(0, middle + 0.33 * size, text, style.face, size, tone.label)
        return
    if setting.manner.badge == "square":
        yield rectangle(Area(0, middle - radius, 2 * radius, 2 * radius), tone.badge)
    else:
        yield disc(radius, middle, radius, tone.badge)
    x = radius - text_width(text, style.face, style.size) / 2
    yield Words(x, middle + 0.33 * style.size, text, style.face, style.size, tone.on_badge)
