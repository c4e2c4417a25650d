"""Rows of ink, the finest pieces that a panel takes in or leaves out, and where they are set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.documents.centre_card import CentreCard
from app.documents.ink import Ink, Words
from app.documents.theme import Manner, TextStyle, Tone
from app.documents.type_scale import TRIFOLD, TypeScale
from app.documents.typeset import escaped, set_lines


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of ink, from its own top left corner."""

    height: float
    inks: tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks are set.

    Attributes:
        width: of the column, in points.
        tone: the colours.
        centre: whose document it is.
        language: of the words.
        scale: the sizes of the format.
        manner: how the design marks headings, lists and quotes.
        outset: from the column to the panel's edge, left and right.
        bleed: what a panel at the paper's edge runs on, left and right.
        highest: the greatest height of a picture, in points.
        pictures: the files of the pictures that are here, by their names in blocks.
        centred: whether headings and paragraphs stand in the middle.
    """

    width: float
    tone: Tone
    centre: CentreCard
    language: str
    scale: TypeScale = TRIFOLD
    manner: Manner = field(default_factory=Manner)
    outset: tuple[float, float] = (0.0, 0.0)
    bleed: tuple[float, float] = (0.0, 0.0)
    highest: float = 400.0
    pictures: Mapping[str, Path] = field(default_factory=dict)
    centred: bool = False

    def fill_in(self, text: str) -> str:
        """Return the text with the Centre's name where `{centre}` stands."""
        return text.replace("{centre}", escaped(self.centre.name))


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as rows, with the white space that it wants above and below.

    Attributes:
        above: in points; of two spaces the larger counts.
        rows: from top to bottom.
        below: in points.
        binds: whether it (a heading) alone decides how near the next block stands.
        role: what its rows together are to a listener; empty: they say it themselves.
        thing: what it is when it is no text: a kind of block.
    """

    above: float
    rows: tuple[Row, ...]
    below: float
    binds: bool = False
    role: str = ""
    thing: str = ""


def stack(pieces: Iterable[Piece]) -> Iterator[tuple[float, Piece]]:
    """Yield every piece with the white space before it; of two spaces the larger counts."""
    below, binds = 0.0, True
    for piece in pieces:
        if piece.rows:
            yield (below if binds else max(below, piece.above)), piece
            below, binds = piece.below, piece.binds


def text_rows(
    text: str,
    style: TextStyle,
    setting: Setting,
    colour: str,
    indent: float = 0.0,
    *,
    centred: bool = False,
) -> list[Row]:
    """Return a row for each line; the baseline stands so that capitals sit in the middle."""
    baseline = (style.leading + 0.66 * style.size) / 2
    room = setting.width - indent
    rows: list[Row] = []
    for line in set_lines(setting.fill_in(text), style, room):
        left = indent + ((room - line.width) / 2 if centred else 0.0)
        rows.append(Row(style.leading, tuple(line.words(style, left, baseline, colour))))
    return rows


def width_of(row: Row) -> float:
    """Return how far a row's words reach to the right."""
    return max((ink.area.right for ink in row.inks if isinstance(ink, Words)), default=0.0)
