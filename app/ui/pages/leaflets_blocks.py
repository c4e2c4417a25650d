"""The texts of a leaflet: a panel is chosen, its blocks are edited, added, moved, deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.base.i18n import _
from app.model.leaflet_block import BlockKind
from app.services import leaflet_shapes
from app.services.leaflet_blocks import Block, new_block
from app.services.leaflet_pictures import PictureFacts
from app.ui.chips import ChoiceChips
from app.ui.markup_box import MarkupBox
from app.ui.pages.leaflets_block_editors import USUAL, BlockCard, kinds_menu
from app.ui.parts import button, clear, column, holder, row, text
from app.ui.theme import Space


class BlocksPart(QWidget):
    """The blocks of one panel at a time; those at its foot stand below the others.

    Signals:
        edited: all blocks, after one was changed, added, moved or deleted.
        panel_chosen: the name of a panel.
        picture_wanted: a picture block is to be added; the page asks for a file.
        given: mime data that was pasted or dropped.
        described: a picture's attachment and what is seen in it.
    """

    edited = Signal(object)
    panel_chosen = Signal(str)
    picture_wanted = Signal()
    given = Signal(object)
    described = Signal(str, str)

    def __init__(self) -> None:
        """Begin without a leaflet."""
        super().__init__()
        self.setAcceptDrops(True)
        self.pictures: Mapping[str, PictureFacts] = {}
        self._faults: Mapping[str, str] = {}
        self.blocks: tuple[Block, ...] = ()
        self.panel = ""
        self._template = ""
        self._box: MarkupBox | None = None
        self._over: Mapping[str, str] = {}
        self.cards: list[BlockCard] = []
        self.panels = ChoiceChips([], "")
        self._panels_place = column(gap=Space.NONE)
        self.too_long = text("", "warning")
        self._cards_place = column(gap=Space.ONE)
        self.add = button(_("Add a block"), icon="plus", tip=_("Add a block (Ctrl+Shift+B)"))
        self._kinds = kinds_menu(self.add, self.add_block)
        self.add.setMenu(self._kinds)
        marks = (
            self._mark("bold", _("Bold (Ctrl+B)"), MarkupBox.make_bold),
            self._mark("italic", _("Italics (Ctrl+I)"), MarkupBox.make_italic),
            self._mark("link", _("Link (Ctrl+K)"), MarkupBox.make_link),
        )
        tools = row(self.add, None, *marks, gap=Space.NONE)
        self.setLayout(
            column(
                holder(self._panels_place),
                self.too_long,
                holder(self._cards_place),
                tools,
                None,
                gap=Space.ONE,
            )
        )
        self.too_long.hide()

    def show_blocks(
        self,
        template: str,
        blocks: Sequence[Block],
        pictures: Mapping[str, PictureFacts] | None = None,
    ) -> None:
        """Show the blocks of a leaflet; the panel stays, if the template has it.

        Args:
            template: the template's name.
            blocks: all of its blocks.
            pictures: what is said of its pictures, by their attachments' ids.
        """
        self.pictures = pictures or {}
        names = leaflet_shapes.panels(template)
        if template != self._template:
            self._template = template
            self._offer_panels(names)
        self.blocks = tuple(blocks)
        wanted = self.panel if self.panel in names else _first(names)
        self._show_panel(wanted)

    def show_panel(self, panel: str) -> None:
        """Show another panel's blocks and put the cursor into the first."""
        if panel != self.panel:
            self._show_panel(panel)
            self.panel_chosen.emit(panel)
        if self.cards:
            self.cards[0].setFocus()

    @property
    def cursor_place(self) -> tuple[int, int] | None:
        """Return in which card the cursor is, and before which letter."""
        card = self._card_with_cursor()
        if card is None:
            return None
        at = card.words.textCursor().position() if card.words is not None else 0
        return self.cards.index(card), at

    def put_cursor(self, place: tuple[int, int] | None) -> None:
        """Put the cursor where it was, if the panel still has such a card."""
        if place is None or place[0] >= len(self.cards):
            return
        card = self.cards[place[0]]
        card.setFocus()
        if card.words is not None:
            cursor = card.words.textCursor()
            cursor.setPosition(min(place[1], len(card.words.words())))
            card.words.setTextCursor(cursor)

    def _card_with_cursor(self) -> BlockCard | None:
        here = QApplication.focusWidget()
        around = [card for card in self.cards if here is not None and card.isAncestorOf(here)]
        return around[0] if around else None

    def show_overfull(self, words: Mapping[str, str]) -> None:
        """Say beside the panels which have too much text, and how much; by their names."""
        self._over = words
        for panel in leaflet_shapes.panels(self._template):
            chip = self.panels.chip(panel)
            name = leaflet_shapes.panel_name(self._template, panel)
            chip.setText(f"{name} ⚠" if panel in words else name)
            chip.setToolTip(leaflet_shapes.panel_label(self._template, panel))
            chip.setAccessibleName(f"{name}: {words[panel]}" if panel in words else name)
        self.too_long.setText(self._over.get(self.panel, "").capitalize())
        self.too_long.setVisible(self.panel in words)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say below the pictures what is wrong with them, by their attachments' ids."""
        self._faults = faults
        for card in self.cards:
            card.show_fault(faults.get(card.block.picture, "") if card.block.picture else "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files and pictures be dropped; Qt calls."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped; Qt calls."""
        event.acceptProposedAction()
        self.given.emit(event.mimeData())

    def offer_kinds(self) -> None:
        """Open the menu of blocks that can be added."""
        self._kinds.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def add_block(self, kind: BlockKind) -> None:
        """Add a block below the one with the cursor, else at the end of the panel."""
        if kind == BlockKind.PICTURE:
            self.picture_wanted.emit()
            return
        self.put(new_block(self.panel, kind, style=USUAL.get(kind, "")))

    def put(self, block: Block) -> None:
        """Put a new block below the one with the cursor and the cursor into it."""
        here = self._card_with_cursor()
        block = replace(block, panel=self.panel)
        place = len(self.blocks)
        if here is not None:
            block = replace(block, at_foot=here.block.at_foot)
            place = self._place(here.block.id) + 1
        self._take((*self.blocks[:place], block, *self.blocks[place:]), block.id)

    def ask(self, card: BlockCard, deed: str) -> None:
        """Do with a block what its buttons, keys or menu ask."""
        block, at = card.block, self.cards.index(card)
        if deed == "delete":
            left = [one for one in self.cards if one is not card]
            near = left[min(at, len(left) - 1)].block.id if left else ""
            self._take(tuple(one for one in self.blocks if one.id != block.id), near)
        elif deed in ("foot", "top"):
            rest = tuple(one for one in self.blocks if one.id != block.id)
            self._take((*rest, replace(block, at_foot=deed == "foot")), block.id)
        else:
            self._move(block, -1 if deed == "up" else 1)

    def _move(self, block: Block, step: int) -> None:
        near = [
            one.id
            for one in self.blocks
            if (one.panel, one.at_foot) == (block.panel, block.at_foot)
        ]
        at = near.index(block.id) + step
        if not 0 <= at < len(near):
            return
        made = list(self.blocks)
        here, there = self._place(block.id), self._place(near[at])
        made[here], made[there] = made[there], made[here]
        self._take(tuple(made), block.id)

    def _take(self, blocks: tuple[Block, ...], go_to: str) -> None:
        self.blocks = blocks
        self._show_panel(self.panel)
        card = next((one for one in self.cards if one.block.id == go_to), None)
        (card or self.add).setFocus()
        self.edited.emit(blocks)

    def _place(self, block_id: str) -> int:
        return [block.id for block in self.blocks].index(block_id)

    def _show_panel(self, panel: str) -> None:
        self.panel = panel
        self._box = None
        self.panels.set_values([panel])
        clear(self._cards_place)
        mine = [block for block in self.blocks if block.panel == panel]
        self.cards = [self._card(b) for b in mine if not b.at_foot]
        foot = [self._card(b) for b in mine if b.at_foot]
        for card in self.cards:
            self._cards_place.addWidget(card)
        if foot:
            self._cards_place.addWidget(text(_("At the foot of the panel"), "field"))
        for card in foot:
            self._cards_place.addWidget(card)
        self.cards += foot
        self.show_overfull(self._over)
        self.show_faults(self._faults)

    def _card(self, block: Block) -> BlockCard:
        card = BlockCard(block, self.pictures.get(block.picture))
        card.described.connect(lambda alt: self.described.emit(block.picture, alt))
        card.edited.connect(self._edited)
        card.asked.connect(lambda deed: self.ask(card, deed), Qt.ConnectionType.QueuedConnection)
        card.entered.connect(self._entered)
        card.given.connect(self.given)
        return card

    def _edited(self, block: Block) -> None:
        self.blocks = tuple(block if one.id == block.id else one for one in self.blocks)
        self.edited.emit(self.blocks)

    def _entered(self, box: MarkupBox) -> None:
        self._box = box

    def _offer_panels(self, names: Sequence[str]) -> None:
        clear(self._panels_place)
        options = [(name, leaflet_shapes.panel_name(self._template, name)) for name in names]
        self.panels = ChoiceChips(options, _("Panel"), clearable=False)
        self.panels.changed.connect(lambda values: self._chosen(values[0]))
        self._panels_place.addWidget(self.panels)
        self.panels.setVisible(len(names) > 1)
        self._over = {}

    def _chosen(self, panel: str) -> None:
        self._show_panel(panel)
        self.panel_chosen.emit(panel)

    def _mark(self, icon: str, tip: str, deed: Callable[[MarkupBox], None]) -> QWidget:
        def mark() -> None:
            if self._box is not None:
                deed(self._box)

        made = button("", mark, "quiet", icon=icon, tip=tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made


def _first(names: Sequence[str]) -> str:
    """Return the panel that is seen first by who is given the leaflet."""
    return next((name for name in names if name in ("front", "sheet")), names[0])
