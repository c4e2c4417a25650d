"""A Centre's week as seven columns of tiles: shifts, gaps and closed days; arrows move.

Where seven columns have no room, the days from Friday on stand below the others.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.base import clock
from app.base.formats import format_long_date, format_weekday
from app.base.i18n import _
from app.services.roster import Day
from app.ui import theme
from app.ui.pages.shifts_tile import Item, Tile, items_of
from app.ui.pages.today_lines import short_day
from app.ui.parts import clear, column, row, text
from app.ui.theme import Space

_DAYS = 7
_ABOVE = 4
"""How many days stand in the upper row of a week that is folded."""
_NARROWEST = 92
"""Pixels at 100 % that a day needs for the hours of a shift."""


class WeekGrid(QWidget):
    """Seven days side by side or in two rows; one tile is chosen, and Tab comes to that alone.

    Signals:
        chosen: the item on which one is now.
        opened: Enter or a double click on an item.
        beyond: an arrow led out of the week: -1 or 1.
    """

    chosen = Signal(object)
    opened = Signal(object)
    beyond = Signal(int)

    def __init__(self) -> None:
        """Begin empty; `show_days` fills the columns."""
        super().__init__()
        self.setAccessibleName(_("The week's shifts"))
        self.columns: list[list[Tile]] = []
        self._key, self._place = "", (0, 0)
        self._days: list[QWidget] = []
        self._rows = (row(gap=Space.NONE), row(gap=Space.NONE))
        self.setLayout(column(*self._rows, gap=Space.ONE))
        self.setMinimumWidth(theme.px(_NARROWEST) * _ABOVE)
        self._folded = False

    @property
    def tiles(self) -> list[Tile]:
        """Return all tiles by day and time."""
        return [tile for tiles in self.columns for tile in tiles]

    @property
    def current(self) -> Item | None:
        """Return the chosen item."""
        return next((tile.item for tile in self.tiles if tile.current), None)

    def show_days(self, days: Sequence[Day], wanted: str = "") -> None:
        """Show a week; the chosen tile stays chosen, else the one named or that of today."""
        had_focus = any(tile.hasFocus() for tile in self.tiles)
        kept, place = wanted or self._key, self._place
        for one in self._rows:
            clear(one)
        self.columns = []
        self._days = []
        for day in days:
            tiles = [Tile(item) for item in items_of(day)]
            self.columns.append(tiles)
            for tile in tiles:
                tile.reached.connect(self._reached)
                tile.opened.connect(self.opened)
                tile.moved.connect(self._moved)
            self._days.append(_day_column(day, tiles))
        self._arrange()
        same = next((tile for tile in self.tiles if tile.item.key == kept), None)
        self._choose(same or self._at(*place))
        if had_focus:
            self.take_focus()

    def stand_on(self, day: date) -> None:
        """Choose the first tile of a day when the next week is shown."""
        self._key, self._place = "", (day.weekday(), 0)

    def take_focus(self) -> None:
        """Put the focus on the chosen tile."""
        tile = next((tile for tile in self.tiles if tile.current), None)
        if tile is not None:
            tile.setFocus()

    @property
    def is_folded(self) -> bool:
        """Tell whether the days stand in two rows."""
        return self._folded

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the week or lay it flat, as the width asks for; Qt calls."""
        super().resizeEvent(event)
        folded = event.size().width() < theme.px(_NARROWEST) * _DAYS
        if folded != self._folded:
            self._folded = folded
            self._arrange()

    def _arrange(self) -> None:
        """Put the days into one row or two; columns of both rows are of one width."""
        for one in self._rows:
            while one.takeAt(0) is not None:
                pass
        for number, made in enumerate(self._days):
            self._rows[self._folded and number >= _ABOVE].addWidget(made, 1)
        if self._folded:
            self._rows[1].addStretch(2 * _ABOVE - _DAYS)

    def _at(self, day: int, line: int) -> Tile | None:
        if not self.columns:
            return None
        tiles = self.columns[min(max(day, 0), len(self.columns) - 1)]
        return tiles[min(line, len(tiles) - 1)]

    def _moved(self, days: int, lines: int) -> None:
        day, line = self._place
        if not 0 <= day + days < _DAYS:
            self._key, self._place = "", ((day + days) % _DAYS, 0)
            self.beyond.emit(days)
            return
        target = self._at(*self._reachable(day + days, line + lines))
        if target is not None:
            target.setFocus()

    def _reachable(self, day: int, line: int) -> tuple[int, int]:
        """Return the place meant by a day and line; past its end comes the other row's day."""
        if self._folded and line < 0 and day >= _ABOVE:
            return day - _ABOVE, len(self.columns[day - _ABOVE]) - 1
        if self._folded and line >= len(self.columns[day]) and day + _ABOVE < _DAYS:
            return day + _ABOVE, 0
        return day, max(line, 0)

    def _reached(self, item: Item) -> None:
        self._choose(next((tile for tile in self.tiles if tile.item == item), None))

    def _choose(self, chosen: Tile | None) -> None:
        for day, tiles in enumerate(self.columns):
            for line, tile in enumerate(tiles):
                tile.set_current(current=tile is chosen)
                if tile is chosen:
                    self._key, self._place = tile.item.key, (day, line)
        if chosen is not None:
            self.chosen.emit(chosen.item)


class _DayColumn(QFrame):
    """A day; that of today stands on a soft ground."""

    def __init__(self, *, today: bool) -> None:
        super().__init__()
        self._today = today
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of today; Qt calls."""
        del event
        if self._today:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)


def _day_column(day: Day, tiles: Sequence[Tile]) -> QWidget:
    today = day.day == clock.today()
    words = short_day(day.day)
    if today:
        words = words.replace(format_weekday(day.day), _("Today"), 1)
    heading = text(words, "accent" if today else "muted", wrap=False)
    heading.setFont(theme.font(strong=True))
    heading.setToolTip(format_long_date(day.day))
    heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    made = _DayColumn(today=today)
    made.setAccessibleName(format_long_date(day.day))
    inner = column(heading, *tiles, None, gap=Space.ONE)
    inner.setContentsMargins(*(theme.px(Space.HALF),) * 4)
    made.setLayout(inner)
    return made
