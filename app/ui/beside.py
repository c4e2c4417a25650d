"""Parts side by side while there is room, one below another when there is not."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui import theme
from app.ui.theme import Space


class Beside(QWidget):
    """Turns from a row into a column when it grows narrow."""

    def __init__(
        self,
        *parts: QWidget,
        from_width: int,
        stretches: Sequence[int] = (),
        gap: Space = Space.TWO,
    ) -> None:
        """Put the parts into a row.

        Args:
            *parts: from left to right, later from top to bottom.
            from_width: the width in pixels at 100 % from which they stand side by side.
            stretches: how much of the room each takes; all the same unless given.
            gap: between them.
        """
        super().__init__()
        self.setProperty("role", "plain")
        self._from_width = theme.px(from_width)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(gap))
        for place, part in enumerate(parts):
            self._box.addWidget(part, stretches[place] if stretches else 1)

    @property
    def is_row(self) -> bool:
        """Tell whether the parts stand side by side now."""
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it; Qt calls."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._from_width
        if wide != self.is_row:
            directions = QBoxLayout.Direction
            self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
