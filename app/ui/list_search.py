"""The search box above a list: it leads into the list, and `/` leads to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.text_box import TextBox


class ListSearch(TextBox):
    """A search box; Down and Enter lead into the list.

    Signals:
        entered: the person goes on into the list.
    """

    entered = Signal()

    def __init__(self, words: str) -> None:
        """Begin empty.

        Args:
            words: what the box finds, translated.
        """
        super().__init__(words)
        self.setPlaceholderText(words)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead into the list; the key that leads here is no text to begin with; Qt calls."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.text() == "/" and not self.text():
            event.accept()
        else:
            super().keyPressEvent(event)
