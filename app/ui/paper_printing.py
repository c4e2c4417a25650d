"""Printing a paper: through the system as PDF, or its pages painted as pictures."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.base.errors import UserError
from app.base.i18n import _
from app.services.leaflets import render_page
from app.services.print_jobs import SIZES, PrintJob, print_pdf, sheet_of, takes_pdf
from app.services.printing import Printable

_DOTS_PER_INCH = 300
_DUPLEX = {
    "one-sided": QPrinter.DuplexMode.DuplexNone,
    "two-sided-long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "two-sided-short-edge": QPrinter.DuplexMode.DuplexShortSide,
}


def send(made: Printable, job: PrintJob) -> None:
    """Print a paper.

    Raises:
        UserError: when there is no printer or it refuses.
    """
    if takes_pdf():
        print_pdf(made, job)
    else:
        paint_pages(printer_for(made, job), made, job)


def printer_for(made: Printable, job: PrintJob) -> QPrinter:
    """Return the system's printer, set as a job asks."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if job.printer:
        printer.setPrinterName(job.printer)
    size = SIZES[job.paper] if job.paper else sheet_of(made)
    printer.setPageSize(QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter))
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if _lies(made) else ways.Portrait)
    printer.setDuplex(_DUPLEX[job.sides])
    printer.setCopyCount(job.sheets)
    modes = QPrinter.ColorMode
    printer.setColorMode(modes.Color if job.in_colour else modes.GrayScale)
    printer.setDocName(made.name)
    printer.setFullPage(True)
    return printer


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


def paint_pages(printer: QPrinter, made: Printable, job: PrintJob) -> None:
    """Paint each page as a picture, where the system takes no PDF.

    Raises:
        UserError: when the printer cannot begin.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(_("The printer does not answer. Save a PDF instead."))
    try:
        for place, page in enumerate(job.pages or range(1, made.pages + 1)):
            if place:
                printer.newPage()
            image = page_image(made.pdf, page - 1, _DOTS_PER_INCH)
            painter.drawImage(_place_of(image, printer, job), image)
    finally:
        painter.end()


def _place_of(image: QImage, printer: QPrinter, job: PrintJob) -> QRectF:
    """Return where a page's picture lies: mid-sheet, in true size or fitted."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    per_dot = printer.resolution() / _DOTS_PER_INCH
    width, height = image.width() * per_dot, image.height() * per_dot
    if job.shrinks:
        fit = min(sheet.width() / width, sheet.height() / height)
        width, height = width * fit, height * fit
    return QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)


def _lies(made: Printable) -> bool:
    image = render_page(made.pdf, 0, 10)
    return image.width > image.height
