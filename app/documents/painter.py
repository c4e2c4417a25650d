"""Puts ink on a ReportLab canvas; the only file that draws with ReportLab."""

from collections.abc import Iterable
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.documents.fonts import register_fonts
from app.documents.ink import Area, Clipped, Ink, Segment, Shape, Words

_KEPT = 512
"""Paths whose drawing orders are kept."""


class Painter:
    """Draws ink on the canvas's present page.

    Args:
        canvas: what is drawn on.
        x: where ink's own zero stands, in points from the left of the page.
        top: where it stands, in points from the bottom of the page.
    """

    def __init__(self, canvas: Canvas, x: float, top: float) -> None:
        register_fonts()
        self._canvas = canvas
        self._x = x
        self._top = top

    def draw(self, inks: Iterable[Ink]) -> None:
        """Draw in the given order, later over earlier."""
        for ink in inks:
            if isinstance(ink, Words):
                self._write(ink)
            elif isinstance(ink, Shape):
                self._fill(ink)
            else:
                self._clip(ink)

    def _write(self, words: Words) -> None:
        canvas = self._canvas
        canvas.setFillColor(HexColor(words.colour))
        canvas.setFont(words.face, words.size)
        x, y = self._x + words.x, self._top - words.y
        canvas.drawString(x, y, words.text, charSpace=words.tracking)
        if words.link:
            area = words.area
            box = (x, self._top - area.bottom, x + area.width, self._top - area.y)
            canvas.linkURL(words.link, box, relative=1)

    def _fill(self, shape: Shape) -> None:
        canvas = self._canvas
        if shape.fill:
            canvas.setFillColor(HexColor(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(HexColor(shape.stroke))
            canvas.setLineWidth(shape.line_width)
            canvas.setDash(list(shape.dashes))
        path = PDFPathObject(list(_orders(shape.segments, self._x, self._top)))
        canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)))

    def _clip(self, clipped: Clipped) -> None:
        area: Area = clipped.area
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(self._x + area.x, self._top - area.bottom, area.width, area.height)
        canvas.clipPath(path, stroke=0, fill=0)
        self.draw(clipped.inks)
        canvas.restoreState()


@lru_cache(maxsize=_KEPT)
def _orders(segments: tuple[Segment, ...], x: float, top: float) -> tuple[str, ...]:
    """Return a path's drawing orders; logos and QR codes are the same at each drawing."""
    code: list[str] = []
    path = PDFPathObject(code)
    orders = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
    for kind, numbers in segments:
        if kind == "Z":
            path.close()
            continue
        orders[kind](*(top - n if i % 2 else x + n for i, n in enumerate(numbers)))
    return tuple(code)
