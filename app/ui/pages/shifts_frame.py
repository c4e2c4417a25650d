"""What holds the roster's page together: whose Centre it is, and where its parts stand."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from app.base.i18n import _
from app.ui.beside import Beside
from app.ui.parts import holder, row, text
from app.ui.theme import Space

_SIDE_BY_SIDE, _ONE_LINE = 950, 660
"""Pixels at 100 % from which the parts, and what stands in the heading, are side by side."""


class CentreBox(QComboBox):
    """The choice of a Centre."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setAccessibleName(_("Centre"))

    def show_centres(self, found: list[tuple[str, str]], chosen: str) -> None:
        """Show Centres, as ids with titles, and the chosen one."""
        known = [(self.itemData(n), self.itemText(n)) for n in range(self.count())]
        if known != found:
            self.clear()
            for row_id, title in found:
                self.addItem(title, row_id)
        self.setCurrentIndex(self.findData(chosen))


class ShiftsHead(Beside):
    """The page's title with the choice of a Centre, and the page's deeds."""

    def __init__(self, centre: QWidget, *deeds: QWidget) -> None:
        """Put the parts into one line, or two where there is no room."""
        place = holder(row(text(_("Shifts"), "title", wrap=False), centre, None))
        place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        done = holder(row(*deeds, None))
        super().__init__(place, done, from_width=_ONE_LINE, stretches=(1, 0), gap=Space.ONE)


class ShiftsBody(Beside):
    """The week and what is chosen in it; the month comes last where the window is narrow."""

    def __init__(self, left: QWidget, side: QWidget, month: QWidget) -> None:
        """Put the side beside the week."""
        super().__init__(left, side, from_width=_SIDE_BY_SIDE, stretches=(3, 1))
        self._sides, self._month = (left, side), month

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the month where it belongs; Qt calls."""
        super().resizeEvent(event)
        place = self._sides[0 if self.is_row else 1]
        layout = place.layout()
        if self._month.parentWidget() is not place and isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self._month)
