"""Templates, designs and languages of leaflets, and where the panels stand on their pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import N_, _
from app.documents.designs import DESIGNS
from app.documents.leaflet import leaflet_languages, ready_leaflet
from app.documents.sheet import PrintOptions, Sheet
from app.documents.templates import TEMPLATES, Template, template_named, trifold
from app.model.entity import choice_label, field_map
from app.model.leaflet import Leaflet

FOLDED = "trifold"
"""The template that has folds, and a flap of a width of one's own."""

_PANELS = {
    "flap": N_("outside, flap"),
    "back": N_("outside, back"),
    "front": N_("outside, front"),
    "inside-left": N_("inside, left"),
    "inside-middle": N_("inside, middle"),
    "inside-right": N_("inside, right"),
}
_SHORT = {
    "flap": N_("Flap"),
    "back": N_("Back panel"),
    "front": N_("Front"),
    "inside-left": N_("Left"),
    "inside-middle": N_("Middle"),
    "inside-right": N_("Right"),
}
"""The same where there is little room and the pages are said beside."""
_SIDES = {"front": N_("front side"), "back": N_("back side"), "sheet": N_("the whole sheet")}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a panel stands on its page, as parts of the page's width and height."""

    panel: str
    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the page is on the panel."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


def templates() -> tuple[str, ...]:
    """Return the names of the templates."""
    return tuple(TEMPLATES)


def template_label(name: str) -> str:
    """Return what a template is called, for people."""
    return choice_label(field_map(Leaflet)["template"], name)


def languages(template: str) -> tuple[str, ...]:
    """Return the languages in which a template has texts."""
    return leaflet_languages(template)


def designs() -> tuple[str, ...]:
    """Return the names of the designs."""
    return tuple(DESIGNS)


def design_label(name: str) -> str:
    """Return what a design is called, for people."""
    return _(DESIGNS[name].label) if name in DESIGNS else name


def usual_design(template: str, language: str) -> str:
    """Return the design that the template's own text was made for."""
    return ready_leaflet(template, language).design


def panels(template: str) -> tuple[str, ...]:
    """Return the names of a template's panels, in page order."""
    return tuple(place.panel for page in template_named(template).pages for place in page)


def panel_label(template: str, panel: str) -> str:
    """Return what a panel is called, for people."""
    names = _PANELS if template == FOLDED else _SIDES
    return _(names[panel]) if panel in names else panel


def panel_name(template: str, panel: str) -> str:
    """Return what a panel is called in one word."""
    if template == FOLDED and panel in _SHORT:
        return _(_SHORT[panel])
    return panel_label(template, panel).capitalize()


def page_labels(template: str) -> tuple[str, ...]:
    """Return what the pages of a template are called, for people."""
    if template == FOLDED:
        return (_("Outside"), _("Inside"))
    return (_("Front side"), _("Back side"))[: len(template_named(template).pages)]


def shape_of(template: str, flap_mm: int | None) -> Template:
    """Return a template, a tri-fold with a flap of the given width."""
    return trifold(flap_mm) if template == FOLDED and flap_mm else template_named(template)


def spots(
    template: str, flap_mm: int | None, options: PrintOptions
) -> tuple[tuple[Spot, ...], ...]:
    """Return for each page where its panels stand when it is drawn with such options."""
    shape = shape_of(template, flap_mm)
    sheet = Sheet(shape.width_mm, shape.height_mm, options)
    return tuple(tuple(_spots_of(shape, sheet.margin_mm, page)) for page in range(len(shape.pages)))


def _spots_of(shape: Template, margin: float, page: int) -> Iterator[Spot]:
    width, height = shape.width_mm + 2 * margin, shape.height_mm + 2 * margin
    for place in shape.pages[page]:
        yield Spot(
            place.panel,
            (place.x_mm + margin) / width,
            margin / height,
            place.width_mm / width,
            shape.height_mm / height,
        )


def page_size(template: str, options: PrintOptions) -> tuple[int, int]:
    """Return width and height of a drawn page in whole millimetres."""
    shape = template_named(template)
    more = 2 * Sheet(shape.width_mm, shape.height_mm, options).margin_mm
    return round(shape.width_mm + more), round(shape.height_mm + more)
