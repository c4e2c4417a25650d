"""Printing a paper: the system's window, then the PDF itself or its pages as pictures."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.services.leaflets import render_page
from app.services.printing import Printable, print_pdf, takes_pdf

_DOTS_PER_INCH = 300
_DUPLEX = {
    "one-sided": QPrinter.DuplexMode.DuplexNone,
    "two-sided-long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "two-sided-short-edge": QPrinter.DuplexMode.DuplexShortSide,
}


def print_paper(parent: QWidget, made: Printable, heading: str) -> int:
    """Ask for the printer and print.

    Args:
        parent: the window.
        made: the paper.
        heading: the title of the system's window.

    Returns:
        How many copies were sent; 0 when the person left.

    Raises:
        UserError: when there is no printer or it refuses.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if made.landscape else ways.Portrait)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDuplex(_DUPLEX[made.sides])
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(heading)
    if not dialog.exec():
        return 0
    copies = printer.copyCount()
    if takes_pdf() and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat:
        print_pdf(made, copies, printer.printerName())
    else:
        paint_pages(printer, made)
    return copies


def page_image(pdf: bytes, page: int, dots_per_inch: float) -> QImage:
    """Return a page (the first is 0) as a picture."""
    picture = render_page(pdf, page, dots_per_inch)
    seen = QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGBX8888,
    )
    return seen.copy()


def paint_pages(printer: QPrinter, made: Printable) -> None:
    """Paint each page as a picture, where the system takes no PDF.

    Raises:
        UserError: when the printer cannot begin.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(_("The printer does not answer. Save a PDF instead."))
    try:
        for page in range(made.pages):
            if page:
                printer.newPage()
            image = page_image(made.pdf, page, _DOTS_PER_INCH)
            area = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(0, 0, area.width(), area.height()), image)
    finally:
        painter.end()
