"""Attached pictures into rows of ink; in place of one that is not here stands a pale box."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.documents.blocks import Picture
from app.documents.ink import Area, Clipped, Ink, Photo, Tagged, placed, rectangle
from app.documents.pictures import PRINT_DPI, pixels_of, raster_of
from app.documents.rows import Piece, Row, Setting, text_rows

_INCH = 72.0
_USUAL = 2 / 3  # height through width of a picture that is not here


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a picture stands and how finely it is printed.

    Attributes:
        file: where its bytes are; None if they are not here or cannot be read.
        seen: what is seen of it, from the column's left edge, in points.
        whole: all of it; a band is cut where it runs into the bleed or would be too high.
        dpi: pixels of the file through inches on paper; 0 without a file.
    """

    file: Path | None
    seen: Area
    whole: Area
    dpi: int


def place_picture(block: Picture, setting: Setting) -> Placed:
    """Return where a picture stands; its proportions are kept."""
    file = setting.pictures.get(block.picture)
    pixels = pixels_of(block.picture, file) if file else None
    high = pixels[1] / pixels[0] if pixels else _USUAL
    seen, whole = _band(high, setting) if block.size == "band" else _within(block, high, setting)
    dpi = round(pixels[0] * _INCH / whole.width) if pixels else 0
    return Placed(file if pixels else None, seen, whole, dpi)


def _within(block: Picture, high: float, setting: Setting) -> tuple[Area, Area]:
    """Return the place of a picture within the column, twice."""
    half = block.size == "half"
    room = (setting.width - setting.scale.step) / 2 if half else setting.width
    width = min(room, setting.highest / high)
    x = (setting.width - width) / 2 if not half or setting.centred else 0.0
    area = Area(x, 0, width, width * high)
    return area, area


def _band(high: float, setting: Setting) -> tuple[Area, Area]:
    """Return what is seen of a band and all of it; the bleed does not change its height."""
    left, right = setting.outset
    bleed_left, bleed_right = setting.bleed
    height = min((left + setting.width + right) * high, setting.highest)
    x = -left - bleed_left
    seen = Area(x, 0, setting.width + right + bleed_right - x, height)
    width = max(seen.width, height / high)
    middle = seen.x + seen.width / 2
    return seen, Area(middle - width / 2, (height - width * high) / 2, width, width * high)


def picture_piece(block: Picture, setting: Setting) -> Piece:
    """Return a picture with its caption below."""
    at, step = place_picture(block, setting), setting.scale.step
    rows = [Row(at.seen.height, (Tagged("Figure", _figure(block, at, setting), block.alt),))]
    if block.caption:
        small, soft = setting.scale.small, setting.tone.soft
        lines = text_rows(block.caption, small, setting, soft, centred=setting.centred)
        y = step / 2
        inks: list[Ink] = []
        for line in lines:
            inks += placed(line.inks, 0, y)
            y += line.height
        rows.append(Row(y, (Tagged("Caption", tuple(inks)),)))
    return Piece(2 * step, tuple(rows), 2 * step, thing="picture")


def _figure(block: Picture, at: Placed, setting: Setting) -> tuple[Ink, ...]:
    wide = round(at.whole.width / _INCH * PRINT_DPI)
    raster = raster_of(block.picture, at.file, wide) if at.file else None
    if raster is None:
        return _missing(block, at.seen, setting)
    photo = Photo(at.whole, raster)
    return (photo,) if at.whole == at.seen else (Clipped(at.seen, (photo,)),)


def _missing(block: Picture, area: Area, setting: Setting) -> tuple[Ink, ...]:
    """Return a pale box with the words that stand for the picture, as many as have room."""
    step, tone = setting.scale.step, setting.tone
    left = max(area.x, 0.0) + step
    inner = replace(setting, width=min(area.right, setting.width) - step - left)
    inks: list[Ink] = [rectangle(area, tone.pale)]
    y = step
    for line in text_rows(block.alt, setting.scale.small, inner, tone.text) if block.alt else ():
        if y + line.height > area.height - step / 2:
            break
        inks += placed(line.inks, left, y)
        y += line.height
    return tuple(inks)
