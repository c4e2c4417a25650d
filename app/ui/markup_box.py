"""A text box that grows with its text; keys and buttons write the light markup of papers."""

import math
import re

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from app.ui import theme
from app.ui.markup_ink import MarkupInk
from app.ui.theme import Space

INDENT = "    "
_BOLD, _ITALIC = "**", "*"
_ADDRESS = "https://"
_BREAK = "\u2029"
"""What Qt puts between the lines of what is marked."""
_CORE = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_Y = QKeyCombination(_CTRL, Qt.Key.Key_Y)
_DRESSED = (QEvent.Type.Polish, QEvent.Type.StyleChange)


class MarkupBox(QPlainTextEdit):
    """Words with **bold**, *italics* and [links](https://…): Ctrl+B, Ctrl+I, Ctrl+K.

    What is bold is shown bold, and the marks stand pale around it. In a list Enter begins an
    item and Shift+Enter a line within it.

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
        self._told = ""
        self._height = 0
        self._ink = MarkupInk(self.document(), by_line=is_list)
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
            self._told = words
        self._fit()

    def make_bold(self) -> None:
        """Make what is marked, else the word at the cursor, bold or plain again."""
        self._surround(_BOLD)

    def make_italic(self) -> None:
        """Make what is marked, else the word at the cursor, italic or plain again."""
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
        """Keep the markup's keys from the menus, leave them an idle undo, stay fit; Qt calls."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() == _CTRL and event.key() in self._keys:
                event.accept()
                return True
            if self._is_nothing_of_its_own(event):
                event.ignore()
                return False
        done = super().event(event)
        if event.type() in _DRESSED:
            self._height = 0  # the sheet of styles has set a least height of its own
            self._fit()
        return done

    def _is_nothing_of_its_own(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.document().isUndoAvailable()
        again = event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _CTRL_Y
        return again and not self.document().isRedoAvailable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write markup, begin a line within an item; Qt calls."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() == _CTRL and event.key() in self._keys:
            self._keys[event.key()]()
        elif event.modifiers() & _CTRL and (enter or _is_block_key(event)):
            event.ignore()  # saves, or deletes the block
        elif self._is_nothing_of_its_own(event):
            event.ignore()  # takes a step of the page back
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
        words = self.toPlainText()
        if self._quiet or words == self._told:  # colours alone change nothing
            return
        self._told = words
        self._ink.follow()
        self.edited.emit()

    def _fit(self) -> None:
        document, block, words = self.document(), self.document().begin(), 0.0
        while block.isValid():
            words += self.blockBoundingRect(block).height()
            block = block.next()
        # A pixel more than the words need, or Qt would let them scroll by a line.
        inside = math.ceil(words + document.documentMargin()) + 1
        self.ensurePolished()
        frame = self.contentsMargins()
        # One line is as high as the style makes any box of text.
        least = theme.px(theme.CONTROL_HEIGHT) + 2 * theme.px(Space.HALF)
        height = max(inside + frame.top() + frame.bottom(), least)
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)

    def _surround(self, mark: str) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(cursor.SelectionType.WordUnderCursor)
        if not cursor.hasSelection():
            cursor.insertText(2 * mark)
            cursor.setPosition(cursor.position() - len(mark))
        elif self._is_within(cursor, mark):
            self._take_off(cursor, mark)
        else:
            _put(cursor, self._marked(cursor.selectedText(), mark))
        self.setTextCursor(cursor)

    def _is_within(self, cursor: QTextCursor, mark: str) -> bool:
        """Tell whether just outside what is marked stand the marks already."""
        text = self.toPlainText()
        before, after = text[: cursor.selectionStart()], text[cursor.selectionEnd() :]
        stars = min(len(before) - len(before.rstrip("*")), len(after) - len(after.lstrip("*")))
        return stars >= len(_BOLD) if mark == _BOLD else stars in (1, 3)

    def _take_off(self, cursor: QTextCursor, mark: str) -> None:
        words = cursor.selectedText()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.setPosition(start - len(mark))
        cursor.setPosition(end + len(mark), cursor.MoveMode.KeepAnchor)
        _put(cursor, words)

    def _marked(self, words: str, mark: str) -> str:
        """Return words with marks around them, or without those that they have.

        A mark touches a word, never a space; in a list it ends with its line.
        """
        parts = words.split(_BREAK) if self._is_list else [words]
        return _BREAK.join(_with_marks(part, mark) for part in parts)


def _with_marks(words: str, mark: str) -> str:
    found = _CORE.match(words)
    before, core, after = found.groups() if found else ("", words, "")
    if not core:
        return words
    if len(core) > 2 * len(mark) and core.startswith(mark) and core.endswith(mark):
        core = core[len(mark) : -len(mark)]
    else:
        core = f"{mark}{core}{mark}"
    return f"{before}{core}{after}"


def _put(cursor: QTextCursor, words: str) -> None:
    """Put words in the place of what is marked, and mark them."""
    start = cursor.selectionStart()
    cursor.insertText(words)
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), cursor.MoveMode.KeepAnchor)


def _is_block_key(event: QKeyEvent) -> bool:
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return shifted and event.key() == Qt.Key.Key_Delete
