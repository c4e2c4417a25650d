"""A PDF's real pages as pictures, drawn in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.base.i18n import _
from app.base.progress import Progress
from app.services.printing import Printable
from app.ui import theme
from app.ui.paper_printing import page_image
from app.ui.tasks import Task

_WAIT_MILLISECONDS = 25
_DOTS_PER_INCH = 110
_SHOWN_FROM = 120
SHOWN_AT_MOST = 24
"""Pages of which pictures are made, at 4 MB each; the file has all of them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn paper and the pictures of its first pages."""

    printable: Printable
    pages: tuple[QImage, ...]


class PagePicture(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, accessible: str, shape: tuple[int, int] = (297, 210)) -> None:
        """Begin empty, in the shape of a sheet of this width and height."""
        super().__init__()
        self.setAccessibleName(accessible)
        self._picture = QPixmap()
        self._shape = shape
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
            return width * self._shape[1] // self._shape[0]
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
            painter.setPen(theme.colour("muted"))
            how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, how, _("The page is being drawn…"))
        else:
            painter.drawPixmap(area, self._picture)
        painter.setPen(theme.colour("line"))
        painter.drawRect(area)


class Drawing(QObject):
    """Draws what is wished for off the GUI thread; of several wishes the latest alone.

    Signals:
        drawn: a `Drawn`.
        failed: the error of a drawing, for words beside what was asked for.
    """

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, wish: Callable[[], Callable[[], Printable]], parent: QObject) -> None:
        """Begin with nothing to draw.

        Args:
            wish: called in the GUI thread; returns the work that draws what is wanted now.
            parent: its owner.
        """
        super().__init__(parent)
        self._wish = wish
        self._task: Task | None = None
        self._running: list[Task] = []
        # Qt ends the program when a thread is deleted while it runs; what is drawn ends soon.
        self.destroyed.connect(partial(_await, self._running))
        application = QApplication.instance()
        if application is not None:
            # At its end the program closes what PDFium has open, also under a thread that draws.
            application.aboutToQuit.connect(self.stop)
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MILLISECONDS)
        self._timer.timeout.connect(self._draw)

    def soon(self) -> None:
        """Draw when nothing has been asked for a blink."""
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
        work = self._wish()

        def job(_progress: Progress) -> Drawn:
            made = work()
            shown = range(min(made.pages, SHOWN_AT_MOST))
            return Drawn(made, tuple(page_image(made.pdf, n, _DOTS_PER_INCH) for n in shown))

        self._task = Task(job, "", self)
        self._task.succeeded.connect(self.drawn)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._ended)
        self._running.append(self._task)
        self._task.start()

    def _ended(self) -> None:
        self._task = None
        self._running.clear()
        if self._again:
            self._again = False
            self._draw()


def _await(tasks: list[Task], *_gone: object) -> None:
    for task in tasks:
        task.wait()
