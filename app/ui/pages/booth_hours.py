"""The hours at the booth: a bar for each, with its numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.base.formats import format_number, format_time
from app.base.i18n import _
from app.services.booth import Hour
from app.ui import theme
from app.ui.theme import Size

_LINE = 24
_SHOWN = 6


class HourBars(QWidget):
    """The latest hours, one line each: copies as a bar, then copies, talks and contacts."""

    def __init__(self) -> None:
        """Begin with no hours."""
        super().__init__()
        self._hours: Sequence[Hour] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hours(self, hours: Sequence[Hour]) -> None:
        """Show other hours."""
        shown = list(hours[-_SHOWN:])
        while len(shown) > 1 and not (shown[0].handed_out or shown[0].talks or shown[0].contacts):
            shown.pop(0)
        self._hours = shown
        words = _("{time}: {copies} copies, {talks} talks, {contacts} contacts")
        said = [
            words.format(
                time=format_time(hour.starts),
                copies=hour.handed_out,
                talks=hour.talks,
                contacts=hour.contacts,
            )
            for hour in self._hours
        ]
        self.setAccessibleName(_("Counts by hour"))
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))
        self.updateGeometry()
        self.update()

    @property
    def hours(self) -> Sequence[Hour]:
        """Return the shown hours."""
        return self._hours

    def sizeHint(self) -> QSize:
        """Return room for the lines; Qt asks."""
        return QSize(theme.px(200), theme.px(_LINE) * max(len(self._hours), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines; Qt calls."""
        painter = QPainter(self)
        font = theme.font(Size.LEAD, figures=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        clock_width = metrics.horizontalAdvance("00:00 ")
        number_width = metrics.horizontalAdvance("00 000 ")
        most = max((hour.handed_out for hour in self._hours), default=0) or 1
        room = self.width() - clock_width - 2 * number_width
        for place, hour in enumerate(self._hours):
            line = QRect(0, place * theme.px(_LINE), self.width(), theme.px(_LINE))
            painter.setPen(theme.colour("muted"))
            painter.drawText(line, _LEFT, format_time(hour.starts))
            bar = QRect(clock_width, line.top() + theme.px(5), 0, theme.px(_LINE - 10))
            bar.setWidth(max(room * hour.handed_out // most, theme.px(2)))
            painter.fillRect(bar, theme.colour("accent"))
            painter.setPen(theme.colour("text"))
            first = line.adjusted(0, 0, -number_width, 0)
            painter.drawText(first, _RIGHT, format_number(hour.handed_out))
            painter.setPen(theme.colour("muted"))
            painter.drawText(line, _RIGHT, format_number(hour.talks))
        painter.end()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
