"""Leaflets of a Centre: drawn with its own contact data, saved as PDF, printed and booked."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.formats import format_number
from app.base.i18n import N_, _, ngettext
from app.documents.leaflet import draw_leaflet
from app.documents.panels import PanelReport
from app.documents.raster import Picture, page_count, render_page
from app.documents.sheet import BLEEDS_MM, PrintOptions, Sheet
from app.model.centre import Centre
from app.model.leaflet import Leaflet
from app.model.leaflet_block import BlockKind
from app.model.material import Material
from app.model.promoter import Promoter
from app.services import centre_cards, leaflet_blocks, leaflet_pictures, materials
from app.services.leaflet_blocks import Block
from app.services.leaflet_content import PictureFile, content_of, ready_blocks, with_texts
from app.services.leaflet_pictures import PrintedPicture
from app.services.leaflet_shapes import languages, panel_label, shape_of, templates
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


_THINGS: dict[str, str] = {
    BlockKind.PICTURE: N_("the picture"),
    BlockKind.QR: N_("the QR code"),
    BlockKind.CONTACT: N_("the Centre's address"),
    BlockKind.LOGOS: N_("the logos"),
}
"""Blocks that are not counted in lines of text, where there is no room for them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn: a template in a language for a Centre, with own texts if any.

    Attributes:
        centre: the Centre's code or id; `None` is the one of the person at work.
        headline: stands on the front in place of the template's own, when not empty.
        introduction: the first paragraph inside, in place of the template's own.
        link: where the QR code leads; empty means the Centre's card.
        design: the look; empty is the one that the template's text was made for.
        flap_mm: the width of a tri-fold's flap; `None` is the usual one.
        blocks: the leaflet's own blocks; `None` draws the template's text.
        pictures: pictures of blocks that are not saved yet, by the attachment's id to be.
    """

    template: str = "trifold"
    language: str = "pl"
    centre: str | None = None
    headline: str = ""
    introduction: str = ""
    link: str = ""
    design: str = ""
    flap_mm: int | None = None
    blocks: tuple[Block, ...] | None = None
    pictures: tuple[tuple[str, PictureFile], ...] = ()


@dataclass(frozen=True, slots=True)
class Overfull:
    """A panel that holds more than it has room for.

    Attributes:
        panel: its name.
        lines: how many lines of text are left out.
        mm: how many millimetres it is too long.
        things: what else is left out: kinds of blocks, from the top.
    """

    panel: str
    lines: int
    mm: float
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafletPaper(Printable):
    """A drawn leaflet.

    Attributes:
        overfull: its panels that hold too much, in page order.
        pictures: what became of its pictures.
    """

    overfull: tuple[Overfull, ...] = ()
    pictures: tuple[PrintedPicture, ...] = ()


def order_of(session: Session, leaflet: Leaflet) -> Order:
    """Return what a saved leaflet asks to be drawn."""
    return Order(
        leaflet.template,
        leaflet.language,
        leaflet.centre,
        leaflet.headline or "",
        leaflet.introduction or "",
        leaflet.link or "",
        leaflet.design or "",
        leaflet.flap_mm,
        leaflet_blocks.of_leaflet(session, leaflet.id) or None,
    )


def blocks_of(order: Order) -> tuple[Block, ...]:
    """Return the blocks that an order draws: its own, else the template's with its own texts.

    Raises:
        UserError: when the template has no text in the language.
    """
    if order.blocks is not None:
        return order.blocks
    ready = ready_blocks(order.template, order.language)
    return with_texts(ready, order.headline, order.introduction, order.link)


def first_order(template: str, language: str) -> Order:
    """Return what a new leaflet begins with: a template in a language, if it has a text in it."""
    name = template or templates()[0]
    known = languages(name)
    return Order(name, language if language in known else known[0])


def draw(
    session: Session,
    order: Order,
    options: PrintOptions,
    store: Path | None = None,
) -> LeafletPaper:
    """Draw a leaflet with the Centre's own contact data.

    Args:
        session: any session.
        order: what is drawn.
        options: how it is put on paper.
        store: the store's folder, where the pictures stand; without it their places are drawn.

    Raises:
        UserError: when there is no such template, design, language or Centre.
    """
    centre = centre_of(session, order.centre)
    blocks = blocks_of(order)
    files = leaflet_pictures.files_of(session, blocks, order.pictures)
    content = content_of(order.template, order.language, blocks, files)
    content = replace(
        content,
        design=order.design or content.design,
        flap_mm=float(order.flap_mm or content.flap_mm),
    )
    here = leaflet_pictures.paths_of(store, files.values())
    drawn = draw_leaflet(content, centre_cards.card_of(centre), options, pictures=here)
    overfull = tuple(_overfull(one) for one in drawn.overfull)
    notes = [
        _("{panel}: {words}").format(
            panel=panel_label(order.template, one.panel).capitalize(), words=overfull_words(one)
        )
        for one in overfull
    ]
    pictures = leaflet_pictures.printed(blocks, drawn.pictures)
    notes += [one.fault for one in pictures if one.fault]
    shape = shape_of(order.template, order.flap_mm)
    sheet = Sheet(shape.width_mm, shape.height_mm, options)
    return LeafletPaper(
        drawn.pdf,
        drawn.pages,
        (*notes, *missing_note(drawn.missing_letters)),
        landscape=sheet.lies,
        sides=sheet.sides if drawn.pages > 1 else "one-sided",
        per_sheet=sheet.copies,
        turned=options.rotate_back,
        overfull=overfull,
        pictures=tuple(pictures),
    )


def overfull_words(one: Overfull) -> str:
    """Return what of a panel has no room: text in lines, pictures and the like by what they are."""
    mm = format_number(one.mm, 0)
    if not one.things:
        return ngettext(
            "the text is {n} line too long ({mm} mm).",
            "the text is {n} lines too long ({mm} mm).",
            one.lines,
        ).format(n=one.lines, mm=mm)
    left_out = [_(_THINGS[kind]) for kind in one.things]
    if one.lines:
        lines = ngettext("{n} line of text", "{n} lines of text", one.lines)
        left_out.append(lines.format(n=one.lines))
    words = _("there is no room for: {left_out} ({mm} mm are missing).")
    return words.format(left_out=", ".join(left_out), mm=mm)


def _overfull(report: PanelReport) -> Overfull:
    things = dict.fromkeys(kind for kind in report.left_out if kind in _THINGS)
    return Overfull(report.panel, report.lines_over, report.mm_over, tuple(things))


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
