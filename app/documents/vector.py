"""Reads our drawings: the small part of SVG that logos, icons and illustrations need."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.fonts import BLACK, BOLD, REGULAR, SEMIBOLD, text_width
from app.documents.ink import Area, Ink, Segment, Shape, Words, placed, rounded

_TOKENS = re.compile(r"[MLHVCSQZmlhvcsqz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "Z": 0}
_WEIGHTS = {"400": REGULAR, "600": SEMIBOLD, "700": BOLD, "900": BLACK, "bold": BOLD}
_INHERITED = ("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture made of ink, with its own size."""

    width: float
    height: float
    inks: tuple[Ink, ...]

    def at(self, x: float, y: float, height: float) -> Iterator[Ink]:
        """Yield the ink with its top left corner at a point, scaled to a height."""
        return placed(self.inks, x, y, height / self.height)

    def width_at(self, height: float) -> float:
        """Return how wide the drawing is at a height."""
        return self.width * height / self.height


@cache
def read_drawing(file: Path) -> Drawing:
    """Read a drawing.

    Understood: svg with viewBox, g, title, rect, circle, ellipse, polygon, line, text, and path
    with M L H V C S Q Z in both cases; fill and stroke as #RRGGBB or none; no transforms.

    Raises:
        UserError: the file is not SVG or uses more than that.
    """
    try:
        root = ET.fromstring(file.read_bytes())  # noqa: S314 - files of ours or chosen by the user
        view = [float(n) for n in root.attrib["viewBox"].split()]
        if len(view) != 4 or not all(map(math.isfinite, view)) or min(view[2:]) <= 0:
            raise ValueError("viewBox")
        inks = tuple(placed(_inks(root, {}), -view[0], -view[1]))
    except (ET.ParseError, KeyError, ValueError, IndexError, RecursionError) as broken:
        message = _("The drawing {name} cannot be read: {reason}. Save it as plain SVG.")
        raise UserError(message.format(name=file.name, reason=broken)) from broken
    return Drawing(view[2], view[3], inks)


def _inks(element: ET.Element, inherited: dict[str, str]) -> Iterator[Ink]:
    kind = element.tag.rpartition("}")[2]
    if kind in {"title", "desc"}:
        return
    own = inherited | {key: element.attrib[key] for key in _INHERITED if key in element.attrib}
    if "transform" in element.attrib:
        raise ValueError("transform")
    if kind in {"svg", "g"}:
        for child in element:
            yield from _inks(child, own)
    elif kind == "text":
        yield _text(element, own)
    else:
        yield Shape(
            _outline(kind, element.attrib),
            fill=_colour(own.get("fill", "#000000")),
            stroke=_colour(own.get("stroke", "none")),
            line_width=float(own.get("stroke-width", "1")),
        )


def _colour(name: str) -> str:
    if name == "none":
        return ""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", name):
        raise ValueError(name)
    return name.upper()


def _text(element: ET.Element, own: dict[str, str]) -> Words:
    text = element.text or ""
    face = _WEIGHTS[own.get("font-weight", "400")]
    size = float(own["font-size"])
    part = {"start": 0.0, "middle": 0.5, "end": 1.0}[own.get("text-anchor", "start")]
    x = float(element.attrib.get("x", "0")) - part * text_width(text, face, size)
    y = float(element.attrib.get("y", "0"))
    return Words(x, y, text, face, size, _colour(own.get("fill", "#000000")))


def _outline(kind: str, at: dict[str, str]) -> tuple[Segment, ...]:
    def number(name: str) -> float:
        return float(at.get(name, "0"))

    if kind == "path":
        return tuple(_path(at["d"]))
    if kind == "rect":
        area = Area(number("x"), number("y"), number("width"), number("height"))
        return rounded(area, number("rx"))
    if kind in {"circle", "ellipse"}:
        rx, ry = (number("r"), number("r")) if kind == "circle" else (number("rx"), number("ry"))
        return rounded(Area(number("cx") - rx, number("cy") - ry, 2 * rx, 2 * ry), (rx, ry))
    if kind == "line":
        ends = (number("x1"), number("y1")), (number("x2"), number("y2"))
        return ("M", ends[0]), ("L", ends[1])
    if kind == "polygon":
        return tuple(_path("M" + at["points"] + "Z"))
    raise ValueError(kind)


def _path(data: str) -> Iterator[Segment]:
    """Yield a path's segments, all absolute and of the four kinds that PDF knows."""
    x = y = start_x = start_y = 0.0
    handle: tuple[float, float] | None = None
    for order, given in _orders(data):
        kind = order.upper()
        numbers = _absolute(order, given, x, y)
        if kind == "Z":
            x, y, handle = start_x, start_y, None
            yield "Z", ()
            continue
        if kind in {"M", "L", "H", "V"}:
            x, y = numbers
            handle = None
            if kind == "M":
                start_x, start_y = x, y
            yield ("M" if kind == "M" else "L"), (x, y)
            continue
        if kind == "S":
            hx, hy = handle or (x, y)
            numbers = (2 * x - hx, 2 * y - hy, *numbers)
        elif kind == "Q":
            qx, qy, ex, ey = numbers
            third = 2 / 3
            first = (x + third * (qx - x), y + third * (qy - y))
            numbers = (*first, ex + third * (qx - ex), ey + third * (qy - ey), ex, ey)
        handle = (numbers[2], numbers[3])
        x, y = numbers[4], numbers[5]
        yield "C", numbers


def _absolute(order: str, given: list[float], x: float, y: float) -> tuple[float, ...]:
    moved = order.islower()
    if order in "Hh":
        return (given[0] + (x if moved else 0), y)
    if order in "Vv":
        return (x, given[0] + (y if moved else 0))
    if not moved:
        return tuple(given)
    return tuple(n + (y if i % 2 else x) for i, n in enumerate(given))


def _orders(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield every order with its numbers; numbers left over repeat the order (M as L)."""
    order = ""
    tokens = _TOKENS.findall(data)
    at = 0
    while at < len(tokens):
        if tokens[at].upper() in _COUNT:
            order = tokens[at]
            at += 1
        count = _COUNT[order.upper()]
        yield order, [float(n) for n in tokens[at : at + count]]
        at += count
        order = {"M": "L", "m": "l", "Z": "", "z": ""}.get(order, order)
