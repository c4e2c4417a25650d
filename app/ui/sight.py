"""Scrolling to what was just shown, until the layouts around it have come to rest."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui import theme
from app.ui.theme import Space

_AT_REST = 600
"""Milliseconds in which layouts within layouts find their sizes, on a slow computer too."""


def bring_into_sight(part: QWidget) -> None:
    """Scroll to a part that was just shown, as soon as it has its place."""
    place = part.parentWidget()
    while place is not None and not isinstance(place, QScrollArea):
        place = place.parentWidget()
    if place is not None:
        _Following(place, part)


class _Following(QObject):
    """Looks again whenever what is scrolled grows; a person's own scrolling is left alone."""

    def __init__(self, area: QScrollArea, part: QWidget) -> None:
        super().__init__(part)
        self._area, self._part = area, part
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        area.verticalScrollBar().rangeChanged.connect(self._grown)
        self._soon.start()
        QTimer.singleShot(_AT_REST, self.deleteLater)

    def _grown(self, _least: int, _most: int) -> None:
        self._soon.start()

    def _look(self) -> None:
        self._area.ensureWidgetVisible(self._part, 0, theme.px(Space.TWO))
