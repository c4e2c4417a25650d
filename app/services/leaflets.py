"""Leaflets of a Centre: drawn with its own contact data, saved as PDF, printed and booked."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import N_, _
from app.documents.blocks import Block, Heading, Paragraph, QrCode
from app.documents.leaflet import Leaflet as LeafletContent
from app.documents.leaflet import draw_leaflet, leaflet_languages, ready_leaflet
from app.documents.panels import Panel
from app.documents.raster import Picture, page_count, render_page
from app.documents.sheet import BLEEDS_MM, PrintOptions
from app.documents.templates import TEMPLATES, template_named
from app.model.centre import Centre
from app.model.leaflet import Leaflet
from app.model.material import Material
from app.model.promoter import Promoter
from app.services import centres, materials
from app.services.printing import Printable, missing_note
from app.store.who import who

__all__ = [
    "BLEEDS_MM",
    "Order",
    "Picture",
    "PrintOptions",
    "page_count",
    "render_page",
]

_PANELS = {
    "flap": N_("outside, flap"),
    "back": N_("outside, back"),
    "front": N_("outside, front"),
    "inside-left": N_("inside, left"),
    "inside-middle": N_("inside, middle"),
    "inside-right": N_("inside, right"),
}
"""What the panels of a template are called, for people."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn: a template in a language for a Centre, with own texts if any.

    Attributes:
        centre: the Centre's code or id; `None` is the one of the person at work.
        headline: stands on the front in place of the template's own, when not empty.
        introduction: the first paragraph inside, in place of the template's own.
        link: where the QR code leads; empty means the Centre's card.
    """

    template: str = "trifold"
    language: str = "pl"
    centre: str | None = None
    headline: str = ""
    introduction: str = ""
    link: str = ""


def templates() -> tuple[str, ...]:
    """Return the names of the templates."""
    return tuple(TEMPLATES)


def languages(template: str) -> tuple[str, ...]:
    """Return the languages in which a template has texts."""
    return leaflet_languages(template)


def saved(session: Session) -> list[Leaflet]:
    """Return the Centre's own leaflets by title."""
    query = select(Leaflet).where(Leaflet.deleted.is_not(True)).order_by(Leaflet.sort_key)
    return list(session.scalars(query))


def order_of(leaflet: Leaflet) -> Order:
    """Return what a saved leaflet asks to be drawn."""
    return Order(
        leaflet.template,
        leaflet.language,
        leaflet.centre,
        leaflet.headline or "",
        leaflet.introduction or "",
        leaflet.link or "",
    )


def draw(session: Session, order: Order, options: PrintOptions) -> Printable:
    """Draw a leaflet with the Centre's own contact data.

    Raises:
        UserError: when there is no such template, language or Centre.
    """
    centre = centre_of(session, order.centre)
    drawn = draw_leaflet(_content(order), centres.card_of(centre), options)
    notes = [
        _("Panel {panel}: the text is {n} lines too long.").format(
            panel=_(_PANELS.get(panel.panel, panel.panel)), n=panel.lines_over
        )
        for panel in drawn.overfull
    ]
    return Printable(
        drawn.pdf,
        drawn.pages,
        (*notes, *missing_note(drawn.missing_letters)),
        landscape=True,
        sides="two-sided-short-edge",
    )


def template_label(name: str) -> str:
    """Return what a template is called, for people."""
    return _(template_named(name).label)


def book_print_run(session: Session, material: str, centre: str, copies: int) -> None:
    """Book printed copies into the Centre's stock.

    Raises:
        UserError: when the number is not above zero.
    """
    if copies < 1:
        raise UserError(_("Print at least one copy."))
    materials.receive(session, material, centre, copies, reason=_("Print run"))


def printable_materials(session: Session) -> list[Material]:
    """Return the materials of the catalogue that are printed from a template."""
    query = (
        select(Material)
        .where(Material.template.is_not(None), Material.deleted.is_not(True))
        .order_by(Material.sort_key)
    )
    return list(session.scalars(query))


def centre_of(session: Session, name: str | None) -> Centre:
    """Return a Centre by code or id, or the one of the person at work.

    Raises:
        UserError: when there is none.
    """
    live = select(Centre).where(Centre.deleted.is_not(True)).order_by(Centre.sort_key)
    if name is None:
        promoter = session.get(Promoter, who(session).promoter or "")
        found = session.get(Centre, promoter.centre) if promoter else None
        found = found or session.scalars(live).first()
    else:
        found = session.scalars(live.where((Centre.code == name) | (Centre.id == name))).first()
    if found is None:
        known = ", ".join(session.scalars(select(Centre.code).order_by(Centre.code)))
        missing = _("There is no Centre “{name}”. These are known: {known}.")
        raise UserError(missing.format(name=name or "", known=known or "–"))
    return found


def _content(order: Order) -> LeafletContent:
    ready = ready_leaflet(order.template, order.language)
    panels = dict(ready.panels)
    if order.headline:
        panels["front"] = _with_first(panels["front"], Heading, order.headline)
    if order.introduction:
        panels["inside-left"] = _with_first(panels["inside-left"], Paragraph, order.introduction)
    if order.link:
        panels = {name: _with_link(panel, order.link) for name, panel in panels.items()}
    return replace(ready, panels=panels, title=order.headline or ready.title)


def _with_first(panel: Panel, kind: type[Heading] | type[Paragraph], text: str) -> Panel:
    blocks = list(panel.blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, kind):
            blocks[place] = replace(block, text=text)
            break
    return replace(panel, blocks=tuple(blocks))


def _with_link(panel: Panel, link: str) -> Panel:
    def linked(block: Block) -> Block:
        return replace(block, target=link) if isinstance(block, QrCode) else block

    return replace(
        panel,
        blocks=tuple(linked(block) for block in panel.blocks),
        foot=tuple(linked(block) for block in panel.foot),
    )
