"""One block of a leaflet as a small card: its words, what else it says, and its menu."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from app.base.i18n import N_, _
from app.model.leaflet_block import WORDED, BlockKind
from app.services.leaflet_blocks import Block
from app.services.leaflet_pictures import PictureFacts
from app.ui.markup_box import MarkupBox
from app.ui.parts import Part, button, column, row, text
from app.ui.text_box import TextBox
from app.ui.theme import Space

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
_SAID: dict[str, str] = {
    BlockKind.CONTACT: N_("Address, phone, e-mail and opening hours of the Centre."),
    BlockKind.LOGOS: N_("The logos that the programme prescribes."),
}
_VCARD = "vcard"
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class BlockCard(QFrame):
    """Edits one block in place; Alt+Up and Alt+Down move it, Ctrl+Shift+Delete deletes it.

    Signals:
        edited: the changed block.
        asked: what is to be done with it: `up`, `down`, `foot`, `top`, `delete`.
        entered: its text box that the cursor came into.
        given: pasted or dropped mime data.
        described: what is seen in its picture.
    """

    edited = Signal(object)
    asked = Signal(str)
    entered = Signal(object)
    given = Signal(object)
    described = Signal(str)

    def __init__(self, block: Block, picture: PictureFacts | None = None) -> None:
        """Build the fields of the block's kind.

        Args:
            block: what it edits.
            picture: of a picture block, if its record is here.
        """
        super().__init__()
        self.setProperty("role", "card")
        self.block = block
        self._picture = picture
        self.fault = text("", "warning")
        self.fault.hide()
        self.words: MarkupBox | None = None
        self.name = button("", role="quiet", icon="chevron")
        self.name.setProperty("place", "block")
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.name.setMenu(self._menu())
        self._show_name()
        parts: list[Part] = [row(self.name, None, *self._movers(), gap=Space.NONE)]
        parts += self._fields()
        self.setLayout(column(*parts, gap=Space.HALF, margin=Space.ONE))
        boxes: list[QWidget] = [*self.findChildren(MarkupBox), *self.findChildren(TextBox)]
        self.setFocusProxy(boxes[0] if boxes else self.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and delete by keys; what a text box does not need comes here; Qt calls."""
        deed = {
            (Qt.Key.Key_Up.value, Qt.KeyboardModifier.AltModifier): "up",
            (Qt.Key.Key_Down.value, Qt.KeyboardModifier.AltModifier): "down",
            (Qt.Key.Key_Delete.value, _CTRL_SHIFT): "delete",
        }.get((event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        if deed is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(deed)

    def _movers(self) -> list[QPushButton]:
        """Return the buttons of the mouse; the keyboard has the menu and its keys."""
        made = []
        for deed, icon, tip in (
            ("up", "up", _("Move up (Alt+Up)")),
            ("down", "chevron", _("Move down (Alt+Down)")),
            ("delete", "delete", _("Delete the block (Ctrl+Shift+Delete)")),
        ):
            one = button("", partial(self.asked.emit, deed), "quiet", icon=icon, tip=tip)
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.append(one)
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        styles = STYLES.get(self.block.kind, {})
        group = QActionGroup(menu)
        for style, label in styles.items():
            action = menu.addAction(_(label).capitalize(), partial(self._style_chosen, style))
            action.setCheckable(True)
            action.setChecked(style == (self.block.style or USUAL[self.block.kind]))
            group.addAction(action)
        if styles:
            menu.addSeparator()
        place = ("top", _("Not at the foot")) if self.block.at_foot else ("foot", _("To the foot"))
        for deed, words in (
            ("up", _("Move up (Alt+Up)")),
            ("down", _("Move down (Alt+Down)")),
            place,
            ("delete", _("Delete the block (Ctrl+Shift+Delete)")),
        ):
            menu.addAction(words, partial(self.asked.emit, deed))
        return menu

    def _show_name(self) -> None:
        kind = next((one for one in BlockKind if one == self.block.kind), None)
        words = _(kind.label) if kind else self.block.kind
        style = STYLES.get(self.block.kind, {}).get(self.block.style)
        named = f"{words} · {_(style)}" if style else words
        self.name.setText(named)
        self.name.setAccessibleName(_("{block}: style and place").format(block=named))

    def _fields(self) -> list[Part]:
        kind = self.block.kind
        made: list[Part] = []
        if kind in WORDED:
            made.append(self._words_box())
        if kind == BlockKind.QUOTE:
            made.append(self._line(_("Who said it"), "author"))
        if kind == BlockKind.QR:
            made += self._qr()
        if kind == BlockKind.PICTURE:
            made += self._picture_fields()
        if kind in _SAID:
            made.append(text(_(_SAID[kind]), "muted"))
        return made

    def _words_box(self) -> MarkupBox:
        name = self.name.text()
        self.words = box = MarkupBox(name, is_list=self.block.kind == BlockKind.BULLETS)
        box.show_words(self.block.words)
        box.edited.connect(lambda: self._set(words=box.words()))
        box.entered.connect(lambda: self.entered.emit(box))
        box.given.connect(self._given)
        if self.block.kind == BlockKind.BULLETS:
            box.setToolTip(_("Enter begins an item, Shift+Enter a line within it."))
        return box

    def _qr(self) -> list[Part]:
        link = TextBox(_("Link in the QR code"))
        link.setPlaceholderText(_("The Centre's card; or type a link"))
        link.setText("" if self.block.link == _VCARD else self.block.link)
        link.textEdited.connect(lambda typed: self._set(link=typed.strip() or _VCARD))
        caption = MarkupBox(_("Words beside the code"))
        caption.show_words(self.block.author)
        caption.edited.connect(lambda: self._set(author=caption.words()))
        caption.entered.connect(lambda: self.entered.emit(caption))
        caption.given.connect(self._given)
        return [link, caption]

    def _picture_fields(self) -> list[Part]:
        facts = self._picture or PictureFacts(_("A picture that has not come yet"))
        alt = TextBox(_("What is seen in the picture"))
        alt.setPlaceholderText(_("What is seen, for those who listen"))
        alt.setText(facts.alt)
        alt.setCursorPosition(0)
        alt.setEnabled(self._picture is not None)
        alt.textEdited.connect(self.described)
        return [text(facts.name, "muted"), alt, self._line(_("Caption"), "author"), self.fault]

    def show_fault(self, words: str) -> None:
        """Say what is wrong with the block's picture; nothing takes it away."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _line(self, hint: str, name: str) -> QWidget:
        box = TextBox(hint)
        box.setPlaceholderText(hint)
        box.setText(getattr(self.block, name))
        box.setCursorPosition(0)
        box.textEdited.connect(lambda typed: self._set(**{name: typed}))
        return box

    def _style_chosen(self, style: str) -> None:
        self._set(style=style)
        self._show_name()

    def _set(self, **values: Any) -> None:
        self.block = replace(self.block, **values)
        self.edited.emit(self.block)

    def _given(self, data: QMimeData) -> None:
        self.given.emit(data)


def kinds_menu(parent: QWidget, chosen: Callable[[BlockKind], object]) -> QMenu:
    """Return the menu of the kinds of blocks that can be added."""
    menu = QMenu(parent)
    for kind in BlockKind:
        menu.addAction(_(kind.label), partial(chosen, kind))
    return menu
