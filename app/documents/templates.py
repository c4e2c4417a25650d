"""Sheets of paper and the panels on them: where each panel stands and where the paper folds."""

from dataclasses import dataclass

from app.base.errors import UserError
from app.base.i18n import _
from app.documents import type_scale
from app.documents.type_scale import TypeScale

FLAP_MM = 97.0
"""The width of a tri-fold's flap, where nobody asked for another."""
_FLAPS_MM = (90.0, 98.0)


@dataclass(frozen=True, slots=True)
class Place:
    """One panel's upright strip of a page, in millimetres from the left of the trim."""

    panel: str
    x_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class Template:
    """A trimmed size, the panels of each page from left to right, and the sizes of its text."""

    name: str
    width_mm: float
    height_mm: float
    pages: tuple[tuple[Place, ...], ...]
    scale: TypeScale = type_scale.TRIFOLD
    texts: str = ""

    @property
    def texts_name(self) -> str:
        """What the files with our own texts begin with; posters share theirs."""
        return self.texts or self.name

    def folds_mm(self, page: int) -> tuple[float, ...]:
        """Return where a page (the first is 0) folds, from the left of the trim."""
        return tuple(place.x_mm for place in self.pages[page][1:])


def _row(*panels: tuple[str, float]) -> tuple[Place, ...]:
    places: list[Place] = []
    x = 0.0
    for panel, width in panels:
        places.append(Place(panel, x, width))
        x += width
    return tuple(places)


def trifold(flap_mm: float = FLAP_MM) -> Template:
    """Return the A4 tri-fold: the flap that folds in first is narrower than the two others.

    Outside, left to right: flap, back, front; inside the widths are mirrored.

    Args:
        flap_mm: the flap's width; what is left is shared by the two others.

    Raises:
        UserError: a flap of this width would not fold in, or leave the others too wide.
    """
    least, most = _FLAPS_MM
    if not least <= flap_mm <= most:
        message = _("The flap of a tri-fold is {least} to {most} mm wide.")
        raise UserError(message.format(least=round(least), most=round(most)))
    wide = (297.0 - flap_mm) / 2
    outside = _row(("flap", flap_mm), ("back", wide), ("front", wide))
    inside = _row(("inside-left", wide), ("inside-middle", wide), ("inside-right", flap_mm))
    return Template("trifold", 297.0, 210.0, (outside, inside))


def _two_sides(name: str, size: tuple[float, float], scale: TypeScale) -> Template:
    sides = tuple(_row((panel, size[0])) for panel in ("front", "back"))
    return Template(name, *size, sides, scale)


def _poster(name: str, size: tuple[float, float], scale: TypeScale) -> Template:
    return Template(name, *size, (_row(("sheet", size[0])),), scale, "poster")


TEMPLATES = {
    template.name: template
    for template in (
        trifold(),
        _two_sides("a5", (148.0, 210.0), type_scale.A5),
        _two_sides("a6", (105.0, 148.0), type_scale.A6),
        _poster("poster-a4", (210.0, 297.0), type_scale.POSTER_A4),
        _poster("poster-a3", (297.0, 420.0), type_scale.POSTER_A3),
    )
}


def template_named(name: str, flap_mm: float = FLAP_MM) -> Template:
    """Return a template, a tri-fold with a flap of a width.

    Raises:
        UserError: there is none of this name, or the flap is too wide or too narrow.
    """
    if name not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        message = _("There is no leaflet template {name}. Choose one of: {known}.")
        raise UserError(message.format(name=name, known=known))
    if name == "trifold" and flap_mm != FLAP_MM:
        return trifold(flap_mm)
    return TEMPLATES[name]
