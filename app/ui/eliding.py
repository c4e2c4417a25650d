"""Words that have no room in full: the end is left out and said by an ellipsis, never cut."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel

from app.ui.parts import Role

_BREAKS = re.compile(r"( |(?<=-))")
"""Where a text may begin a new line."""


class ShortText(QLabel):
    """One line that is never wider than its place; `text` is what it says in full."""

    def __init__(self, words: str = "") -> None:
        """Show words."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        self.setText(words)

    def text(self) -> str:
        """Return the words in full."""
        return self._words

    @property
    def shown(self) -> str:
        """Return what has room."""
        return super().text()

    def setText(self, words: str) -> None:  # noqa: N802
        """Show other words; Qt's name."""
        self._words = words
        self.setAccessibleName(words)  # a reader would say what has room
        self.updateGeometry()
        self._show()

    def sizeHint(self) -> QSize:
        """Return the room that the whole words want; Qt asks."""
        wide = self.fontMetrics().horizontalAdvance(self._words) + 1
        return QSize(wide, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits; Qt calls."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        elided = Qt.TextElideMode.ElideRight
        super().setText(self.fontMetrics().elidedText(self._words, elided, self.width()))


def short_text(role: Role) -> ShortText:
    """Return an empty line in one of the theme's roles."""
    made = ShortText()
    made.setProperty("role", role)
    return made


def each_fitting(words: str, metrics: QFontMetrics, width: int) -> str:
    """Return words of which each fits into a width alone, for a text that takes several lines."""
    elided = Qt.TextElideMode.ElideRight
    parts = _BREAKS.split(words)
    return "".join(metrics.elidedText(part, elided, width) for part in parts)
