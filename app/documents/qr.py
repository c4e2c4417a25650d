"""QR codes as vector ink: dark modules merged into bars, four light modules round them."""

from functools import lru_cache

import segno

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.ink import Area, Ink, Segment, Shape, rectangle
from app.documents.theme import WHITE

QUIET = 4  # light modules round the code that ISO/IEC 18004 asks for
_INK = "#000000"


@lru_cache(maxsize=32)
def qr_ink(text: str, x: float, y: float, side: float) -> tuple[Ink, ...]:
    """Return a QR code (correction level M) with its quiet zone, as a square.

    Args:
        text: what the code says.
        x: left edge, in points.
        y: upper edge.
        side: width and height, quiet zone included.

    Raises:
        UserError: more text than a QR code holds.
    """
    code = _code(text)
    module = side / (len(code.matrix) + 2 * QUIET)
    outline: list[Segment] = []
    for row, bits in enumerate(code.matrix):
        top = y + (row + QUIET) * module
        for start, end in _bars(bits):
            left, right = x + (start + QUIET) * module, x + (end + QUIET) * module
            outline += [
                ("M", (left, top)),
                ("L", (right, top)),
                ("L", (right, top + module)),
                ("L", (left, top + module)),
                ("Z", ()),
            ]
    return rectangle(Area(x, y, side, side), WHITE), Shape(tuple(outline), fill=_INK)


def quiet_zone(text: str, side: float) -> float:
    """Return how wide the light margin of a text's code is, in points."""
    return QUIET * side / (len(_code(text).matrix) + 2 * QUIET)


@lru_cache(maxsize=32)
def _code(text: str) -> segno.QRCode:
    try:
        if text.isascii():
            return segno.make_qr(text, error="m", boost_error=False)
        # Readers guess the alphabet unless the code names it (ECI).
        return segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", eci=True)
    except segno.DataOverflowError as long:
        raise UserError(_("This text is too long for a QR code. Use a shorter link.")) from long


def _bars(bits: bytearray) -> list[tuple[int, int]]:
    """Return start and end of each run of dark modules in a row."""
    bars: list[tuple[int, int]] = []
    for at, dark in enumerate(bits):
        if not dark:
            continue
        if bars and bars[-1][1] == at:
            bars[-1] = (bars[-1][0], at + 1)
        else:
            bars.append((at, at + 1))
    return bars
