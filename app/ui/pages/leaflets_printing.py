"""Printing a leaflet: the system's window, then the PDF itself or its pages as pictures."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.services import leaflets
from app.services.leaflet_print import print_pdf, takes_pdf
from app.services.leaflets import Printable

_DOTS_PER_INCH = 300


def print_leaflet(parent: QWidget, made: Printable) -> int:
    """Ask for the printer and print.

    Returns:
        How many copies were sent; 0 when the person left.

    Raises:
        UserError: when there is no printer or it refuses.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print the leaflet"))
    if not dialog.exec():
        return 0
    copies = printer.copyCount()
    if takes_pdf() and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat:
        print_pdf(made.pdf, copies, printer.printerName())
    else:
        paint_pages(printer, made)
    return copies


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
            picture = leaflets.render_page(made.pdf, page, _DOTS_PER_INCH)
            image = QImage(
                picture.pixels,
                picture.width,
                picture.height,
                picture.stride,
                QImage.Format.Format_RGBX8888,
            )
            area = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(0, 0, area.width(), area.height()), image)
    finally:
        painter.end()
