"""Tables: cells wrap and are never cut, rows never break, heads come again on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.documents.flow import Part
from app.documents.ink import Ink, Tagged, Words, line
from app.documents.rows import Row
from app.documents.theme import (
    CELL,
    CELL_BELOW,
    CELL_HEAD,
    HAIRLINE,
    HALF,
    MM,
    PAPER,
    RULE,
    STEP,
    TextStyle,
)
from app.documents.typeset import Line, escaped, set_lines

Align = Literal["left", "right", "centre"]
_LINES_AT_MOST = 24  # of a cell; what is longer ends in an ellipsis
_GUTTER = 6.0
_PADDING = HALF


@dataclass(frozen=True, slots=True)
class Two:
    """A cell with something beside the point below its main words."""

    text: str
    below: str


Cell: TypeAlias = str | Two


@dataclass(frozen=True, slots=True)
class Column:
    """A column; without a width it shares what the others leave, by weight.

    Attributes:
        ruled: lines at both of its sides, for what is written by hand.
        below: the style of what stands below the main words of a cell.
    """

    heading: str
    width_mm: float = 0.0
    align: Align = "left"
    style: TextStyle = CELL
    ruled: bool = False
    weight: float = 1.0
    below: TextStyle = CELL_BELOW


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, in points."""

    column: Column
    x: float
    width: float


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    least_mm: float = 0.0,
    above: float = STEP,
    bookmark: str = "",
    total: Sequence[Cell] = (),
) -> Part:
    """Return a table as a part of a paper.

    Args:
        columns: from left to right.
        rows: a cell for each column, plain text.
        width: in points.
        least_mm: the least height of a row, for what is written by hand.
        above: the white space before it.
        bookmark: its line in the reader's outline.
        total: a last row under a strong line.
    """
    places = list(_placed(columns, width))
    head = _head_row(places, width)
    made = [_row(places, cells, width, least_mm * MM) for cells in rows]
    if total:
        made.append(_row(places, total, width, least_mm * MM, is_total=True))
    return Part(tuple(made), above, (head,), role="Table", bookmark=bookmark)


def _placed(columns: Sequence[Column], width: float) -> Iterator[_Place]:
    fixed = sum(column.width_mm * MM for column in columns)
    weights = sum(column.weight for column in columns if not column.width_mm) or 1.0
    x = 0.0
    for column in columns:
        own = column.width_mm * MM or max(width - fixed, 0.0) * column.weight / weights
        yield _Place(column, x, own)
        x += own


def _head_row(places: Sequence[_Place], width: float) -> Row:
    lines = [_lines(place, place.column.heading, CELL_HEAD) for place in places]
    height = max(len(found) for found in lines) * CELL_HEAD.leading + HALF
    cells: list[Ink] = []
    for place, found in zip(places, lines, strict=True):
        top = height - HALF - len(found) * CELL_HEAD.leading
        words = _set(place, found, CELL_HEAD, top, PAPER.heading)
        cells.append(Tagged("TH", tuple(words)))
    rule = line((0, height), (width, height), PAPER.heading, RULE)
    return Row(height, (Tagged("TR", tuple(cells)), rule))


def _row(
    places: Sequence[_Place],
    cells: Sequence[Cell],
    width: float,
    least: float,
    *,
    is_total: bool = False,
) -> Row:
    filled = [_cell(place, cell) for place, cell in zip(places, cells, strict=True)]
    height = max(least, *(high for high, _inks in filled)) + 2 * _PADDING
    made: list[Ink] = []
    for high, inks in filled:
        top = (height - high) / 2 if least else _PADDING
        made.append(Tagged("TD", tuple(_moved(inks, top))))
    lines: list[Ink] = [line((0, height), (width, height), PAPER.line, HAIRLINE)]
    if is_total:
        lines = [line((0, 0), (width, 0), PAPER.heading, RULE)]
    for place in places:
        if place.column.ruled and not is_total:
            for x in (place.x, place.x + place.width):
                lines.append(line((x, 0), (x, height), PAPER.line, HAIRLINE))
    return Row(height, (Tagged("TR", tuple(made)), *lines))


def _cell(place: _Place, cell: Cell) -> tuple[float, list[Words]]:
    """Return a cell's height and words, from its own top."""
    style = place.column.style
    text, below = (cell.text, cell.below) if isinstance(cell, Two) else (cell, "")
    lines = _lines(place, text, style) if text else []
    inks = list(_set(place, lines, style, 0, PAPER.text))
    height = len(lines) * style.leading
    if below:
        small = place.column.below
        more = _lines(place, below, small)
        inks += _set(place, more, small, height, PAPER.soft)
        height += len(more) * small.leading
    return height, inks


def _lines(place: _Place, text: str, style: TextStyle) -> list[Line]:
    lines = set_lines(escaped(text), style, _inner(place))
    if len(lines) > _LINES_AT_MOST:
        lines = [*lines[: _LINES_AT_MOST - 1], *set_lines("…", style, _inner(place))]
    return lines


def _inner(place: _Place) -> float:
    return place.width - (2 * _GUTTER if place.column.ruled else _GUTTER)


def _set(
    place: _Place, lines: Sequence[Line], style: TextStyle, top: float, colour: str
) -> Iterator[Words]:
    left = place.x + (_GUTTER if place.column.ruled else 0.0)
    slack = {"left": 0.0, "right": 1.0, "centre": 0.5}[place.column.align]
    for number, found in enumerate(lines):
        x = left + slack * (_inner(place) - found.width)
        baseline = top + number * style.leading + (style.leading + 0.66 * style.size) / 2
        yield from found.words(style, x, baseline, colour)


def _moved(inks: Sequence[Words], down: float) -> Iterator[Words]:
    for ink in inks:
        yield Words(
            ink.x, ink.y + down, ink.text, ink.face, ink.size, ink.colour, ink.tracking, ink.link
        )
