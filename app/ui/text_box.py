"""One line of typed text; its own undo and redo step aside when they have nothing to do."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_CTRL_Y = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
"""Redo on every system in this program; Qt knows it as that on Windows alone."""


class TextBox(QLineEdit):
    """A line edit of the program.

    Signals:
        left: the cursor went elsewhere.
    """

    left = Signal()

    def __init__(self, accessible: str = "", parent: QWidget | None = None) -> None:
        """Begin empty under a name for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(accessible)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when nothing was typed here; Qt calls."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_nothing_of_its_own(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def _is_nothing_of_its_own(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _CTRL_Y
        return redo and not self.isRedoAvailable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a page's own undo to it when nothing was typed here; Qt calls."""
        if self._is_nothing_of_its_own(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor went; Qt calls."""
        super().focusOutEvent(event)
        self.left.emit()

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the box as holding something that is refused."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


def hinted(hint: str, words: str) -> TextBox:
    """Return a text box that says within itself what belongs there; its words show their start."""
    box = TextBox(hint)
    box.setPlaceholderText(hint)
    box.setText(words)
    box.setCursorPosition(0)
    return box
