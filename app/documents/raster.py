"""PDF pages as pixels, for the preview in the window and for printers that take no vectors."""

from dataclasses import dataclass
from threading import Lock

import pypdfium2

from app.base.errors import UserError
from app.base.i18n import _

_ONE_AT_A_TIME = Lock()  # PDFium is not safe in several threads


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels from the top left, four bytes each: red, green, blue and one unused.

    Attributes:
        width: in pixels.
        height: in pixels.
        stride: bytes from one row to the next.
        pixels: `stride * height` bytes (Qt: `QImage.Format_RGBX8888`).
    """

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        UserError: it is not a PDF.
    """
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, page: int, dpi: float) -> Picture:
    """Return one page (the first is 0) on white at a resolution in dots per inch.

    Raises:
        UserError: it is not a PDF.
    """
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            bitmap = document[page].render(
                scale=dpi / 72,
                fill_color=(255, 255, 255, 255),
                rev_byteorder=True,
                prefer_bgrx=True,
            )
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            document.close()


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as broken:
        raise UserError(_("This is not a PDF file that can be shown.")) from broken
