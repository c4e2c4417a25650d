"""Puts ink on a ReportLab canvas; the only file that draws with ReportLab."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import TypeAlias

from reportlab.lib.colors import CMYKColor, Color, HexColor
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.documents.fonts import register_fonts
from app.documents.ink import (
    Area,
    Clipped,
    Ink,
    Photo,
    Segment,
    Shape,
    Stamp,
    Tagged,
    Words,
)
from app.documents.picture_inks import separated as in_inks
from app.documents.separation import REGISTRATION, inks_of, text_inks_of
from app.documents.structure import Structure

_KEPT = 512
"""Paths whose drawing orders are kept."""


class Painter:
    """Draws ink on the canvas's present page.

    Args:
        canvas: what is drawn on.
        x: where ink's own zero stands, in points from the left of the page.
        top: where it stands, in points from the bottom of the page.
        structure: the tree of tags, if the document has one.
        separated: whether colours are printing inks (CMYK) in place of a screen's (RGB).
    """

    def __init__(
        self,
        canvas: Canvas,
        x: float,
        top: float,
        structure: Structure | None = None,
        *,
        separated: bool = False,
    ) -> None:
        register_fonts()
        self._canvas = canvas
        self._x = x
        self._top = top
        self._structure = structure
        self._is_separated = separated
        self._colour, self._text_colour = _INKS if separated else _SCREEN
        self._stamps: dict[Stamp, str] = {}

    def draw(self, inks: Iterable[Ink]) -> None:
        """Draw in the given order, later over earlier."""
        if self._structure is None:
            self._draw_all(inks)
        else:
            self._draw_marked(inks, self._structure)

    def _draw_marked(self, inks: Iterable[Ink], structure: Structure) -> None:
        """Draw with marks of what is read aloud; neighbours of one sort share a mark."""
        for is_read, group in groupby(_spaced(tuple(inks)), structure.is_read):
            if is_read is None:
                for ink in group:
                    if isinstance(ink, Tagged):
                        structure.begin(ink.role, ink.says)
                        self._draw_marked(ink.inks, structure)
                        structure.end()
                continue
            structure.mark(is_read=is_read)
            self._draw_all(group)
            structure.unmark()

    def _draw_all(self, inks: Iterable[Ink]) -> None:
        for ink in inks:
            if isinstance(ink, Tagged):
                self._draw_all(ink.inks)
            else:
                self._draw_one(ink)

    def _draw_one(self, ink: Words | Shape | Photo | Stamp | Clipped) -> None:
        if isinstance(ink, Words):
            self._write(ink)
        elif isinstance(ink, Shape):
            self._fill(ink)
        elif isinstance(ink, Stamp):
            self._stamp(ink)
        elif isinstance(ink, Photo):
            self._show(ink)
        else:
            self._clip(ink)

    def _write(self, words: Words) -> None:
        canvas = self._canvas
        canvas.setFillColor(self._text_colour(words.colour))
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
            canvas.setFillColor(self._colour(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(self._colour(shape.stroke))
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
        self._draw_all(clipped.inks)
        canvas.restoreState()

    def _show(self, photo: Photo) -> None:
        """Show pixels as they are coded; ReportLab's own way would unpack and pack them anew."""
        canvas, area = self._canvas, photo.area
        raster = in_inks(photo.raster) if self._is_separated else photo.raster
        document = canvas._doc
        name = document.getXObjectName(raster.name)
        if name not in document.idToObject:
            image = PDFImageXObject(raster.name)
            image.width, image.height = raster.width, raster.height
            image.bitsPerComponent, image.colorSpace = 8, "DeviceRGB"
            if self._is_separated:
                image.colorSpace, image._dotrans = "DeviceCMYK", 1
            image.streamContent, image._filters = raster.data, (raster.coding,)
            canvas._setXObjects(image)
            document.Reference(image, name)
            document.addForm(raster.name, image)
        canvas._currentPageHasImages = 1
        canvas.saveState()
        canvas.translate(self._x + area.x, self._top - area.bottom)
        canvas.scale(area.width, area.height)
        canvas._code.append(f"/{name} Do")
        canvas.restoreState()
        canvas._formsinuse.append(raster.name)

    def _stamp(self, stamp: Stamp) -> None:
        """Show ink that is kept once in the file, however many pages show it."""
        canvas = self._canvas
        name = self._stamps.get(stamp)
        if name is None:
            name = self._stamps[stamp] = f"stamp{len(self._stamps) + 1}"
            width, height = canvas._pagesize
            canvas.beginForm(name, 0, 0, width, height)
            self._draw_all(stamp.inks)
            canvas.endForm()
        canvas.doForm(name)


def _spaced(inks: tuple[Ink, ...]) -> Iterator[Ink]:
    """Yield the inks; words that another line follows end in a space, for who listens or copies."""
    for ink, after in zip_longest(inks, inks[1:]):
        if isinstance(ink, Words) and isinstance(after, Words) and after.y != ink.y:
            yield replace(ink, text=f"{ink.text} ")
        else:
            yield ink


@lru_cache(maxsize=64)
def _screen_colour(name: str) -> Color:
    return HexColor("#000000" if name == REGISTRATION else name)


@lru_cache(maxsize=64)
def _printing_inks(name: str) -> CMYKColor:
    return CMYKColor(*inks_of(name))


@lru_cache(maxsize=64)
def _text_inks(name: str) -> CMYKColor:
    return CMYKColor(*text_inks_of(name))


_Colours: TypeAlias = tuple[Callable[[str], Color], Callable[[str], Color]]
_SCREEN: _Colours = (_screen_colour, _screen_colour)
_INKS: _Colours = (_printing_inks, _text_inks)
"""What gives the colour of shapes, and of text."""


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
