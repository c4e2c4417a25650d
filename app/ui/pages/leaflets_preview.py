"""The two sides of a leaflet, drawn anew in the background while one types."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.i18n import _
from app.services import leaflets
from app.services.leaflets import Order, PrintOptions
from app.services.printing import Printable
from app.ui.context import Context
from app.ui.paper_preview import Drawing, Drawn, PagePicture
from app.ui.parts import column, holder, scrolled, text
from app.ui.theme import Space


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
        self.latest: Drawn | None = None
        self.pages = (PagePicture(_("Outside")), PagePicture(_("Inside")))
        self._drawing = Drawing(self._work, self)
        self._drawing.drawn.connect(self._show)
        self._drawing.failed.connect(self.failed)
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
        self._drawing.soon()

    def stop(self) -> None:
        """Await what is drawn now, before the page goes."""
        self._drawing.stop()

    @property
    def is_busy(self) -> bool:
        """Tell whether a drawing is under way or wished for."""
        return self._drawing.is_busy

    def _work(self) -> Callable[[], Printable]:
        order, options = self._wish()
        return partial(self._context.database.read, leaflets.draw, order, options)

    def _show(self, drawn: Drawn) -> None:
        self.latest = drawn
        for picture, image in zip(self.pages, drawn.pages, strict=False):
            picture.show_image(image)
        self.drawn.emit(drawn)
