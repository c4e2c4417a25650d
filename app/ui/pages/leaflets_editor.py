"""The chosen leaflet: its title above three tabs (texts, what it is, print) and the deeds below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from app.base.i18n import _
from app.base.ids import new_id
from app.model.leaflet_block import BlockKind
from app.model.person import PersonLanguage
from app.services import leaflet_content, leaflet_pictures, leaflet_shapes, leaflet_shelf
from app.services.kept_files import Kept, Source
from app.services.leaflet_blocks import new_block
from app.services.leaflet_shelf import NewPicture
from app.ui.context import Context
from app.ui.gathering import chosen_files, gather, held_in
from app.ui.pages import leaflets_workpiece as workpieces
from app.ui.pages.leaflets_blocks import BlocksPart
from app.ui.pages.leaflets_head import HeadPart
from app.ui.pages.leaflets_printing import PrintingPart
from app.ui.pages.leaflets_workpiece import Workpiece
from app.ui.parts import button, column, row, scrolled, text
from app.ui.text_box import TextBox
from app.ui.theme import Space

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_UNDO = QKeyCombination(_CTRL, Qt.Key.Key_Z)
_REDO = (QKeyCombination(_CTRL | _SHIFT, Qt.Key.Key_Z), QKeyCombination(_CTRL, Qt.Key.Key_Y))


class LeafletEditor(QWidget):
    """Changes the workpiece that it shows, and tells what else is asked.

    Signals:
        changed: something that is drawn or kept.
        left: back to the list.
        asked: a deed of the page: `save`, `pdf`, `print`, `duplicate`, `version`, `template`,
            `delete`, `discard`, or `language:` with a code.
    """

    changed = Signal()
    left = Signal()
    asked = Signal(str)

    def __init__(self, context: Context) -> None:
        """Build the tabs."""
        super().__init__()
        self._context = context
        self.piece: Workpiece | None = None
        self.title = TextBox(_("Title"))
        self.title.setPlaceholderText(_("Title of the leaflet"))
        self.version = text("", "badge", tone="muted")
        self.blocks = BlocksPart(context)
        self.head = HeadPart(context)
        self.printing = PrintingPart(context)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Parts of the leaflet"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.pages: QWidget | None = None
        self.stack = QStackedWidget()
        for words, part in (
            (_("Texts"), self.blocks),
            (_("Look"), scrolled(self.head)),
            (_("Print and stock"), scrolled(self.printing)),
        ):
            self.tabs.addTab(words)
            self.stack.addWidget(part)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.more = button(
            "", role="quiet", icon="more", tip=_("More: copies, versions, languages")
        )
        self._build()
        self._connect()

    def show_piece(self, piece: Workpiece) -> None:
        """Show a leaflet, without telling."""
        self.piece = piece
        self.title.setText(piece.values["title"] or "")
        self.title.setCursorPosition(0)
        words = leaflet_shelf.version_words(piece.version)
        words = _("Template of the Centre") if piece.is_template else words
        self.version.setText(words)
        self.version.setVisible(bool(words))
        self.head.show_values(piece.values)
        self.printing.show_leaflet(piece.values["template"], piece.values["material"])
        facts = workpieces.facts_of(self._context, piece)
        self.blocks.show_blocks(piece.values["template"], piece.blocks, facts)
        self.more.setMenu(self._more_menu(piece))

    def show_part(self, part: BlocksPart | HeadPart | PrintingPart) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex((self.blocks, self.head, self.printing).index(part))

    def take_pages(self, pages: QWidget) -> None:
        """Show the pages as a tab of their own: there is no room for them beside."""
        self.pages = pages
        self.stack.addWidget(pages)
        self.tabs.addTab(_("Pages"))

    def give_pages(self) -> None:
        """Take the tab of the pages away: they stand beside."""
        if self.pages is not None:
            self.tabs.removeTab(self.tabs.count() - 1)
            self.stack.removeWidget(self.pages)
            self.pages = None

    def turn(self) -> None:
        """Go from the texts to the pages and back, where the pages are a tab."""
        if self.pages is not None:
            last = self.tabs.count() - 1
            goes_back = self.tabs.currentIndex() == last
            self.tabs.setCurrentIndex(0 if goes_back else last)
            if goes_back:
                self.blocks.take_cursor()

    def mark_pages(self, *, has_notes: bool) -> None:
        """Mark the tab of the pages when something is said above them."""
        if self.pages is not None:
            words = _("Pages")
            self.tabs.setTabText(self.tabs.count() - 1, f"{words} ⚠" if has_notes else words)

    def event(self, event: QEvent) -> bool:
        """Take a step of the blocks back before anything that is saved; Qt calls."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and self._step_of(cast("QKeyEvent", event)) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a step of the blocks back, or do it again; Qt calls."""
        step = self._step_of(event)
        if step is not None:
            step()
        else:
            super().keyPressEvent(event)

    def _step_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys, steps = event.keyCombination(), self.blocks.steps
        if keys == _UNDO and steps.can_go_back:
            return self.blocks.step_back
        if keys in _REDO and steps.can_go_on:
            return self.blocks.step_again
        return None

    def _build(self) -> None:
        back = button("", self.left.emit, "quiet", icon="left", tip=_("All leaflets (Esc)"))
        save = button(_("Save"), partial(self.asked.emit, "save"), "primary", icon="check")
        save.setToolTip(_("Save the leaflet (Ctrl+Enter)"))
        head = row(back, self.title, self.version, save, self.more, gap=Space.HALF)
        head.setStretch(1, 1)
        whole = column(head, self.tabs, self.stack, gap=Space.ONE)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda typed: self._change(title=typed))
        self.head.edited.connect(self._head_edited)
        self.blocks.edited.connect(self._blocks_edited)
        self.blocks.described.connect(self._described)
        self.blocks.given.connect(lambda data: self.gather(held_in(data)))
        self.blocks.picture_wanted.connect(lambda: self.gather(chosen_files(self)))
        self.printing.changed.connect(self.changed)
        self.printing.asked.connect(self.asked)
        self.printing.material_chosen.connect(lambda row: self._change(material=row or None))

    def _change(self, **values: Any) -> None:
        if self.piece is not None:
            self.piece.change(**values)
            self.changed.emit()

    def _blocks_edited(self, blocks: Any) -> None:
        if self.piece is not None:
            self.piece.blocks = blocks
            self.piece.is_changed = True
            self.changed.emit()

    def _described(self, picture: str, said: Mapping[str, Any]) -> None:
        if self.piece is not None:
            self.piece.describe(picture, said)
            self.blocks.pictures = workpieces.facts_of(self._context, self.piece)
            self.changed.emit()

    def gather(self, sources: Sequence[Source]) -> None:
        """Put pictures into the panel in front; what is no picture is said."""
        gather(self._context, sources, self._put_pictures)

    def _put_pictures(self, kept: Sequence[Kept]) -> None:
        piece = self.piece
        if piece is None:
            return
        for one in kept:
            if not leaflet_pictures.is_drawable(self._context.database.folder, one):
                words = _("{name} is no JPEG or PNG picture, so a leaflet cannot show it.")
                self._context.tell(words.format(name=one.name), "amber")
                continue
            picture = NewPicture(new_id(), one)
            piece.pictures = (*piece.pictures, picture)
            self.blocks.pictures = workpieces.facts_of(self._context, piece)
            block = new_block(self.blocks.panel, BlockKind.PICTURE, style="full")
            self.show_part(self.blocks)
            self.blocks.put(replace(block, picture=picture.id))

    def _head_edited(self, values: dict[str, Any]) -> None:
        """Take a choice over; another template or language takes its ready texts along."""
        piece = self.piece
        if piece is None:
            return
        old = dict(piece.values)
        if "template" in values:
            known = leaflet_shapes.languages(values["template"])
            values = {
                "language": old["language"] if old["language"] in known else known[0]
            } | values
        piece.change(**values)
        template, language = piece.values["template"], piece.values["language"]
        if language != old["language"]:
            piece.blocks = leaflet_content.in_language(
                piece.blocks, old["template"], old["language"], language
            )
        if template != old["template"]:
            piece.blocks = leaflet_content.in_template(
                piece.blocks, old["template"], template, language
            )
        if {"template", "language"} & values.keys():
            self.show_piece(piece)
        self.changed.emit()

    def _more_menu(self, piece: Workpiece) -> QMenu:
        menu = QMenu(self.more)
        for deed, words in (
            ("duplicate", _("Copy the leaflet")),
            ("version", _("New version")),
            ("template", _("Keep as a template")),
        ):
            menu.addAction(words, partial(self.asked.emit, deed))
        languages = menu.addMenu(_("In another language"))
        for one in PersonLanguage:
            known = one in leaflet_shapes.languages(piece.values["template"])
            if known and one != piece.values["language"]:
                languages.addAction(_(one.label), partial(self.asked.emit, f"language:{one}"))
        menu.addSeparator()
        menu.addAction(_("Drop the unsaved changes"), partial(self.asked.emit, "discard"))
        menu.addAction(_("Delete the leaflet"), partial(self.asked.emit, "delete"))
        return menu
