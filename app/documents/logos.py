"""The logo row that marking rules ask for, from a programme's pack of drawings.

A pack is a folder `resources/logos/<pack>/` with `pack.toml` and SVG drawings. In the file, from
left to right, one `[[logo]]` each: `role` (programme, state, eu or region), `file`, `height`
(its share of the EU flag's, at most 1), `line_before` (a vertical line) and `[logo.caption]` with
the words below it per language, with a line break. `minimum_mm` is the least height of
the EU flag.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.base.paths import resource
from app.documents.fonts import REGULAR, SEMIBOLD, text_width
from app.documents.ink import Ink, Words, line
from app.documents.theme import MM
from app.documents.vector import Drawing, read_drawing

ROLES = ("programme", "state", "eu", "region")
_INK, _LINE = "#1A1A1A", "#8A8A8A"
_LARGEST = 11.0 * MM  # the EU flag's height where there is room
# In heights of the EU flag: caption's size, its leading, gap over it, gap between logos.
_SIZE, _LEADING, _NEAR, _APART = 0.215, 0.26, 0.14, 0.5


@dataclass(frozen=True, slots=True)
class Logo:
    """One sign of the row."""

    role: str
    drawing: Drawing
    height: float
    caption: tuple[str, ...]
    line_before: bool = False

    @property
    def width(self) -> float:
        """The drawing's width, in heights of the EU flag."""
        return self.drawing.width_at(self.height)

    @property
    def face(self) -> str:
        """The caption's face."""
        return SEMIBOLD if self.role == "programme" else REGULAR

    @property
    def room(self) -> float:
        """The width of the drawing or its caption, whichever is wider, in the same measure."""
        return max(self.width, *(text_width(text, self.face, _SIZE) for text in self.caption), 0.0)


@dataclass(frozen=True, slots=True)
class LogoRow:
    """A set row: its ink from its own top left corner and its size in points."""

    width: float
    height: float
    inks: tuple[Ink, ...]


@cache
def read_pack(folder: Path, language: str) -> tuple[float, tuple[Logo, ...]]:
    """Return a pack's least EU flag height in millimetres and its logos from left to right.

    Raises:
        UserError: the folder is no pack, or its sizes break the rule.
    """
    try:
        facts = tomllib.loads((folder / "pack.toml").read_text("utf-8"))
        logos = tuple(_logo(folder, entry, language) for entry in facts["logo"])
        minimum = float(facts["minimum_mm"])
    except (OSError, KeyError, ValueError) as broken:
        message = _("The logo pack {name} cannot be used: {reason}.")
        raise UserError(message.format(name=folder.name, reason=broken)) from broken
    check_sizes(logos)
    return minimum, logos


def check_sizes(logos: Iterable[Logo]) -> None:
    """Make sure that all roles are there and that no logo is larger than the EU flag.

    Raises:
        UserError: what is missing or too large.
    """
    by_role = {logo.role: logo for logo in logos}
    missing = [role for role in ROLES if role not in by_role]
    if missing:
        raise UserError(_("The logo pack lacks: {roles}.").format(roles=", ".join(missing)))
    flag = by_role["eu"]
    for logo in by_role.values():
        if logo.height > flag.height + 1e-6 or logo.width > flag.width + 1e-6:
            message = _("The logo “{role}” is larger than the EU flag. Make it smaller.")
            raise UserError(message.format(role=logo.role))


def set_row(pack: str, language: str, width: float, largest: float = _LARGEST) -> LogoRow:
    """Return the logo row of a pack, as large as a width in points allows.

    Args:
        pack: the folder's name.
        language: of the captions.
        width: the room, in points.
        largest: the EU flag's height where there is room, in points.

    Raises:
        UserError: the width does not hold the row at its least size.
    """
    minimum, logos = read_pack(resource("logos", pack), language)
    lines = sum(logo.line_before for logo in logos)
    natural = sum(logo.room for logo in logos) + _APART * (len(logos) - 1 + lines)
    unit = min(largest, width / natural)
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


def _logo(folder: Path, entry: dict[str, object], language: str) -> Logo:
    captions = entry.get("caption", {})
    if not isinstance(captions, dict):
        raise ValueError("caption")
    caption = str(captions.get(language, captions.get("pl", "")))
    return Logo(
        role=str(entry["role"]),
        drawing=read_drawing(folder / str(entry["file"])),
        height=float(str(entry.get("height", 1))),
        caption=tuple(caption.split("\n")) if caption else (),
        line_before=bool(entry.get("line_before", False)),
    )


def _inks(logo: Logo, x: float, unit: float) -> list[Ink]:
    middle = x + logo.room * unit / 2
    height = logo.height * unit
    inks = list(logo.drawing.at(middle - logo.width * unit / 2, (unit - height) / 2, height))
    for number, text in enumerate(logo.caption):
        size = _SIZE * unit
        baseline = (1 + _NEAR + number * _LEADING) * unit + 0.75 * size
        left = middle - text_width(text, logo.face, size) / 2
        inks.append(Words(left, baseline, text, logo.face, size, _INK))
    return inks
