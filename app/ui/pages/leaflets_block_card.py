"""One block of a leaflet as a card: a line while it is closed, its fields and deeds while open."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.base.i18n import _
from app.services.leaflet_blocks import Block
from app.services.leaflet_pictures import PictureFacts, PrintedPicture
from app.ui import icons, theme
from app.ui.context import Context
from app.ui.markup_box import MarkupBox
from app.ui.pages.leaflets_block_fields import BlockFields
from app.ui.pages.leaflets_block_words import block_menu, first_words, kind_words, name_of
from app.ui.parts import button, column, flow, holder, row
from app.ui.theme import Space

_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYS = {
    (Qt.Key.Key_Up.value, _ALT): "up",
    (Qt.Key.Key_Down.value, _ALT): "down",
    (Qt.Key.Key_D.value, _CTRL): "copy",
    (Qt.Key.Key_Delete.value, _CTRL_SHIFT): "delete",
}


class BlockCard(QFrame):
    """A block; Alt+Up and Alt+Down move it, Ctrl+D doubles it, Ctrl+Shift+Delete deletes it.

    It is open while the cursor is in it. The mouse drags it by its line or its head.

    Signals:
        wanted: it is to be opened.
        edited: the changed block.
        asked: what is to be done with it, as `block_menu` says.
        entered: its text box that the cursor came into.
        given: pasted or dropped mime data.
        described: what is said of its picture.
        dragged: the mouse pulls it over a point of the screen.
        dropped: the mouse let it go there.
    """

    wanted = Signal()
    edited = Signal(object)
    asked = Signal(str)
    entered = Signal(object)
    given = Signal(object)
    described = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(
        self, context: Context, template: str, block: Block, picture: PictureFacts | None = None
    ) -> None:
        """Begin closed.

        Args:
            context: the page's.
            template: the leaflet's.
            block: what it edits.
            picture: of a picture block, if its record is here.
        """
        super().__init__()
        self._context, self._template, self._picture = context, template, picture
        self.block = block
        self.fields: BlockFields | None = None
        self._printed: PrintedPicture | None = None
        self._pressed: QPoint | None = None
        self._is_dragged = False
        self.setProperty("role", "block")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = _Line()
        self._box: QVBoxLayout = column(self._line, gap=Space.HALF, margin=Space.HALF)
        self.setLayout(self._box)
        self._show_line()

    @property
    def words(self) -> MarkupBox | None:
        """Return the box of its words; there is none while it is closed."""
        return self.fields.words if self.fields else None

    def unfold(self) -> None:
        """Show the fields; the cursor goes to them when it comes to the card."""
        if self.fields is not None:
            return
        self.fields = BlockFields(self._context, self.block, self._picture)
        self.fields.edited.connect(self._edited)
        self.fields.entered.connect(self.entered)
        self.fields.given.connect(self.given)
        self.fields.described.connect(self._described)
        self.fields.show_printed(self._printed)
        self._line.hide()
        self._open = holder(column(self._head(), self.fields, gap=Space.HALF))
        self._box.addWidget(self._open)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        boxes = self.fields.boxes
        self.setFocusProxy(boxes[0] if boxes else self.name)
        self._dress(is_open=True)

    def fold(self) -> None:
        """Show the line alone."""
        if self.fields is None:
            return
        self.fields = None
        self.setFocusProxy(None)  # type: ignore[arg-type]
        self._open.hide()
        self._open.deleteLater()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_line()
        self._line.show()
        self._dress(is_open=False)

    def show_printed(self, printed: PrintedPicture | None) -> None:
        """Say how its picture prints."""
        self._printed = printed
        self._line.warns = bool(printed and printed.fault)
        self._line.update()
        if self.fields is not None:
            self.fields.show_printed(printed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open when the cursor comes by key; a click opens when it is no drag; Qt calls."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, double and delete by keys; what a box does not need comes here; Qt calls."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = _KEYS.get((event.key(), held))
        if deed is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(deed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; Qt calls."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag once the mouse has gone far enough; Qt calls."""
        at = event.globalPosition().toPoint()
        if self._pressed is None:
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._is_dragged:
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged; a click opens; Qt calls."""
        was_dragged, was_pressed = self._is_dragged, self._pressed is not None
        self._pressed, self._is_dragged = None, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if was_dragged:
            self.dropped.emit(event.globalPosition().toPoint())
        elif was_pressed:
            self.wanted.emit()

    def _head(self) -> QWidget:
        """Return the name with its menu, and the buttons of the mouse; the keyboard has keys."""
        self.name = button("", role="quiet", icon="chevron")
        self.name.setProperty("place", "block")
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.name.setMenu(block_menu(self.name, self.block, self._template, self.asked.emit))
        named = name_of(self.block)
        self.name.setText(named)
        self.name.setAccessibleName(_("{block}: style and place").format(block=named))
        made: list[QPushButton] = []
        for deed, icon, tip in (
            ("up", "up", _("Move up (Alt+Up)")),
            ("down", "chevron", _("Move down (Alt+Down)")),
            ("delete", "delete", _("Delete the block (Ctrl+Shift+Delete)")),
        ):
            one = button("", partial(self.asked.emit, deed), "quiet", icon=icon, tip=tip)
            one.setProperty("place", "block")
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.append(one)
        return flow(self.name, holder(row(*made, gap=Space.NONE)), gap=Space.NONE)

    def _described(self, said: Mapping[str, Any]) -> None:
        if self._picture is not None:
            self._picture = replace(self._picture, **said)
        self.described.emit(said)

    def _edited(self, block: Block) -> None:
        self.block = block
        self.edited.emit(block)

    def _show_line(self) -> None:
        known = self._picture
        picture = (known.alt_text or known.name) if known else ""
        kind, words = kind_words(self.block), first_words(self.block, picture)
        self._line.show_words(kind, words)
        self.setAccessibleName(f"{kind}: {words}" if words else kind)

    def _dress(self, *, is_open: bool) -> None:
        self.setProperty("open", is_open)
        self.style().unpolish(self)
        self.style().polish(self)


class _Line(QWidget):
    """A closed block in one line: a grip, its kind, its first words; they never need more room."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = self._words = ""
        self.warns = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, kind: str, words: str) -> None:
        """Show a block's kind and first words."""
        self._kind, self._words = kind, words
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line's height; Qt asks."""
        return QSize(theme.px(120), QFontMetrics(theme.font()).height() + theme.px(Space.ONE))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are shortened; Qt asks."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line; Qt calls."""
        painter = QPainter(self)
        edge, size = theme.px(Space.HALF), theme.px(16)
        top = (self.height() - size) // 2
        name, tone = ("warning", "amber") if self.warns else ("grip", "muted")
        painter.drawPixmap(0, top, size, size, icons.pixmap(name, tone, 16))
        left = size + edge
        for words, font, tone in (
            (self._kind, theme.font(), "muted"),
            (self._words, theme.font(), "text"),
        ):
            metrics = QFontMetrics(font)
            room = max(0, self.width() - left - edge)
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            area = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, cut)
            left += metrics.horizontalAdvance(cut) + 2 * edge
