"""One line of typed text; its own undo steps aside when there is nothing of its own to undo."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget


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
        """Leave Ctrl+Z to the window when nothing was typed here; Qt calls."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

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
