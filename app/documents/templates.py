"""Sheets of paper and the panels on them: where each panel stands and where the paper folds."""

from dataclasses import dataclass

from app.base.errors import UserError
from app.base.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Place:
    """One panel's upright strip of a page, in millimetres from the left of the trim."""

    panel: str
    x_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class Template:
    """A trimmed size and the panels of each page, from left to right."""

    name: str
    label: str
    width_mm: float
    height_mm: float
    pages: tuple[tuple[Place, ...], ...]

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


def trifold(flap_mm: float = 97.0) -> Template:
    """Return the A4 tri-fold: the flap that folds in first is narrower than the two others.

    Outside, left to right: flap, back, front; inside the widths are mirrored.

    Args:
        flap_mm: the flap's width; what is left is shared by the two others.
    """
    wide = (297.0 - flap_mm) / 2
    outside = _row(("flap", flap_mm), ("back", wide), ("front", wide))
    inside = _row(("inside-left", wide), ("inside-middle", wide), ("inside-right", flap_mm))
    return Template("trifold", N_("A4 tri-fold"), 297.0, 210.0, (outside, inside))


TEMPLATES = {"trifold": trifold()}


def template_named(name: str) -> Template:
    """Return a template.

    Raises:
        UserError: there is none of this name.
    """
    if name not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        message = _("There is no leaflet template {name}. Choose one of: {known}.")
        raise UserError(message.format(name=name, known=known))
    return TEMPLATES[name]
