"""Finished PDF files as PDFium reads them: pixels of their pages, sizes, back sides turned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import pypdfium2

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.theme import MM

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
    with _opened(pdf) as document:
        return len(document)


def page_size_mm(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the first page, in millimetres.

    Raises:
        UserError: it is not a PDF.
    """
    with _opened(pdf) as document:
        width, height = document[0].get_size()
        return width / MM, height / MM


def render_page(pdf: bytes, page: int, dpi: float) -> Picture:
    """Return one page (the first is 0) on white at a resolution in dots per inch.

    Raises:
        UserError: it is not a PDF.
    """
    with _opened(pdf) as document:
        bitmap = document[page].render(
            scale=dpi / 72,
            fill_color=(255, 255, 255, 255),
            rev_byteorder=True,
            prefer_bgrx=True,
        )
        made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()  # not later: another thread may be within PDFium by then
        return made


def with_turned_backs(pdf: bytes) -> bytes:
    """Return a PDF whose even pages are turned by 180°.

    Raises:
        UserError: it is not a PDF.
    """
    with _opened(pdf) as document:
        for number in range(1, len(document), 2):
            page = document[number]
            page.set_rotation((page.get_rotation() + 180) % 360)
        to = BytesIO()
        document.save(to)
        return to.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as broken:
            raise UserError(_("This is not a PDF file that can be shown.")) from broken
        try:
            yield document
        finally:
            document.close()
