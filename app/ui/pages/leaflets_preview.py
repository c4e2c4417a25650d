"""The real PDF's pages as pictures, drawn anew in the background while one types."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.base.i18n import _
from app.base.progress import Progress
from app.services import leaflets
from app.services.leaflets import Order, Printable, PrintOptions
from app.ui import theme
from app.ui.context import Context
from app.ui.parts import column, holder, scrolled, text
from app.ui.tasks import Task
from app.ui.theme import Space

_WAIT_MILLISECONDS = 25
_DOTS_PER_INCH = 110
_SHOWN_FROM = 120


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn leaflet and the pictures of its pages."""

    printable: Printable
    pages: tuple[QImage, ...]


class PagePicture(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.setAccessibleName(accessible)
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.px(_SHOWN_FROM))

    @property
    def is_empty(self) -> bool:
        """Tell whether no picture is shown."""
        return self._picture.isNull()

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._picture = QPixmap.fromImage(image)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Keep the page's shape; Qt asks."""
        if self._picture.isNull():
            return width * 210 // 297
        return width * self._picture.height() // max(self._picture.width(), 1)

    def sizeHint(self) -> QSize:
        """Return a middling size; Qt asks."""
        width = theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page with a thin line around it; Qt calls."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.rect().adjusted(0, 0, -1, -1)
        if self._picture.isNull():
            painter.fillRect(area, theme.colour("surface"))
        else:
            painter.drawPixmap(area, self._picture)
        painter.setPen(theme.colour("line"))
        painter.drawRect(area)


class Preview(QWidget):
    """Two pages one below another; the latest wish alone is drawn.

    Signals:
        drawn: a `Drawn` after it is shown.
        failed: the error of a drawing, for words beside the form.
    """

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, wish: Callable[[], tuple[Order, PrintOptions]]) -> None:
        """Begin empty.

        Args:
            context: the page's.
            wish: what is to be drawn now.
        """
        super().__init__()
        self._context = context
        self._wish = wish
        self._task: Task | None = None
        self._again = False
        self.latest: Drawn | None = None
        self.pages = (PagePicture(_("Outside")), PagePicture(_("Inside")))
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MILLISECONDS)
        self._timer.timeout.connect(self._draw)
        inner = column(
            text(_("Outside"), "muted"),
            self.pages[0],
            text(_("Inside"), "muted"),
            self.pages[1],
            None,
        )
        area = scrolled(holder(inner))
        area.setAccessibleName(_("Preview"))
        whole = column(area, gap=Space.NONE)
        self.setLayout(whole)

    def draw_soon(self) -> None:
        """Draw when nothing has been typed for a blink."""
        self._timer.start()

    def stop(self) -> None:
        """Await what is drawn now, before the page goes."""
        self._timer.stop()
        if self._task is not None:
            self._task.wait()

    @property
    def is_busy(self) -> bool:
        """Tell whether a drawing is under way or wished for."""
        return self._task is not None or self._timer.isActive()

    def _draw(self) -> None:
        if self._task is not None:
            self._again = True
            return
        order, options = self._wish()
        database = self._context.database

        def job(_progress: Progress) -> Drawn:
            made = database.read(leaflets.draw, order, options)
            return Drawn(made, tuple(_image(made.pdf, page) for page in range(made.pages)))

        self._task = Task(job, "", self)
        self._task.succeeded.connect(self._show)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def _show(self, drawn: Drawn) -> None:
        self.latest = drawn
        for picture, image in zip(self.pages, drawn.pages, strict=False):
            picture.show_image(image)
        self.drawn.emit(drawn)

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._draw()


def _image(pdf: bytes, page: int) -> QImage:
    picture = leaflets.render_page(pdf, page, _DOTS_PER_INCH)
    seen = QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGBX8888,
    )
    return seen.copy()
