"""How a leaflet looks: colour theme, manner, background drawings and the room that they take."""

from dataclasses import dataclass
from functools import lru_cache

from app.base.errors import UserError
from app.base.i18n import N_, _
from app.base.paths import resource
from app.documents.ink import Area, Clipped, Ink, rectangle
from app.documents.theme import BRICK, MEADOW_GREEN, MM, TEAL, WHITE, Manner, Theme, Tone
from app.documents.vector import Drawing, read_drawing

_CLEAR_MM = 4.0  # white space over a drawing across the foot
_SHORT = 1.0  # points by which tiles end sooner, so that no hair of the next row shows
_KEPT = 48
"""Drawings that are kept as they stand in their panels."""


@dataclass(frozen=True, slots=True)
class Art:
    """A drawing on a panel's ground.

    Attributes:
        file: its name.
        motif: how much of its width, in its own units, must be seen: the rest may be cut at both
            sides, so that it fills the room that text leaves. 0: it stands across the width.
        least: the share of the panel's height that text leaves to it at least.
        across: it runs across all panels of the page; each shows its part.
        hangs: it hangs from the upper edge, and text stands below it.
        tile: the side of the tiles, in its own units, that it is made of; with `hangs` whole ones
            are shown, as many side by side as `motif` has or two fewer: what fills more.
        over: how much of it, in its own units, lies above the upper edge; with `hangs`.
    """

    file: str
    motif: float = 0.0
    least: float = 0.0
    across: bool = False
    hangs: bool = False
    tile: float = 0.0
    over: float = 0.0

    @property
    def drawing(self) -> Drawing:
        """The drawing itself."""
        return read_drawing(resource("leaflets", "art", self.file))


@dataclass(frozen=True, slots=True)
class Look:
    """A panel's background: the name of the theme's tone, a drawing, where words stand."""

    tone: str
    art: Art | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a panel's background stands.

    Attributes:
        panel: the panel within the trim.
        seen: the panel with the bleed at the paper's edges.
        page: the whole page with its bleed.
        bleed_mm: how far it bleeds.
        lower: the upper edge of the white foot for a logo row; without one, of the bleed.
    """

    panel: Area
    seen: Area
    page: Area
    bleed_mm: int
    lower: float


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class Design:
    """A theme with its looks and its manner."""

    name: str
    label: str
    theme: Theme
    looks: dict[str, Look]
    manner: Manner

    def look(self, name: str) -> Look:
        """Return a look.

        Raises:
            UserError: there is none of this name.
        """
        if name not in self.looks:
            message = _("There is no panel look {name}. Choose one of: {known}.")
            raise UserError(message.format(name=name, known=", ".join(self.looks)))
        return self.looks[name]

    def tone(self, look: str) -> Tone:
        """Return the colours of a look."""
        return self.theme.tones[self.looks[look].tone]


def least_height(art: Art | None, ground: Ground) -> float:
    """Return the height that text keeps clear of, in points, from the edge where the art is."""
    if art is None:
        return 0.0
    if art.motif:
        return art.least * ground.panel.height
    trim = ground.page.width - 2 * ground.bleed_mm * MM
    wide = trim if art.across else ground.panel.width
    return wide / art.drawing.width * art.drawing.height + _CLEAR_MM * MM


@lru_cache(maxsize=_KEPT)
def art_inks(art: Art, ground: Ground, height: float) -> tuple[Ink, ...]:
    """Return a drawing behind a panel's text; it is the same while text takes as many lines.

    Args:
        art: the drawing.
        ground: where the background stands.
        height: how much room text leaves to a drawing with a motif, in points.
    """
    drawing, seen = art.drawing, ground.seen
    if not art.motif:
        wide = ground.page if art.across else seen
        high = wide.width / drawing.width * drawing.height
        return (Clipped(seen, tuple(drawing.at(wide.x, ground.lower - high, high))),)
    middle = ground.panel.x + ground.panel.width / 2
    if art.hangs:
        part, shown = _tiled(art, ground.panel.width, height)
        top = ground.panel.y - art.over * part
        end = ground.panel.y + shown - _SHORT
        strip = Area(seen.x, seen.y, seen.width, end - seen.y)
    else:
        part = min(height / drawing.height, ground.panel.width / art.motif)
        part = max(part, seen.width / drawing.width)
        top = ground.lower - part * drawing.height
        strip = Area(seen.x, seen.y, seen.width, ground.lower - seen.y)
    inks = drawing.at(middle - part * drawing.width / 2, top, part * drawing.height)
    return (Clipped(strip, tuple(inks)),)


def _tiled(art: Art, width: float, height: float) -> tuple[float, float]:
    """Return the scale at which whole rows of tiles fill a height best, and how much they fill."""
    parts = (width / art.motif, width / (art.motif - 2 * art.tile))
    filled = ((part, int(height / (art.tile * part) + 0.02) * art.tile * part) for part in parts)
    return max(filled, key=lambda found: found[1])


def foot_ground(ground: Ground) -> Ink:
    """Return the white ground of a panel's foot, which the logo row asks for."""
    seen = ground.seen
    return rectangle(Area(seen.x, ground.lower, seen.width, seen.bottom - ground.lower), WHITE)


def _looks(cover: Look, strip: Art) -> dict[str, Look]:
    """Return the looks that every design has: texts name them and suit each design."""
    return {
        "plain": Look("plain"),
        "tint": Look("tint"),
        "deep": Look("deep"),
        "cover": cover,
        "shore": Look("plain", strip),
        "shore-tint": Look("tint", strip),
    }


MASURIA = Design(
    "masuria",
    N_("Lake and sails"),
    TEAL,
    _looks(
        Look("deep", Art("lake.svg", motif=100, least=0.2)),
        Art("shore.svg", across=True),
    ),
    Manner(),
)
MOSAIC = Design(
    "mosaic",
    N_("Mosaic of people and work"),
    BRICK,
    _looks(
        Look("deep", Art("mosaic.svg", motif=80, least=0.2, hangs=True, tile=10, over=10)),
        Art("mosaic-strip.svg", across=True),
    ),
    Manner(title="none", label="rule", quote="lines", point="square", badge="square"),
)
MEADOW = Design(
    "meadow",
    N_("Meadow in bloom"),
    MEADOW_GREEN,
    _looks(
        Look("cream", Art("meadow.svg", motif=100, least=0.2), centred=True),
        Art("meadow-strip.svg", across=True),
    ),
    Manner(title="dots", label="pill", quote="marks", point="leaf", badge="none"),
)
DESIGNS = {design.name: design for design in (MASURIA, MOSAIC, MEADOW)}


def design_named(name: str) -> Design:
    """Return a design.

    Raises:
        UserError: there is none of this name.
    """
    if name not in DESIGNS:
        message = _("There is no leaflet design {name}. Choose one of: {known}.")
        raise UserError(message.format(name=name, known=", ".join(DESIGNS)))
    return DESIGNS[name]
