"""A chart in the window: painted in the window's colours, told in words, as high as its bars."""

from PySide6.QtGui import QColor, QImage, QPainter

from app.documents.charts import Bar, Chart
from app.documents.ink import Area, Clipped, Tagged, line, rectangle
from app.ui import theme
from app.ui.chart_view import ChartView, paint_ink


def chart(*values):
    return Chart("Copies", tuple(Bar(f"{n}:00", (n,), (str(n),)) for n in values))


def test_a_chart_is_painted_with_the_accent_and_says_its_numbers(qtbot, look):
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(chart(8, 2))
    view.resize(300, view.sizeHint().height())
    image = view.grab().toImage()
    accent = theme.colour("accent")
    seen = {image.pixelColor(x, y).name() for x in range(300) for y in range(image.height())}
    assert accent.name() in seen
    assert view.accessibleName() == "Copies"
    assert view.accessibleDescription() == "8:00: 8; 2:00: 2"


def test_more_bars_take_more_room(qtbot, look):
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(chart(1))
    one = view.sizeHint().height()
    view.show_chart(chart(1, 2, 3))
    assert view.sizeHint().height() > 2 * one


def test_all_kinds_of_ink_are_painted():
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    red = rectangle(Area(0, 0, 20, 20), "#FF0000")
    paint_ink(
        painter,
        [
            Clipped(Area(0, 0, 10, 10), (red,)),
            Tagged("Figure", (rectangle(Area(12, 12, 6, 6), "#0000FF"),)),
            line((0, 15), (8, 15), "#00FF00", 2),
        ],
    )
    painter.end()
    at = {place: image.pixelColor(*place).name() for place in ((5, 5), (15, 5), (15, 15), (4, 15))}
    assert at == {
        (5, 5): "#ff0000", (15, 5): "#ffffff", (15, 15): "#0000ff", (4, 15): "#00ff00",
    }  # fmt: skip
