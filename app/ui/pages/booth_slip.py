"""The box of the booth for the number of a slip."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.text_box import TextBox


class SlipBox(TextBox):
    """The number of a signed paper slip; Enter takes it, Esc leaves it.

    Signals:
        taken: what was typed.
        given_up: Esc.
    """

    taken = Signal(str)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.taken.emit(self.text().strip().lstrip("#").strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
        elif event.text() != "#":
            super().keyPressEvent(event)
