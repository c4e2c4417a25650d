"""Names in large letters: they shrink until they have room, then take more lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.fonts import text_width
from app.documents.ink import Ink, Words

_STEPS = 12
_LEADING = 1.14
_PIECES = re.compile(r"[^\s-]+-*|-+")


@dataclass(frozen=True, slots=True)
class SetName:
    """A set name: its lines, face and size."""

    lines: tuple[str, ...]
    face: str
    size: float

    @property
    def leading(self) -> float:
        """From line to line, in points."""
        return _LEADING * self.size

    @property
    def height(self) -> float:
        """The height of all lines, in points."""
        return len(self.lines) * self.leading

    def inks(self, colour: str, x: float = 0.0, y: float = 0.0) -> tuple[Ink, ...]:
        """Return the ink from a top left corner."""
        first = y + (self.leading + 0.66 * self.size) / 2
        return tuple(
            Words(x, first + number * self.leading, text, self.face, self.size, colour)
            for number, text in enumerate(self.lines)
        )


def set_name(
    name: str,
    face: str,
    sizes: tuple[float, float],
    width: float,
    height: float,
    lines: int = 2,
) -> SetName:
    """Set a name as large as its place allows; a double name breaks after its hyphen.

    Args:
        name: plain text.
        face: a face of `fonts`.
        sizes: the largest and the smallest size, in points; only at the smallest may a word be
            broken and more lines be taken.
        width: of the place, in points.
        height: of the place, in points.
        lines: how many at most.
    """
    largest, smallest = sizes
    for step in range(_STEPS + 1):
        size = largest - (largest - smallest) * step / _STEPS
        found = tuple(_lines(name, face, size, width))
        made = SetName(found, face, size)
        fits = len(found) <= lines and made.height <= height
        if fits and all(text_width(text, face, size) <= width for text in found):
            return made
    whole = (piece for text in found for piece in _broken(text, face, smallest, width))
    return SetName(tuple(whole), face, smallest)


def _lines(name: str, face: str, size: float, width: float) -> Iterator[str]:
    line, before = "", 0
    for found in _PIECES.finditer(name):
        gap = " " if line and found.start() > before else ""
        before = found.end()
        wider = f"{line}{gap}{found[0]}"
        if line and text_width(wider, face, size) > width:
            yield line
            wider = found[0]
        line = wider
    yield line


def _broken(text: str, face: str, size: float, width: float) -> Iterator[str]:
    """Yield a line in pieces that have room."""
    piece = ""
    for letter in text:
        if piece and text_width(piece + letter, face, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
