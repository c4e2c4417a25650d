"""The logo row that marking rules ask for, set from a programme's pack of drawings."""

from dataclasses import dataclass
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.fonts import text_width
from app.documents.ink import Ink, Words, line
from app.documents.logo_pack import CAPTION_SIZE, Logo, pack_folder, read_pack
from app.documents.theme import MM

_INK, _LINE = "#1A1A1A", "#8A8A8A"
NARROWEST_MM = 79.0
"""The width of the narrowest place that a row stands in: the column of a folded leaflet."""
LEAST_FLAG_MM = 8.6
"""The EU flag's height at the foot of papers."""
_LARGEST = 11.0 * MM  # the EU flag's height where there is room
# In heights of the EU flag: a caption's leading, the gap over it, the gap between logos.
_LEADING, _NEAR, _APART = 0.26, 0.14, 0.5


@dataclass(frozen=True, slots=True)
class LogoRow:
    """A set row: its ink from its own top left corner and its size in points."""

    width: float
    height: float
    inks: tuple[Ink, ...]


def least_width_mm(folder: Path, language: str) -> float:
    """Return how wide the row of a pack in a folder is at its least size, in millimetres.

    Raises:
        UserError: the folder is no pack.
    """
    minimum, logos = read_pack(folder, language)
    return minimum * _natural(logos)


def set_row(pack: str, language: str, width: float, largest: float = _LARGEST) -> LogoRow:
    """Return the logo row of a pack, as large as a width in points allows.

    Args:
        pack: the folder's name.
        language: of the captions.
        width: the room, in points.
        largest: the EU flag's height where there is room, in points.

    Raises:
        UserError: no such pack, or the width does not hold the row at its least size.
    """
    minimum, logos = read_pack(pack_folder(pack), language)
    unit = min(largest, width / _natural(logos))
    if unit < minimum * MM:
        raise UserError(_("The logo row does not fit here. Give it a wider place."))
    height = unit * (1 + _NEAR + _LEADING * max(len(logo.caption) for logo in logos))
    inks: list[Ink] = []
    x = 0.0
    for logo in logos:
        if logo.line_before:
            inks.append(line((x, 0), (x, height), _LINE, 0.02 * unit))
            x += _APART * unit
        inks += _inks(logo, x, unit)
        x += (logo.room + _APART) * unit
    return LogoRow(x - _APART * unit, height, tuple(inks))


def _natural(logos: tuple[Logo, ...]) -> float:
    """Return the width of a row, in heights of the EU flag."""
    lines = sum(logo.line_before for logo in logos)
    return sum(logo.room for logo in logos) + _APART * (len(logos) - 1 + lines)


def _inks(logo: Logo, x: float, unit: float) -> list[Ink]:
    middle = x + logo.room * unit / 2
    height = logo.height * unit
    inks = list(logo.drawing.at(middle - logo.width * unit / 2, (unit - height) / 2, height))
    for number, text in enumerate(logo.caption):
        size = CAPTION_SIZE * unit
        baseline = (1 + _NEAR + number * _LEADING) * unit + 0.75 * size
        left = middle - text_width(text, logo.face, size) / 2
        inks.append(Words(left, baseline, text, logo.face, size, _INK))
    return inks
