"""Made-up photos: small pictures of sky, hills, halls and stands, the same bytes on every machine.

They are packed without compression, for packers of different systems write different bytes.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from functools import cache

from app.services.demo.dice import Dice

WIDTH, HEIGHT = 240, 160
COUNT = 8
MEDIA_TYPE = "image/png"
_BLOCK = 65_535
_STAND_TOP, _GROUND = 66, 118

Colour = tuple[int, int, int]


class _Canvas:
    """Rows of colour numbers, and the colours."""

    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
        self.colours: dict[Colour, int] = {}

    def fill(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill a rectangle; what lies outside is left out."""
        left, right = max(left, 0), min(right, WIDTH)
        number = self.colours.setdefault(colour, len(self.colours))
        for y in range(max(top, 0), min(bottom, HEIGHT)):
            if right > left:
                self.rows[y][left:right] = bytes([number]) * (right - left)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        """Fill a circle."""
        for step in range(-radius, radius + 1):
            half = int((radius * radius - step * step) ** 0.5)
            self.fill(x - half, y + step, x + half, y + step + 1, colour)

    def slope(self, peak: int, top: int, bottom: int, colour: Colour) -> None:
        """Fill a hill under its peak."""
        for y in range(top, bottom):
            half = 2 * (y - top)
            self.fill(peak - half, y, peak + half, y + 1, colour)


@cache
def picture(number: int) -> bytes:
    """Return one of the `COUNT` pictures as a PNG file."""
    dice, canvas = Dice("picture", number), _Canvas()
    _paint_sky(canvas, dice)
    for _ in range(3):
        green = dice.between(70, 130)
        peak, top = dice.between(0, WIDTH), dice.between(70, 100)
        canvas.slope(peak, top, _GROUND, (green // 2, green, green * 2 // 3))
    canvas.fill(0, _GROUND, WIDTH, HEIGHT, (128, 120, 104))
    if number % 2:
        _paint_hall(canvas, dice)
    else:
        _paint_stand(canvas, dice)
    for place in range(dice.between(2, 5)):
        _paint_person(canvas, dice, 24 + 44 * place + dice.between(0, 20))
    return _as_png(canvas)


def content_name(number: int) -> str:
    """Return the name of a picture's content."""
    return hashlib.sha256(picture(number)).hexdigest()


def _paint_sky(canvas: _Canvas, dice: Dice) -> None:
    blue, warm = dice.between(170, 230), dice.between(0, 50)
    for band in range(30):
        share = 4 * band
        colour = (110 + share + warm // 2, 150 + share * 2 // 3, min(blue + band, 255))
        canvas.fill(0, band * 4, WIDTH, band * 4 + 4, colour)
    canvas.disc(dice.between(30, 210), dice.between(18, 40), dice.between(9, 14), (255, 236, 170))


def _paint_stand(canvas: _Canvas, dice: Dice) -> None:
    left, right = dice.between(40, 70), dice.between(170, 200)
    tone = (dice.between(10, 60), dice.between(90, 130), dice.between(100, 130))
    for place, x in enumerate(range(left, right, 12)):
        canvas.fill(x, _STAND_TOP, x + 12, _STAND_TOP + 16, tone if place % 2 else (244, 246, 246))
    canvas.fill(left + 4, _STAND_TOP + 16, left + 8, _GROUND + 8, (90, 90, 90))
    canvas.fill(right - 8, _STAND_TOP + 16, right - 4, _GROUND + 8, (90, 90, 90))
    canvas.fill(left, _GROUND - 14, right, _GROUND + 12, (176, 132, 84))
    for x in range(left + 8, right - 16, 18):
        canvas.fill(x, _GROUND - 20, x + 10, _GROUND - 14, (250, 250, 244))


def _paint_hall(canvas: _Canvas, dice: Dice) -> None:
    left, right = dice.between(20, 50), dice.between(190, 225)
    wall = dice.between(150, 200)
    canvas.fill(left, 72, right, _GROUND + 4, (wall, wall - 10, wall - 24))
    canvas.fill(left - 6, 64, right + 6, 74, (120, 62, 52))
    for x in range(left + 10, right - 22, 30):
        canvas.fill(x, 84, x + 16, 100, (214, 232, 240))
    canvas.fill(right - 40, 92, right - 16, _GROUND + 4, (84, 100, 110))


def _paint_person(canvas: _Canvas, dice: Dice, x: int) -> None:
    coat = (dice.between(30, 200), dice.between(30, 140), dice.between(30, 200))
    canvas.fill(x - 6, _GROUND - 6, x + 6, _GROUND + 18, coat)
    canvas.fill(x - 5, _GROUND + 18, x - 1, _GROUND + 34, (44, 48, 60))
    canvas.fill(x + 1, _GROUND + 18, x + 5, _GROUND + 34, (44, 48, 60))
    canvas.disc(x, _GROUND - 12, 6, (226, 188, 160))


def _as_png(canvas: _Canvas) -> bytes:
    palette = b"".join(bytes(colour) for colour in canvas.colours)
    pixels = b"".join(b"\0" + bytes(row) for row in canvas.rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", _unpacked(pixels)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _unpacked(data: bytes) -> bytes:
    """Return bytes in the form that packed ones have, without packing them (RFC 1950, 1951)."""
    return b"\x78\x01" + b"".join(_blocks(data)) + struct.pack(">I", zlib.adler32(data))


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        is_last = start + _BLOCK >= len(data)
        yield struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF) + block
