"""Rows into a panel's room: what fits, what is left over, and the red line that says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.documents.fonts import BOLD, text_width
from app.documents.ink import Area, Ink, Shape, Tagged, Words, placed, rectangle, rounded
from app.documents.rows import Piece, stack
from app.documents.theme import STEP, WARNING, WHITE

TEXT_LINE = "text"
"""What a line of text is called among what had no room; other things by their kind of block."""


@dataclass(frozen=True, slots=True)
class Column:
    """Rows in their places.

    Attributes:
        inks: what fits, from the top of the room.
        height: how high all of it is.
        filled: how high what fits is.
        left_out: what had no room, from the top: `TEXT_LINE` for each line, else a kind of block.
    """

    inks: tuple[Ink, ...]
    height: float
    filled: float
    left_out: tuple[str, ...]


def height_of(pieces: Iterable[Piece]) -> float:
    """Return how high pieces one below another are."""
    return sum(space + sum(row.height for row in piece.rows) for space, piece in stack(pieces))


def fill(pieces: Iterable[Piece], room: Area, leading: float) -> Column:
    """Place pieces from the top of the room; from the first row without room on, none is placed.

    Args:
        pieces: from top to bottom.
        room: where there is place.
        leading: what counts as a line, in points.
    """
    inks: list[Ink] = []
    y = filled = 0.0
    left_out: list[str] = []
    for space, piece in stack(pieces):
        y += space
        held: list[Ink] = []
        for row in piece.rows:
            if left_out or y + row.height > room.height + 0.01:
                left_out += _named(piece, row.height / leading)
            else:
                held += placed(row.inks, room.x, room.y + y)
                filled = y + row.height
            y += row.height
        if held:
            inks += [Tagged(piece.role, tuple(held))] if piece.role else held
    return Column(tuple(inks), y, filled, tuple(left_out))


def _named(piece: Piece, lines: float) -> list[str]:
    return [piece.thing] if piece.thing else [TEXT_LINE] * max(1, round(lines))


def overfull_mark(room: Area, left_out: Sequence[str]) -> tuple[Ink, ...]:
    """Return a red line at the end of the room with the number of lines left out, if any."""
    if not left_out:
        return ()
    lines = left_out.count(TEXT_LINE)
    text = f"+{lines} ↓" if lines else "↓"
    width = text_width(text, BOLD, 8) + STEP
    y = max(room.y, room.bottom)  # a foot too high leaves no room at all
    flag = Area(room.right - width, y, width, 12)
    return (
        rectangle(Area(room.x, y, room.width, 1.2), WARNING),
        Shape(rounded(flag, 2), fill=WARNING),
        Words(flag.x + STEP / 2, y + 9, text, BOLD, 8, WHITE),
    )
