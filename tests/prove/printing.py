"""Papers through a real print system: what reaches the printer is what was shown, as vectors."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.documents.fonts import REGULAR
from app.documents.ink import Words, rectangle
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.sheet import PrintOptions, Sheet
from app.documents.theme import MM
from app.services import enrolment, leaflets
from app.services.leaflets import Order
from app.services.print_jobs import PrintJob, print_pdf, with_backs
from app.services.printing import Printable, turning_test
from tests.documents.pdf_reading import ReadPdf
from tests.prove.asked import Asked, Told
from tests.prove.print_system import PRINTER, Printed, PrintSystem, missing, print_system

_DPI = 40
_GREY = 24  # levels by which two renderings of one page may differ on the whole


@dataclass(frozen=True)
class Office:
    """The print system, and a leaflet as it is shown."""

    system: PrintSystem
    leaflet: Printable


def run(_asked: Asked) -> Told:
    """Print once in every way; where there is no CUPS, say so."""
    told = Told()
    gone = missing()
    if gone:
        print(f"Nothing was printed; this computer lacks: {', '.join(gone)}")
        told.done["left out"] += 1
        return told
    with tempfile.TemporaryDirectory(prefix="csr-cups-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # CUPS reads there as another user
        leaflet = _leaflet(folder)
        with print_system(folder / "cups") as system:
            office = Office(system, leaflet)
            for way in _WAYS:
                try:
                    way(office)
                    told.done[(way.__doc__ or "").splitlines()[0].rstrip(".")] += 1
                except Exception as error:  # noqa: BLE001 - whatever fails is a finding
                    told.find(error, "--only printing")
    return told


def _the_window_prints_three_copies_on_both_sides(office: Office) -> None:
    """The window prints three leaflets on both sides, turned over on the short edge."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from app.ui.print_window import PrintWindow
    from app.ui.printers import facts_of, printer_names

    app = QApplication.instance() or QApplication([])
    assert printer_names() == [PRINTER], printer_names()
    facts = facts_of(PRINTER)
    assert facts.turns, "the printer says that it prints both sides"
    assert any(abs(a - 210) < 1 and abs(b - 297) < 1 for a, b in facts.sizes), facts.sizes
    around = QWidget()
    window = PrintWindow(_Kept(), office.leaflet, "Druk", around)
    window.show()
    box = window.choices.copies.box
    box.setText("3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    app.processEvents()
    assert window.sent == 3, window.notice.words
    printed = office.system.take()
    _check(printed, copies="3", sides="two-sided-short-edge", print_color_mode="color")
    _check_vectors(printed, office.leaflet)
    _check_same(printed, office.leaflet)


def _four_on_a_sheet(office: Office) -> None:
    """Ten copies, four on a sheet, are three sheets turned over on the long edge."""
    made = _four_up()
    printed = _print(office, made, PrintJob(3, PRINTER, made.sides, paper="A4"))
    _check(printed, copies="3", sides="two-sided-long-edge")
    _check_same(printed, made)


def _in_greys(office: Office) -> None:
    """A paper in greys is asked for as such."""
    printed = _print(office, office.leaflet, PrintJob(1, PRINTER, in_colour=False, paper="A4"))
    _check(printed, copies="1", sides="one-sided", print_color_mode="monochrome")


def _by_hand(office: Office) -> None:
    """Fronts and backs by hand are a page each."""
    for page in (1, 2):
        job = PrintJob(2, PRINTER, paper="A4", pages=(page,))
        printed = _print(office, office.leaflet, job)
        _check(printed, copies="2", sides="one-sided")
        assert len(pypdfium2.PdfDocument(printed.pdf)) == 1
        _check_same(printed, office.leaflet, first=page - 1)


def _turned_backs(office: Office) -> None:
    """Backs turned for a printer's own way arrive turned."""
    made = turning_test(lies=True)
    job = PrintJob(1, PRINTER, made.sides, paper="A4")
    right = _print(office, made, job)
    turned = _print(office, with_backs(made, turned=True), job)
    _check_same(right, made)
    assert _off(_look(right.pdf, 0), _look(turned.pdf, 0)) < _GREY
    upright, turned_round = _look(right.pdf, 1), _look(turned.pdf, 1)
    assert _off(upright[::-1], turned_round) * 3 < _off(upright, turned_round)


def _a_poster_on_small_paper(office: Office) -> None:
    """A poster of A3 made smaller arrives whole on A4."""
    sheet = Sheet(297, 420, PrintOptions())
    ground = rectangle(sheet.trim.inset(20 * MM), "#0E6068")
    poster = Printable(paint_pages(sheet, DocumentFacts("Plakat", "pl"), [[ground]]), 1)
    printed = _print(office, poster, PrintJob(1, PRINTER, paper="A4", shrinks=True))
    read = ReadPdf(printed.pdf)
    assert _size(printed.pdf) == (210, 297)
    for x, y in ((25, 25), (185, 25), (25, 270), (185, 270)):
        assert read.red_green_blue(0, 50, x, y) == b"\x0e\x60\x68", (x, y)
    assert read.red_green_blue(0, 50, 6, 148) == b"\xff\xff\xff"


_WAYS: tuple[Callable[[Office], None], ...] = (
    _the_window_prints_three_copies_on_both_sides,
    _four_on_a_sheet,
    _in_greys,
    _by_hand,
    _turned_backs,
    _a_poster_on_small_paper,
)


class _Kept:
    """Stands for the window's context: keeps settings in memory."""

    def __init__(self) -> None:
        from app.base.settings import Settings

        self.settings = Settings(language="pl")

    def keep_settings(self, **values: Any) -> None:
        self.settings = self.settings.with_values(**values)


def _leaflet(folder: Path) -> Printable:
    store = enrolment.set_up_office(folder / "office", "Sieć")
    try:
        return store.read(leaflets.draw, Order(centre="C16"), PrintOptions())
    finally:
        store.close()


def _four_up() -> Printable:
    sheet = Sheet(105, 148, PrintOptions(several=True))
    pages = [
        [rectangle(sheet.bleed, ground), Words(30, 60, words, REGULAR, 24, "#0E6068")]
        for ground, words in (("#E7F1F0", "Żółć: przód"), ("#FFFFFF", "Żółć: tył"))
    ]
    pdf = paint_pages(sheet, DocumentFacts("Ulotka", "pl"), pages)
    return Printable(pdf, 2, name="Ulotka", sides=sheet.sides, per_sheet=sheet.copies)


def _print(office: Office, made: Printable, job: PrintJob) -> Printed:
    print_pdf(replace(made, name="Żółta ulotka"), job)
    return office.system.take()


def _check(printed: Printed, **asked: str) -> None:
    given = {"COPIES": "1"} | printed.asked
    found = {name: given.get(name.upper(), "") for name in asked}
    assert found == asked, printed.asked
    assert printed.pdf.startswith(b"%PDF"), printed.pdf[:20]
    assert printed.asked["DOCUMENT_FORMAT_SUPPLIED"] == "application/pdf", printed.asked


def _check_vectors(printed: Printed, made: Printable) -> None:
    """Make sure that letters are letters, their fonts travel along, and nothing is a picture."""
    read, ours = ReadPdf(printed.pdf), ReadPdf(made.pdf)
    for page in range(made.pages):
        assert Counter(_letters(read, page)) == Counter(_letters(ours, page))
    assert all(read.fonts().values()), read.fonts()
    assert {name.split("+")[-1] for name in read.fonts()} == {
        name.split("+")[-1] for name in ours.fonts()
    }
    for page in pypdfium2.PdfDocument(printed.pdf):
        kinds = {one.type for one in page.get_objects()}
        assert pdfium.FPDF_PAGEOBJ_IMAGE not in kinds


def _letters(read: ReadPdf, page: int) -> list[str]:
    return [letter for letter, _box in read.letters(page)]


def _check_same(printed: Printed, made: Printable, first: int = 0) -> None:
    """Make sure that the printer's pages look like ours, in their true size, upright or lying."""
    assert _size(printed.pdf) == (210, 297)
    for page in range(len(pypdfium2.PdfDocument(printed.pdf))):
        ours, theirs = _look(made.pdf, first + page), _look(printed.pdf, page)
        assert _off(ours, theirs) < _GREY, f"page {page + 1}"


def _look(pdf: bytes, page: int) -> bytes:
    """Return a page's greys as they lie on an upright sheet."""
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=_DPI / 72, grayscale=True).to_pil()
    if picture.width > picture.height:
        picture = picture.rotate(-90, expand=True)
    return picture.resize((165, 233)).tobytes()


def _off(one: bytes, other: bytes) -> float:
    assert len(one) == len(other)
    return (sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) / len(one)) ** 0.5


def _size(pdf: bytes) -> tuple[int, int]:
    wide, high = sorted(pypdfium2.PdfDocument(pdf)[0].get_size())
    return round(wide / MM), round(high / MM)
