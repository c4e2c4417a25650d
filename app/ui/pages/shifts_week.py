"""A Centre's week as seven columns of tiles: shifts, gaps and closed days; arrows move."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

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


class WeekGrid(QWidget):
    """Seven days side by side; one tile is chosen, and Tab comes to that one alone.

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
        self._layout: QHBoxLayout = row(gap=Space.NONE)
        self.setLayout(self._layout)

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
        clear(self._layout)
        self.columns = []
        for number, day in enumerate(days):
            tiles = [Tile(item) for item in items_of(day)]
            self.columns.append(tiles)
            for tile in tiles:
                tile.reached.connect(self._reached)
                tile.opened.connect(self.opened)
                tile.moved.connect(self._moved)
            closed = day.opens is None and not day.shifts
            self._layout.addWidget(_day_column(day, tiles), 2 if closed else 3)
            self._layout.setStretch(number, 2 if closed else 3)
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
        target = self._at(day + days, max(line + lines, 0))
        if target is not None:
            target.setFocus()

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
        self.setMinimumWidth(theme.px(88))
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
