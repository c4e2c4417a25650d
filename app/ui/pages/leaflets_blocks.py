"""The texts of a leaflet: a panel is chosen, its blocks are edited, added, moved, deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.base.i18n import _
from app.model.leaflet_block import BlockKind
from app.services import leaflet_arranging as arranging
from app.services.leaflet_arranging import Steps
from app.services.leaflet_blocks import Block, new_block
from app.services.leaflet_pictures import PictureFacts, PrintedPicture
from app.ui.context import Context
from app.ui.markup_box import MarkupBox
from app.ui.pages.leaflets_block_card import BlockCard
from app.ui.pages.leaflets_block_drag import BlockDrag
from app.ui.pages.leaflets_block_tools import BlockTools
from app.ui.pages.leaflets_block_words import USUAL
from app.ui.pages.leaflets_panels import PanelChoice
from app.ui.parts import clear, column, holder, scrolled, text
from app.ui.theme import Space


class BlocksPart(QWidget):
    """The blocks of one panel at a time; those at its foot stand below the others.

    One is open, the others are a line each.

    Signals:
        edited: all blocks, after one was changed, added, moved or deleted.
        panel_chosen: the name of a panel.
        picture_wanted: a picture block is to be added; the page asks for a file.
        given: mime data that was pasted or dropped.
        described: a picture's attachment and what is said of it.
    """

    edited = Signal(object)
    panel_chosen = Signal(str)
    picture_wanted = Signal()
    given = Signal(object)
    described = Signal(str, object)

    def __init__(self, context: Context) -> None:
        """Begin without a leaflet."""
        super().__init__()
        self._context = context
        self.setAcceptDrops(True)
        self.pictures: Mapping[str, PictureFacts] = {}
        self._printed: Mapping[str, PrintedPicture] = {}
        self.blocks: tuple[Block, ...] = ()
        self.steps = Steps()
        self.panel = ""
        self._template = ""
        self._opened = ""
        self.cards: list[BlockCard] = []
        self._foot: QLabel | None = None
        self.panels = PanelChoice()
        self.panels.chosen.connect(self._chosen)
        self._cards_place = column(gap=Space.ONE)
        cards = holder(self._cards_place)
        self.area = scrolled(column(cards, None, gap=Space.NONE))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._drag = BlockDrag(self.area, cards)
        self.tools = BlockTools(self.add_block)
        self.tools.undo_wanted.connect(self.step_back)
        whole = column(self.panels, self.area, self.tools, gap=Space.ONE)
        whole.setStretch(1, 1)
        self.setLayout(whole)

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
            pictures: what is known of its pictures, by their attachments' ids.
        """
        self.pictures = pictures or {}
        self._template, names = template, self.panels.offer(template)
        self.blocks = tuple(blocks)
        self.steps = Steps()
        self._show_panel(self.panel if self.panel in names else _first(names))

    def show_panel(self, panel: str) -> None:
        """Show another panel's blocks and put the cursor into the first."""
        if panel != self.panel:
            self._show_panel(panel)
            self.panel_chosen.emit(panel)
        self.take_cursor()

    def take_cursor(self) -> None:
        """Put the cursor into the open block; an empty panel offers to add one."""
        opened = [card for card in self.cards if card.fields is not None]
        if opened:
            self.open(opened[0])
        else:
            self.tools.add.setFocus()

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
        self.open(card)
        if card.words is not None:
            cursor = card.words.textCursor()
            cursor.setPosition(min(place[1], len(card.words.words())))
            card.words.setTextCursor(cursor)

    def open(self, card: BlockCard) -> None:
        """Open a card, close the others, and put the cursor into it."""
        self._unfold(card)
        card.setFocus()
        QTimer.singleShot(0, card, partial(self._bring, card))

    def show_printed(self, printed: Sequence[PrintedPicture]) -> None:
        """Say below the pictures how they print, and what is wrong with them."""
        self._printed = {one.block: one for one in printed}
        for card in self.cards:
            card.show_printed(self._printed.get(card.block.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files and pictures be dropped; Qt calls."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped; Qt calls."""
        event.acceptProposedAction()
        self.given.emit(event.mimeData())

    def add_block(self, kind: BlockKind) -> None:
        """Add a block below the open one, else at the end of the panel."""
        if kind == BlockKind.PICTURE:
            self.picture_wanted.emit()
            return
        self.put(new_block(self.panel, kind, style=USUAL.get(kind, "")))

    def put(self, block: Block) -> None:
        """Put a new block below the open one and the cursor into it."""
        here = next((card.block for card in self.cards if card.block.id == self._opened), None)
        block = replace(block, panel=self.panel, at_foot=here is not None and here.at_foot)
        self._step(arranging.put_after(self.blocks, block, here.id if here else ""), block.id)

    def ask(self, block: str, deed: str) -> None:
        """Do with a block what its buttons, keys or menu ask, as `leaflet_arranging.done` says."""
        if any(one.id == block for one in self.blocks):
            self._step(*arranging.done(self.blocks, block, deed))

    def step_back(self) -> None:
        """Take back the last block that was added, moved, deleted or given another style."""
        if self.steps.can_go_back:
            self._take(self.steps.back(self.blocks), self._opened)

    def step_again(self) -> None:
        """Do again what was taken back."""
        if self.steps.can_go_on:
            self._take(self.steps.again(self.blocks), self._opened)

    def _step(self, blocks: tuple[Block, ...], go_to: str) -> None:
        if blocks != self.blocks:
            self.steps.note(self.blocks, blocks)
            self._take(blocks, go_to)

    def _take(self, blocks: tuple[Block, ...], go_to: str) -> None:
        """Show other blocks, with the cursor in one; its panel comes to the front."""
        self.blocks = blocks
        there = next((block.panel for block in blocks if block.id == go_to), self.panel)
        turned, self._opened = there != self.panel, go_to
        self._show_panel(there)
        card = next((one for one in self.cards if one.block.id == go_to), None)
        if card is not None:
            self.open(card)
        else:
            self.tools.add.setFocus()
        if turned:
            self.panel_chosen.emit(there)
        self.edited.emit(blocks)

    def _show_panel(self, panel: str) -> None:
        self.panel = panel
        self.tools.work_on(None)
        self.tools.undo.setEnabled(self.steps.can_go_back)
        self.panels.choose(panel)
        clear(self._cards_place)
        mine = [block for block in self.blocks if block.panel == panel]
        top = [self._card(block) for block in mine if not block.at_foot]
        foot = [self._card(block) for block in mine if block.at_foot]
        self.cards = [*top, *foot]
        self._foot = text(_("At the foot of the panel"), "field") if foot else None
        for part in (*top, *filter(None, [self._foot]), *foot):
            self._cards_place.addWidget(part)
        self.show_printed(tuple(self._printed.values()))
        opened = next((card for card in self.cards if card.block.id == self._opened), None)
        if self.cards:
            self._unfold(opened or self.cards[0])

    def _unfold(self, card: BlockCard) -> None:
        self._opened = card.block.id
        for other in self.cards:
            if other is not card:
                other.fold()
        if card.fields is None:
            card.unfold()
        if card.words is None:
            self.tools.work_on(None)

    def _bring(self, card: BlockCard) -> None:
        """Scroll to an open card; of one that is too high its head counts."""
        for y in (card.geometry().bottom(), card.geometry().top()):
            self.area.ensureVisible(0, y, 0, 0)

    def _card_with_cursor(self) -> BlockCard | None:
        here = QApplication.focusWidget()
        around = [card for card in self.cards if here is not None and card.isAncestorOf(here)]
        return around[0] if around else None

    def _card(self, block: Block) -> BlockCard:
        card = BlockCard(self._context, self._template, block, self.pictures.get(block.picture))
        card.wanted.connect(lambda: self.open(card))
        card.described.connect(lambda said: self.described.emit(block.picture, said))
        card.edited.connect(self._edited)
        queued = Qt.ConnectionType.QueuedConnection
        card.asked.connect(lambda deed: self.ask(block.id, deed), queued)
        card.entered.connect(self._entered)
        card.given.connect(self.given)
        card.dragged.connect(self._dragged)
        card.dropped.connect(lambda at: self._dropped(card.block, at))
        return card

    def _dragged(self, at: QPoint) -> None:
        self._drag.over(at, self.cards, self._foot)

    def _dropped(self, block: Block, at: QPoint) -> None:
        self._drag.end()
        panel = self.panels.panel_at(at)
        if panel:
            self.ask(block.id, f"panel:{panel}")
            return
        target = self._drag.target(at, self.cards, self._foot)
        if target.before != block.id:
            made = arranging.moved_to(
                self.blocks, block.id, self.panel, at_foot=target.at_foot, before=target.before
            )
            self._step(made, block.id)

    def _edited(self, block: Block) -> None:
        self.blocks = tuple(block if one.id == block.id else one for one in self.blocks)
        self.edited.emit(self.blocks)

    def _entered(self, box: MarkupBox) -> None:
        self.tools.work_on(box)

    def _chosen(self, panel: str) -> None:
        self._show_panel(panel)
        self.panel_chosen.emit(panel)


def _first(names: Sequence[str]) -> str:
    """Return the panel that is seen first by who is given the leaflet."""
    return next((name for name in names if name in ("front", "sheet")), names[0])
