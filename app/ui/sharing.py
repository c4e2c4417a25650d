"""How wide a table's columns are: the name gets the room, the others what their texts need."""

from collections.abc import Collection, Sequence

from PySide6.QtGui import QFontMetrics

from app.ui import theme
from app.ui.rows import Column
from app.ui.theme import Space

_LEAST = 48
_LEAST_NAME = 110
_SORT_ARROW = 14
_HEAD_MORE = 6
"""What a heading's edges are wider than a cell's; a heading is never cut."""


def widths(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int, away: Collection[int]
) -> list[int]:
    """Return the widths of columns in pixels; one that must go for want of room gets 0.

    Without a column that grows all share the room by their wished widths.

    Args:
        columns: from left to right.
        texts: for each column what it shows, the heading first.
        room: in pixels.
        away: places of columns that are not shown.
    """
    shown = [place for place in range(len(columns)) if place not in away]
    grows = next((place for place in shown if columns[place].grows), None)
    if grows is None:
        return _shared(columns, room, shown)
    needed = [_needed(column, said) for column, said in zip(columns, texts, strict=True)]
    least = min(needed[grows], theme.px(columns[grows].width))
    fixed = [place for place in shown if place != grows]
    for place in reversed(fixed):
        if columns[place].drops and least + sum(needed[one] for one in fixed) > room:
            fixed.remove(place)
    rest = room - sum(needed[place] for place in fixed)
    found = [0] * len(columns)
    for place in fixed:
        found[place] = needed[place]
    found[grows] = max(rest, theme.px(_LEAST_NAME))
    return found


def _shared(columns: Sequence[Column], room: int, shown: Sequence[int]) -> list[int]:
    wished = sum(columns[place].width for place in shown) or 1
    found = [0] * len(columns)
    for place in shown:
        found[place] = max(room * columns[place].width // wished, theme.px(_LEAST))
    return found


def _needed(column: Column, texts: Sequence[str]) -> int:
    """Return the width that a column's texts need, within its wish; twice that if it grows."""
    metrics = QFontMetrics(theme.font())
    head = QFontMetrics(theme.font(strong=True)).horizontalAdvance(texts[0])
    if column.sort:
        head += theme.px(_SORT_ARROW)
    longest = max([0, *(metrics.horizontalAdvance(said) for said in texts[1:])])
    edges = 2 * theme.px(Space.ONE) + theme.px(Space.ONE)
    limit = theme.px(column.width if not column.grows else 2 * column.width)
    if column.whole:
        limit = longest + edges
    return max(min(longest + edges, limit), head + edges + theme.px(_HEAD_MORE), theme.px(_LEAST))
