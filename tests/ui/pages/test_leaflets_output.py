"""Leaflets out of their page: a PDF, the printer, a print run booked into the stock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from app.base.errors import UserError
from app.services import leaflets, materials, stock
from app.services.print_jobs import PrintJob
from app.ui.pages import leaflets_output as output_module
from app.ui.paper_printing import paint_pages
from tests.ui.conftest import CENTRE
from tests.ui.pages.leaflets_at_hand import begun, opened


@pytest.fixture
def window(qtbot, context):
    return opened(qtbot, context)


@pytest.fixture
def page(qtbot, window):
    return begun(qtbot, window)


def test_the_pdf_has_bleed_and_marks_and_no_helping_lines(qtbot, page, tmp_path):
    plain = page.preview.latest.printable.pdf
    printing = page.editor.printing
    printing.bleed.set_values(["3"])
    printing.marks.setChecked(True)
    assert printing.options(guides=True).guides
    assert not printing.options().guides
    file = tmp_path / "ulotka.pdf"
    page.output.write_pdf(file)
    qtbot.waitUntil(file.is_file)
    qtbot.waitUntil(lambda: not page.preview.is_busy)
    made = file.read_bytes()
    assert leaflets.page_count(made) == 2
    wide = leaflets.render_page(made, 0, 72).width
    assert wide > leaflets.render_page(plain, 0, 72).width + 10


def test_a_place_that_cannot_be_written_is_said(qtbot, window, page, tmp_path):
    (tmp_path / "occupied").write_text("")
    page.output.write_pdf(tmp_path / "occupied" / "ulotka.pdf")
    qtbot.waitUntil(window.notice.isVisible)


def test_a_print_run_is_booked_once(qtbot, page, context):
    made = context.write(
        lambda s: materials.save(s, code="U1", name="Ulotka", kind="leaflet").id, label="Material"
    )
    printing = page.editor.printing
    page.editor.show_part(printing)
    printing.offer_booking(250)
    with pytest.raises(UserError, match="material"):
        printing.book()
    printing.material.set_picked(made, "Ulotka")
    qtbot.keyClick(printing.book_button, Qt.Key.Key_Space)
    assert context.read(stock.quantity, made, CENTRE) == 250
    with pytest.raises(UserError):
        printing.book()
    assert context.read(stock.quantity, made, CENTRE) == 250


def test_after_printing_the_copies_are_offered_for_the_stock(page, monkeypatch):
    monkeypatch.setattr(output_module, "print_paper", lambda _context, _made, _heading, _parent: 40)
    page.output.print_out()
    assert page.editor.printing.copies.value() == 40
    monkeypatch.setattr(output_module, "print_paper", lambda _context, _made, _heading, _parent: 0)
    page.editor.printing.booking_done()
    page.output.print_out()
    assert page.editor.printing.copies.value() is None


def test_pages_are_painted_where_the_system_takes_no_pdf(page, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    paint_pages(printer, page.preview.latest.printable, PrintJob())
    assert leaflets.page_count((tmp_path / "painted.pdf").read_bytes()) == 2
