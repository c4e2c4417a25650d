"""Leaflets through their page: typed and seen, saved, a PDF, print, a print run into stock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.base.errors import UserError
from app.model.leaflet import Leaflet
from app.services import leaflet_shelf, leaflets, materials, records, stock
from app.services.print_jobs import PrintJob
from app.ui import checks
from app.ui.main_window import PAGES, MainWindow
from app.ui.pages import leaflets as page_module
from app.ui.paper_printing import paint_pages
from tests.ui.conftest import CENTRE

ONLY = tuple(entry for entry in PAGES if entry.name == "leaflets")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context, None, ONLY)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.go("leaflets")
        made.activateWindow()
    drawn(qtbot, made.page)
    yield made
    made.page.preview.stop()


@pytest.fixture
def page(window):
    return window.page


def drawn(qtbot, page):
    qtbot.waitUntil(lambda: not page.preview.is_busy and page.preview.latest is not None)
    QApplication.processEvents()


def saved_leaflet(context, row):
    return context.read(records.get, Leaflet, row)


def test_what_is_typed_is_seen_in_the_real_pages(qtbot, page):
    before = page.preview.latest
    assert not page.preview.pages[0].is_empty
    assert len(before.pages) == 2
    page.form.headline.setFocus()
    qtbot.keyClicks(page.form.headline, "Zupelnie inny naglowek")
    qtbot.waitUntil(lambda: page.preview.latest is not before)
    drawn(qtbot, page)
    assert page.preview.latest.pages[0] != before.pages[0], "the outside shows the headline"
    assert page.preview.latest.pages[1] == before.pages[1], "the inside is as it was"


def test_many_letters_are_drawn_once_the_fingers_rest(qtbot, page, monkeypatch):
    made = []
    draw = leaflets.draw
    monkeypatch.setattr(leaflets, "draw", lambda s, o, p: made.append(o.headline) or draw(s, o, p))
    qtbot.keyClicks(page.form.headline, "abcdefghij")
    drawn(qtbot, page)
    assert made[-1] == "abcdefghij"
    assert len(made) < 10


def test_too_long_a_text_is_said(qtbot, page):
    page.form.introduction.box.setPlainText("Za dużo słów na jedną stronę. " * 60)
    qtbot.waitUntil(page.notice.isVisible)
    assert "lines too long" in page.notice.words
    page.form.introduction.box.setPlainText("Krótko.")
    qtbot.waitUntil(lambda: not page.notice.isVisible())


def test_a_leaflet_is_saved_by_ctrl_enter_and_opened_again(qtbot, window, page, context):
    page.new_record()
    qtbot.keyClicks(page.form.title, "Na targi")
    qtbot.keyClicks(page.form.headline, "Dobra firma")
    qtbot.keyClick(page.form.headline, Qt.Key.Key_Return, CTRL)
    row = saved_leaflet(context, page.row_id)
    assert (row.title, row.headline, row.centre) == ("Na targi", "Dobra firma", CENTRE)
    assert (row.template, row.introduction) == ("trifold", None)
    assert window.status.undo_button.isVisible()
    page.new_record()
    assert page.form.headline.text() == ""
    page.open_record(row.id)
    assert page.form.headline.text() == "Dobra firma"
    page.form.headline.setText("Lepsza firma")
    page.save()
    assert page.row_id == row.id
    assert saved_leaflet(context, row.id).headline == "Lepsza firma"


def test_a_leaflet_without_a_title_is_not_saved(page, context):
    page.new_record()
    with pytest.raises(UserError):
        page.save()
    assert context.read(leaflet_shelf.listed) == []


def test_what_is_typed_outlives_the_page(qtbot, page, context):
    page.new_record()
    qtbot.keyClicks(page.form.title, "W polowie")
    drawn(qtbot, page)
    assert page.may_leave()
    again = page_module.LeafletsPage(context)
    qtbot.addWidget(again)
    again.show()
    assert again.form.title.text() == "W polowie"
    drawn(qtbot, again)
    again.preview.stop()


def test_the_pdf_has_bleed_and_marks_and_no_helping_lines(qtbot, page, tmp_path):
    plain = page.preview.latest.printable.pdf
    page.form.bleed.set_values(["3"])
    page.form.marks.setChecked(True)
    assert page.form.options(guides=True).guides
    assert not page.form.options().guides
    file = tmp_path / "ulotka.pdf"
    page.write_pdf(file)
    qtbot.waitUntil(file.is_file)
    qtbot.waitUntil(lambda: not page.preview.is_busy)
    made = file.read_bytes()
    assert leaflets.page_count(made) == 2
    wide = leaflets.render_page(made, 0, 72).width
    assert wide > leaflets.render_page(plain, 0, 72).width + 10


def test_a_place_that_cannot_be_written_is_said(qtbot, window, page, tmp_path):
    (tmp_path / "occupied").write_text("")
    page.write_pdf(tmp_path / "occupied" / "ulotka.pdf")
    qtbot.waitUntil(window.notice.isVisible)


def test_a_print_run_is_booked_once(qtbot, page, context):
    made = context.write(
        lambda s: materials.save(s, code="U1", name="Ulotka", kind="leaflet").id, label="Material"
    )
    page.form.offer_booking(250)
    with pytest.raises(UserError, match="material"):
        page.form._book()
    page.form.material.set_picked(made, "Ulotka")
    qtbot.keyClick(page.form.book_button, Qt.Key.Key_Space)
    assert context.read(stock.quantity, made, CENTRE) == 250
    with pytest.raises(UserError):
        page.form._book()
    assert context.read(stock.quantity, made, CENTRE) == 250


def test_after_printing_the_copies_are_offered_for_the_stock(page, monkeypatch):
    monkeypatch.setattr(page_module, "print_paper", lambda _context, _made, _heading, _parent: 40)
    page.print_out()
    assert page.form.copies.value() == 40
    monkeypatch.setattr(page_module, "print_paper", lambda _context, _made, _heading, _parent: 0)
    page.form.booking_done()
    page.print_out()
    assert page.form.copies.value() is None


def test_pages_are_painted_where_the_system_takes_no_pdf(page, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    paint_pages(printer, page.preview.latest.printable, PrintJob())
    assert leaflets.page_count((tmp_path / "painted.pdf").read_bytes()) == 2


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(window, size):
    window.resize(*size)
    QApplication.processEvents()
    assert checks.faults(window) == []
