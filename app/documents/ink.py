"""What lies on a page, as plain data: words and shapes, in points from the top left, y downward."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.documents.fonts import text_width

# A drawing order: M, L (x, y), C (three points) or Z, as in SVG but always absolute.
Segment: TypeAlias = tuple[str, tuple[float, ...]]

_ARC = 0.5522847498  # a quarter circle's handles, the usual cubic approximation


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: its top left corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> "Area":
        """Return the area without a margin on all four sides (negative: with one more)."""
        return Area(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Area":
        """Return the area scaled and then moved."""
        return Area(
            self.x * scale + dx, self.y * scale + dy, self.width * scale, self.height * scale
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of one line in one face, from its baseline's left end."""

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str
    tracking: float = 0.0
    link: str = ""

    @property
    def area(self) -> Area:
        """The box that the letters fill, ascenders and descenders included."""
        width = text_width(self.text, self.face, self.size, self.tracking)
        return Area(self.x, self.y - 0.75 * self.size, width, self.size)


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked outline."""

    segments: tuple[Segment, ...]
    fill: str = ""
    stroke: str = ""
    line_width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class Raster:
    """Pixels as a PDF keeps them.

    Attributes:
        name: tells one from another within a file.
        width: in pixels.
        height: in pixels.
        coding: `DCTDecode` (JPEG) or `FlateDecode` (packed rows of red, green, blue).
        data: the bytes in that coding.
    """

    name: str
    width: int
    height: int
    coding: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of pixels that fills an area."""

    area: Area
    raster: Raster


@dataclass(frozen=True, slots=True)
class Clipped:
    """Ink of which only what lies in an area is seen."""

    area: Area
    inks: tuple["Ink", ...]


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class Stamp:
    """Ink that many pages show in the same place; a file keeps it once."""

    inks: tuple["Ink", ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Ink with what it is to somebody who listens to the page.

    Attributes:
        role: a structure type of PDF: H1, P, Table, TR, TH, TD, Figure and so on.
        says: the alternative text of a figure.
    """

    role: str
    inks: tuple["Ink", ...]
    says: str = ""


Ink: TypeAlias = Words | Shape | Photo | Clipped | Stamp | Tagged


def rectangle(area: Area, fill: str) -> Shape:
    """Return a filled rectangle."""
    corners = (
        ("M", (area.x, area.y)),
        ("L", (area.right, area.y)),
        ("L", (area.right, area.bottom)),
        ("L", (area.x, area.bottom)),
        ("Z", ()),
    )
    return Shape(corners, fill=fill)


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> Shape:
    """Return a straight line."""
    return Shape((("M", start), ("L", end)), stroke=colour, line_width=width)


def rounded(area: Area, radius: float | tuple[float, float]) -> tuple[Segment, ...]:
    """Return the outline of a rectangle with round corners; half its size makes it an ellipse."""
    rx, ry = radius if isinstance(radius, tuple) else (radius, radius)
    hx, hy = rx * (1 - _ARC), ry * (1 - _ARC)
    left, top, right, bottom = area.x, area.y, area.right, area.bottom
    return (
        ("M", (left + rx, top)),
        ("L", (right - rx, top)),
        ("C", (right - hx, top, right, top + hy, right, top + ry)),
        ("L", (right, bottom - ry)),
        ("C", (right, bottom - hy, right - hx, bottom, right - rx, bottom)),
        ("L", (left + rx, bottom)),
        ("C", (left + hx, bottom, left, bottom - hy, left, bottom - ry)),
        ("L", (left, top + ry)),
        ("C", (left, top + hy, left + hx, top, left + rx, top)),
        ("Z", ()),
    )


def frame(area: Area, colour: str, width: float) -> Shape:
    """Return the outline of a rectangle."""
    return replace(rectangle(area, ""), stroke=colour, line_width=width)


def disc(x: float, y: float, radius: float, fill: str) -> Shape:
    """Return a filled circle round a middle."""
    box = Area(x - radius, y - radius, 2 * radius, 2 * radius)
    return Shape(rounded(box, radius), fill=fill)


def placed(inks: Iterable[Ink], dx: float, dy: float, scale: float = 1.0) -> Iterator[Ink]:
    """Yield the inks scaled and then moved."""
    for ink in inks:
        if isinstance(ink, Words):
            yield replace(
                ink,
                x=ink.x * scale + dx,
                y=ink.y * scale + dy,
                size=ink.size * scale,
                tracking=ink.tracking * scale,
            )
        elif isinstance(ink, Shape):
            yield _placed_shape(ink, dx, dy, scale)
        elif isinstance(ink, Stamp | Tagged):
            yield replace(ink, inks=tuple(placed(ink.inks, dx, dy, scale)))
        elif isinstance(ink, Photo):
            yield replace(ink, area=ink.area.moved(dx, dy, scale))
        else:
            yield Clipped(ink.area.moved(dx, dy, scale), tuple(placed(ink.inks, dx, dy, scale)))


def _placed_shape(shape: Shape, dx: float, dy: float, scale: float) -> Shape:
    segments = tuple(
        (kind, tuple(n * scale + (dy if i % 2 else dx) for i, n in enumerate(numbers)))
        for kind, numbers in shape.segments
    )
    return replace(shape, segments=segments, line_width=shape.line_width * scale)


def all_words(inks: Iterable[Ink]) -> Iterator[Words]:
    """Yield every piece of text, also from inside other ink."""
    for ink in inks:
        if isinstance(ink, Words):
            yield ink
        elif not isinstance(ink, Shape | Photo):
            yield from all_words(ink.inks)


def joined(inks: Iterable[Ink]) -> Iterator[Ink]:
    """Yield the inks; the same ink seen through strips side by side becomes one strip.

    Drawn strip by strip, a picture shows a pale seam on a screen where two strips meet.
    """
    last: Clipped | None = None
    for ink in inks:
        if isinstance(ink, Clipped) and last and last.inks == ink.inks and _meet(last, ink):
            area = last.area
            last = Clipped(replace(area, width=ink.area.right - area.x), ink.inks)
            continue
        if last:
            yield last
        last = ink if isinstance(ink, Clipped) else None
        if last is None:
            yield ink
    if last:
        yield last


def _meet(left: Clipped, right: Clipped) -> bool:
    one, other = left.area, right.area
    return one.y == other.y and one.height == other.height and other.x <= one.right < other.right
