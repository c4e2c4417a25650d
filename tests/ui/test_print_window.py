"""The window for printing, by keyboard and by mouse, with printers that only keep what they get."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as NeverCameError

from app.base.errors import UserError
from app.base.settings import Settings
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.sheet import PrintOptions, Sheet
from app.services.leaflets import page_count
from app.services.print_jobs import SIZES, PrintJob
from app.services.printing import Printable, turning_test
from app.ui import checks
from app.ui.application import dress
from app.ui.paper_printing import paint_pages as paint
from app.ui.paper_printing import printer_for
from app.ui.print_choices import BY_HAND
from app.ui.print_window import PrintWindow
from app.ui.printers import PrinterFacts

A4, A3 = SIZES["A4"], SIZES["A3"]
PRINTERS = {
    "Biuro": PrinterFacts("Biuro", (A4, A3), turns=True),
    "Mała": PrinterFacts("Mała", (A4,), turns=False, has_colour=False),
}


def paper(size=(297.0, 210.0), pages=2, **more) -> Printable:
    sheet = Sheet(*size, PrintOptions())
    pdf = paint_pages(sheet, DocumentFacts("Próba", "pl"), [[] for _ in range(pages)])
    lies = size[0] > size[1]
    sides = "two-sided-short-edge" if lies else "two-sided-long-edge"
    more.setdefault("sides", sides if pages > 1 else "one-sided")
    return Printable(pdf, pages, name="Próba", landscape=lies, **more)


class Sent(list):
    """What was sent, as (paper, job)."""

    def send(self, made: Printable, job: PrintJob) -> None:
        self.append((made, job))

    @property
    def jobs(self) -> list[PrintJob]:
        return [job for _made, job in self]


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def asked(qtbot, context, sent):
    """Open the window for a paper."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(made=None, printers=tuple(PRINTERS), sending=sent.send) -> PrintWindow:
        window = PrintWindow(
            context, made or paper(), "Print the leaflet", parent, printers,
            PRINTERS.__getitem__, sending,
        )  # fmt: skip
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return ask


def test_copies_are_typed_and_enter_prints(asked, qtbot, sent, context):
    window = asked()
    assert window.choices.copies.box.hasFocus()
    window.choices.copies.box.selectAll()
    qtbot.keyClicks(window.choices.copies.box, "12")
    qtbot.keyClick(window.choices.copies.box, Qt.Key.Key_Return)
    assert sent.jobs == [PrintJob(12, "Biuro", "two-sided-short-edge", paper="A4")]
    assert window.sent == 12
    assert not window.isVisible()
    assert context.settings.printer == "Biuro"


def test_the_printer_used_last_comes_first(asked, context, sent, qtbot):
    context.keep_settings(printer="Mała")
    window = asked()
    assert window.choices.printer.text() == "Mała"
    context.keep_settings(printer="gone")
    assert asked().choices.printer.text() == "Biuro"


def test_a_printer_is_chosen_by_typing(asked, qtbot, sent):
    window = asked(paper(pages=1))
    box = window.choices.printer
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "ma")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.id == "Mała"
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert sent.jobs[0].printer == "Mała"


def test_a_leaflet_folds_on_the_edge_it_was_made_for(asked):
    assert asked().choices.way == "two-sided-short-edge"
    assert asked(paper(size=(210.0, 297.0))).choices.way == "two-sided-long-edge"
    assert asked(paper(size=(210.0, 297.0), sides="one-sided")).choices.way == "one-sided"


def test_without_turning_the_fronts_go_first_and_the_backs_when_they_are_back(asked, qtbot, sent):
    window = asked()
    window.choices.set_printer("Mała")
    assert not window.choices.sides.chip("two-sided-short-edge").isVisible()
    assert window.choices.way == BY_HAND
    window.choices.copies.set_value(3)
    qtbot.mouseClick(window.printing, Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert "short edge" in window.notice.words
    assert window.printing.text() == "Print the backs"
    qtbot.keyClick(window.printing, Qt.Key.Key_Return)
    assert [job.pages for job in sent.jobs] == [(1,), (2,)]
    assert {(job.sheets, job.sides) for job in sent.jobs} == {(3, "one-sided")}
    assert window.sent == 3
    assert not window.isVisible()


def test_of_several_on_a_sheet_both_numbers_are_said(asked, sent):
    window = asked(paper(size=(210.0, 297.0), per_sheet=4))
    assert window.choices.copies.value() == 4
    window.choices.copies.set_value(10)
    window.choices.copies.changed.emit()
    assert window.choices.count.text() == "3 sheets of A4, 4 copies on each: 12 copies"
    window.print_out()
    assert sent.jobs[0].sheets == 3
    assert window.sent == 12


def test_a_poster_too_large_for_the_printer_is_said_and_made_smaller(asked, sent):
    window = asked(paper(size=(297.0, 420.0), pages=1))
    assert window.choices.paper.values == ("A3",)
    assert not window.choices.shrinks.isVisible()
    window.choices.set_printer("Mała")
    assert "A3" in window.notice.words
    assert "A4 at most" in window.notice.words
    assert window.choices.shrinks.isVisible()
    window.print_out()
    assert sent.jobs == [PrintJob(1, "Mała", "one-sided", paper="A4", shrinks=True)]


def test_the_warning_goes_with_a_larger_printer(asked):
    window = asked(paper(size=(297.0, 420.0), pages=1))
    window.choices.set_printer("Mała")
    window.choices.set_printer("Biuro")
    assert not window.notice.isVisible()
    assert not window.choices.shrinks.isChecked()


def test_a_test_page_is_printed_as_the_leaflet_would_be(asked, qtbot, sent):
    window = asked()
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    ((made, job),) = sent
    assert made.name == "Test page"
    assert made.landscape
    assert job == PrintJob(1, "Biuro", "two-sided-short-edge", paper="A4")
    assert window.isVisible()
    assert window.sent == 0, "the test page is no copy"
    assert "test page" in window.notice.words


def test_a_printer_that_turns_wrongly_gets_turned_backs(asked, sent, context):
    made = paper()
    window = asked(made)
    window.choices.rotated.click()
    window.print_out()
    assert sent[0][0].turned
    assert sent[0][0].pdf != made.pdf
    assert context.settings.back_side_rotated
    again = asked(made)
    assert again.choices.rotated.isChecked()


def test_a_pdf_instead(asked, qtbot, tmp_path, monkeypatch, sent):
    made = paper()
    window = asked(made)
    target = tmp_path / "Próba.pdf"
    monkeypatch.setattr(window, "ask_for_file", lambda _start: str(target))
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert target.read_bytes() == made.pdf
    assert not window.isVisible()
    assert (window.sent, sent) == (0, [])


def test_without_a_printer_a_pdf_is_offered(asked):
    window = asked(printers=())
    assert "no printer" in window.notice.words
    assert not window.printing.isEnabled()
    assert window.saving.hasFocus()
    assert checks.faults(window) == []


def test_a_refusal_is_said_in_the_window(asked):
    def refuse(_made, _job):
        raise UserError("The printer is on fire.")

    window = asked(sending=refuse)
    window.print_out()
    assert window.notice.words == "The printer is on fire."
    assert window.isVisible()
    assert window.sent == 0


@pytest.mark.parametrize("typed", ["", "0", "12345", "dwa"])
def test_copies_are_a_number(asked, typed, sent):
    window = asked()
    window.choices.copies.box.setText(typed)
    window.print_out()
    assert sent == []
    assert window.notice.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_nothing_is_cut(asked, look, theme, percent, language, qtbot):
    dress(look, Settings(language=language, theme=theme, font_percent=percent))
    window = asked(paper(size=(210.0, 297.0), per_sheet=4))
    with suppress(NeverCameError):
        qtbot.waitUntil(lambda: not checks.faults(window), timeout=2000)
    assert checks.faults(window) == []


def test_the_system_paints_what_takes_no_pdf(tmp_path, look):
    made = turning_test(lies=True)
    job = PrintJob(2, sides="two-sided-short-edge", paper="A4", pages=(2,))
    printer = printer_for(made, job)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    paint(printer, made, job)
    assert page_count((tmp_path / "painted.pdf").read_bytes()) == 1
