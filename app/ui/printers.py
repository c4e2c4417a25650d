"""The printers of this computer: which there are and what each can do."""

from dataclasses import dataclass

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.services.print_jobs import SizeMm


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What a printer can do, as far as the system knows.

    Attributes:
        name: in the system.
        sizes: of paper, the shorter side first, in millimetres; empty when unknown.
        turns: whether it prints both sides by itself.
        has_colour: whether it has more than black.
    """

    name: str
    sizes: tuple[SizeMm, ...] = ()
    turns: bool = False
    has_colour: bool = True


def printer_names() -> list[str]:
    """Return the names of the printers, the system's usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def facts_of(name: str) -> PrinterFacts:
    """Return what a printer can do; of one that is gone nothing is known."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        return PrinterFacts(name)
    long, short = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide
    modes = info.supportedDuplexModes()
    colours = info.supportedColorModes()
    return PrinterFacts(
        name,
        tuple(_size(one) for one in info.supportedPageSizes()),
        long in modes or short in modes,
        not colours or QPrinter.ColorMode.Color in colours,
    )


def _size(size: QPageSize) -> SizeMm:
    found = size.size(QPageSize.Unit.Millimeter)
    return min(found.width(), found.height()), max(found.width(), found.height())
