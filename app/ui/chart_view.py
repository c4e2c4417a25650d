"""Charts in the window: the same ink as in the PDFs, in the window's own colours."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.documents.charts import Chart, ChartTone, draw_chart
from app.documents.fonts import REGULAR
from app.documents.ink import Clipped, Ink, Photo, Shape, Words
from app.documents.theme import CELL
from app.ui import theme
from app.ui.theme import Size


class ChartView(QWidget):
    """A chart as wide as there is room; who listens hears its numbers."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self._chart = Chart("", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart, told: str = "") -> None:
        """Show another chart.

        Args:
            chart: what it shows.
            told: its numbers in better words than its own.
        """
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(told or chart.told)
        self.setToolTip((told or chart.told).replace("; ", "\n"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all bars; Qt asks."""
        width = theme.px(200)
        row = draw_chart(self._chart, width / _scale())
        return QSize(width, round(row.height * _scale()) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart; Qt calls."""
        tone = ChartTone(
            text=theme.colour("text").name(),
            soft=theme.colour("muted").name(),
            bars=(theme.colour("accent").name(), theme.colour("control").name()),
            line=theme.colour("line").name(),
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_scale(), _scale())
        paint_ink(painter, draw_chart(self._chart, self.width() / _scale(), tone).inks)
        painter.end()


def paint_ink(painter: QPainter, inks: Iterable[Ink]) -> None:
    """Paint ink where the painter's zero stands, a point as one unit."""
    for ink in inks:
        if isinstance(ink, Words):
            painter.setFont(_font(ink))
            painter.setPen(QColor(ink.colour))
            painter.drawText(QPointF(ink.x, ink.y), ink.text)
        elif isinstance(ink, Shape):
            _paint_shape(painter, ink)
        elif isinstance(ink, Clipped):
            area = ink.area
            painter.save()
            painter.setClipRect(QRectF(area.x, area.y, area.width, area.height))
            paint_ink(painter, ink.inks)
            painter.restore()
        elif not isinstance(ink, Photo):  # no chart shows one
            paint_ink(painter, ink.inks)


def _scale() -> float:
    """Return how large a point is in the window: so that a chart's words have the usual size."""
    return theme.px(Size.BODY) / CELL.size


def _font(words: Words) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(max(round(words.size), 1))
    light = words.face == REGULAR
    font.setWeight(QFont.Weight.Normal if light else QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    path = QPainterPath()
    for kind, numbers in shape.segments:
        if kind == "M":
            path.moveTo(*numbers)
        elif kind == "L":
            path.lineTo(*numbers)
        elif kind == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    if shape.fill:
        painter.fillPath(path, QColor(shape.fill))
    if shape.stroke:
        painter.strokePath(path, QPen(QColor(shape.stroke), shape.line_width))
