"""The pages of a leaflet, drawn anew in the background while one types; a click picks a panel."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.base.i18n import _
from app.services import leaflet_shapes, leaflets
from app.services.leaflet_shapes import Spot
from app.services.leaflets import Order, PrintOptions
from app.services.printing import Printable
from app.ui import theme
from app.ui.context import Context
from app.ui.paper_preview import Drawing, Drawn, PagePicture
from app.ui.parts import clear, column, holder, scrolled, text
from app.ui.theme import Space

_FRAME = 3
_READABLE = 240
"""The width in pixels at 100 % below which an upright page is not made whole but scrolled."""


class PanelPicture(PagePicture):
    """One page with its panels; the chosen one has a frame.

    Signals:
        picked: the panel that was clicked.
    """

    picked = Signal(str)

    def __init__(self, accessible: str, shape: tuple[int, int], spots: Sequence[Spot]) -> None:
        """Begin empty.

        Args:
            accessible: the page's name.
            shape: the page's width and height, in any unit.
            spots: where its panels stand.
        """
        super().__init__(accessible, shape)
        self._spots = spots
        self.chosen = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def choose(self, panel: str) -> None:
        """Frame a panel, if it is on this page."""
        self.chosen = panel
        self.update()

    def panel_at(self, x: float, y: float) -> str:
        """Return the panel at a point of the picture, or nothing."""
        across, down = x / max(self.width(), 1), y / max(self.height(), 1)
        return next((spot.panel for spot in self._spots if spot.holds(across, down)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the panel; Qt calls."""
        panel = self.panel_at(event.position().x(), event.position().y())
        if panel:
            self.picked.emit(panel)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, then the frame; Qt calls."""
        super().paintEvent(event)
        spot = next((spot for spot in self._spots if spot.panel == self.chosen), None)
        if spot is None:
            return
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("accent"), theme.px(_FRAME)))
        wide, high, edge = self.width(), self.height(), theme.px(_FRAME) // 2
        area = QRect(
            round(spot.left * wide),
            round(spot.top * high),
            round(spot.width * wide),
            round(spot.height * high),
        )
        painter.drawRect(area.adjusted(edge, edge, -edge - 1, -edge - 1))


class Preview(QWidget):
    """The pages; the latest wish alone is drawn.

    Signals:
        drawn: a `Drawn` after it is shown.
        failed: the error of a drawing, for words beside the form.
        picked: the name of the panel that was clicked.
    """

    drawn = Signal(object)
    failed = Signal(object)
    picked = Signal(str)

    def __init__(self, context: Context, wish: Callable[[], tuple[Order, PrintOptions]]) -> None:
        """Begin empty.

        Args:
            context: the page's.
            wish: what is to be drawn now.
        """
        super().__init__()
        self._context = context
        self._wish = wish
        self._laid: object = None
        self._shape = (1, 1)
        self._chosen = ""
        self.latest: Drawn | None = None
        self.pages: tuple[PanelPicture, ...] = ()
        self._drawing = Drawing(self._work, self)
        self._drawing.drawn.connect(self._show)
        self._drawing.failed.connect(self.failed)
        self._place = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(theme.px(Space.TWO))
        self._area = scrolled(holder(column(self._place, None, gap=Space.NONE)))
        self._area.setAccessibleName(_("Preview"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self._area, gap=Space.NONE))

    def draw_soon(self) -> None:
        """Draw when nothing has been typed for a blink."""
        self._drawing.soon()

    def stop(self) -> None:
        """Await what is drawn now, before the page goes."""
        self._drawing.stop()

    def choose(self, panel: str) -> None:
        """Frame a panel."""
        self._chosen = panel
        for page in self.pages:
            page.choose(panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show an upright page whole; Qt calls."""
        super().resizeEvent(event)
        self._fit()

    @property
    def is_busy(self) -> bool:
        """Tell whether a drawing is under way or wished for."""
        return self._drawing.is_busy

    def _work(self) -> Callable[[], Printable]:
        order, options = self._wish()
        self._lay_out(order, options)
        database = self._context.database
        return partial(database.read, leaflets.draw, order, options, database.folder)

    def _lay_out(self, order: Order, options: PrintOptions) -> None:
        """Make the pages of another shape."""
        spots = leaflet_shapes.spots(order.template, order.flap_mm, options)
        if spots == self._laid:
            return
        self._laid = spots
        size = leaflet_shapes.page_size(order.template, options)
        clear(self._place)
        names = leaflet_shapes.page_labels(order.template)
        self.pages = tuple(
            PanelPicture(name or "", size, mine or ()) for name, mine in zip_longest(names, spots)
        )
        for name, page in zip(names, self.pages, strict=False):
            page.picked.connect(self.picked)
            page.choose(self._chosen)
            shown = [text(name, "muted"), page] if len(self.pages) > 1 else [page]
            self._place.addWidget(holder(column(*shown, None, gap=Space.HALF)))
        self._shape = size
        self._fit()

    def _fit(self) -> None:
        """Lay upright pages side by side where they have room; each is seen whole."""
        width, height = self._shape
        ways, least = QBoxLayout.Direction, sum(page.minimumWidth() for page in self.pages)
        across = height > width and self.width() > least + theme.px(Space.FOUR)
        self._place.setDirection(ways.LeftToRight if across else ways.TopToBottom)
        if height > width:
            room = self.height() - theme.px(Space.FOUR)
            for page in self.pages:
                page.setMaximumWidth(max(theme.px(_READABLE), room * width // height))

    def _show(self, drawn: Drawn) -> None:
        self.latest = drawn
        images: Sequence[QImage] = drawn.pages
        for picture, image in zip(self.pages, images, strict=False):
            picture.show_image(image)
        self.drawn.emit(drawn)
