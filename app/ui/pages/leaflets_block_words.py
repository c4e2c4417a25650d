"""What kinds and styles of leaflet blocks are called, and the menus that choose them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.base.i18n import N_, _
from app.model.leaflet_block import BlockKind
from app.services import leaflet_shapes
from app.services.leaflet_blocks import Block

STYLES: dict[str, dict[str, str]] = {
    BlockKind.HEADING: {"1": N_("title"), "2": N_("section"), "3": N_("small heading")},
    BlockKind.PARAGRAPH: {
        "lead": N_("larger"),
        "body": N_("ordinary size"),
        "small": N_("small print"),
    },
    BlockKind.BULLETS: {
        "dot": N_("dots"),
        "number": N_("numbers"),
        "step": N_("large steps"),
        "check": N_("boxes to tick"),
    },
    BlockKind.PICTURE: {
        "full": N_("whole width"),
        "half": N_("half width"),
        "band": N_("edge to edge"),
    },
}
"""What a block's style can be, by its kind."""
USUAL: dict[str, str] = {
    BlockKind.HEADING: "2",
    BlockKind.PARAGRAPH: "body",
    BlockKind.BULLETS: "dot",
    BlockKind.PICTURE: "full",
}
SAID: dict[str, str] = {
    BlockKind.CONTACT: N_("Address, phone, e-mail and opening hours of the Centre."),
    BlockKind.LOGOS: N_("The logos that the programme prescribes."),
}
"""What blocks show that have nothing to be typed."""


def kind_words(block: Block) -> str:
    """Return what kind of block it is."""
    kind = next((one for one in BlockKind if one == block.kind), None)
    return _(kind.label) if kind else block.kind


def name_of(block: Block) -> str:
    """Return a block's kind with its style."""
    style = STYLES.get(block.kind, {}).get(block.style)
    return f"{kind_words(block)} · {_(style)}" if style else kind_words(block)


def first_words(block: Block, picture: str = "") -> str:
    """Return the line by which a closed block is known.

    Args:
        block: the block.
        picture: what is known of its picture: what is seen, else the file's name.
    """
    link = "" if block.link == "vcard" else block.link
    told = block.words.strip() or picture or block.author.strip() or link
    return told.partition("\n")[0].replace("*", "") if block.kind not in SAID else ""


def kinds_menu(parent: QWidget, chosen: Callable[[BlockKind], object]) -> QMenu:
    """Return the menu of the kinds of blocks that can be added."""
    menu = QMenu(parent)
    for kind in BlockKind:
        menu.addAction(_(kind.label), partial(chosen, kind))
    return menu


def block_menu(
    parent: QWidget, block: Block, template: str, asked: Callable[[str], object]
) -> QMenu:
    """Return the menu of a block: its style, its place, its end.

    Args:
        parent: the button.
        block: the block.
        template: the leaflet's, whose panels are offered.
        asked: called with a deed: `style:` with a style, `up`, `down`, `copy`, `foot`, `top`,
            `panel:` with a panel, `delete`.
    """
    menu = QMenu(parent)
    _add_styles(menu, block, asked)
    place = ("top", _("Not at the foot")) if block.at_foot else ("foot", _("To the foot"))
    for deed, words in (
        ("up", _("Move up (Alt+Up)")),
        ("down", _("Move down (Alt+Down)")),
        place,
    ):
        menu.addAction(words, partial(asked, deed))
    others = [panel for panel in leaflet_shapes.panels(template) if panel != block.panel]
    if others:
        panels = menu.addMenu(_("To another panel"))
        for panel in others:
            name = leaflet_shapes.panel_name(template, panel)
            panels.addAction(name, partial(asked, f"panel:{panel}"))
    menu.addSeparator()
    menu.addAction(_("Double the block (Ctrl+D)"), partial(asked, "copy"))
    menu.addAction(_("Delete the block (Ctrl+Shift+Delete)"), partial(asked, "delete"))
    return menu


def _add_styles(menu: QMenu, block: Block, asked: Callable[[str], object]) -> None:
    styles = STYLES.get(block.kind, {})
    group = QActionGroup(menu)
    for style, label in styles.items():
        action = menu.addAction(_(label).capitalize(), partial(asked, f"style:{style}"))
        action.setCheckable(True)
        action.setChecked(style == (block.style or USUAL[block.kind]))
        group.addAction(action)
    if styles:
        menu.addSeparator()
