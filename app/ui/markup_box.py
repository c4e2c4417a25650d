"""A text box that grows with its text; keys and buttons write the light markup of papers."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from app.ui import theme
from app.ui.theme import Space

INDENT = "    "
_BOLD, _ITALIC = "**", "*"
_ADDRESS = "https://"
_CTRL = Qt.KeyboardModifier.ControlModifier


class MarkupBox(QPlainTextEdit):
    """Words with **bold**, *italics* and [links](https://…): Ctrl+B, Ctrl+I, Ctrl+K.

    In a list Enter begins an item and Shift+Enter a line within it.

    Signals:
        edited: the person changed the words.
        entered: the cursor came into the box.
        given: a file or picture was pasted or dropped, as mime data.
    """

    edited = Signal()
    entered = Signal()
    given = Signal(object)

    def __init__(self, accessible: str, *, is_list: bool = False) -> None:
        """Begin empty."""
        super().__init__()
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._is_list = is_list
        self._quiet = False
        self._height = 0
        self._keys = {
            Qt.Key.Key_B.value: self.make_bold,
            Qt.Key.Key_I.value: self.make_italic,
            Qt.Key.Key_K.value: self.make_link,
        }
        self.textChanged.connect(self._changed)

    def words(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def show_words(self, words: str) -> None:
        """Show other words, without telling."""
        if words != self.toPlainText():
            self._quiet = True
            self.setPlainText(words)
            self._quiet = False
        self._fit()

    def make_bold(self) -> None:
        """Make what is marked bold, or plain again."""
        self._surround(_BOLD)

    def make_italic(self) -> None:
        """Make what is marked italic, or plain again."""
        self._surround(_ITALIC)

    def make_link(self) -> None:
        """Make what is marked a link; its address is marked, to be typed over."""
        cursor = self.textCursor()
        cursor.insertText(f"[{cursor.selectedText()}]({_ADDRESS})")
        end = cursor.position() - 1
        cursor.setPosition(end - len(_ADDRESS))
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the markup from the menus, leave them an idle Ctrl+Z; Qt calls."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() == _CTRL and event.key() in self._keys:
                event.accept()
                return True
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and not self.document().isUndoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write markup, begin a line within an item; Qt calls."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() == _CTRL and event.key() in self._keys:
            self._keys[event.key()]()
        elif event.modifiers() & _CTRL and (enter or _is_block_key(event)):
            event.ignore()  # saves, or deletes the block
        elif enter and self._is_list and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText(f"\n{INDENT}")
        elif enter:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Take files and pictures too; Qt asks."""
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Hand files and pictures on, write text; Qt calls."""
        is_file = source.hasUrls() and any(url.isLocalFile() for url in source.urls())
        if is_file or (source.hasImage() and not source.hasText()):
            self.given.emit(source)
        else:
            self.insertPlainText(source.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor came; Qt calls."""
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when lines break otherwise; Qt calls."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of the text; Qt asks."""
        return QSize(theme.px(120), self._height or theme.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same, for the text is never cut; Qt asks."""
        return self.sizeHint()

    def _changed(self) -> None:
        self._fit()
        if not self._quiet:
            self.edited.emit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        spacing = QFontMetrics(self.font()).lineSpacing()
        height = lines * spacing + 2 * theme.px(Space.ONE)
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)

    def _surround(self, mark: str) -> None:
        cursor = self.textCursor()
        words = cursor.selectedText()
        if len(words) > 2 * len(mark) and words.startswith(mark) and words.endswith(mark):
            made = words[len(mark) : -len(mark)]
        else:
            made = f"{mark}{words}{mark}"
        start = cursor.selectionStart()
        cursor.insertText(made)
        if words:
            cursor.setPosition(start)
            cursor.setPosition(start + len(made), cursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(start + len(mark))
        self.setTextCursor(cursor)


def _is_block_key(event: QKeyEvent) -> bool:
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return shifted and event.key() == Qt.Key.Key_Delete
