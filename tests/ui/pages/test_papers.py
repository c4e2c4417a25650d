"""Papers in the window: chosen from a menu by keys, shown as they print, saved, printed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.base import clock
from app.model.company import Company
from app.services import (
    attendance,
    certificates,
    check_in,
    events,
    records,
    registration,
    test_results,
)
from app.services.printing import Printable
from app.ui import checks, paper_window
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.pages.events_tests import PointsWindow
from app.ui.paper_preview import SHOWN_AT_MOST
from app.ui.paper_window import PaperWindow
from tests.documents import sample_papers
from tests.ui.conftest import company_id
from tests.ui.pages.conftest import Keys

SHOWN = ("events", "companies", "shifts")
ENTER, ESC, DOWN, DELETE = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Delete,
)  # fmt: skip


@pytest.fixture
def event(context):
    """A training of today with Adam, Beata and Celina; Adam was there."""

    def deed(session):
        start = clock.now() - timedelta(hours=1)
        part = events.SessionPlan(start, start + timedelta(hours=6), "CSR")
        made = events.create(session, "Szkolenie", "training", [part], lead_county="2816")
        for name in ("Adam", "Beata", "Celina"):
            registration.register(session, made.id, {"first_name": name, "last_name": "Kos"})
        session.flush()
        attendance.mark(session, events.sessions_of(session, made.id)[0].id, [1])
        return made.id

    return context.write(deed, label="Event")


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context, None, tuple(entry for entry in PAGES if entry.name in SHOWN))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def keys(qtbot, window):
    return Keys(qtbot, window)


@pytest.fixture
def opened(qtbot, window):
    """Return a function that waits for the shown paper."""

    def wait():
        qtbot.waitUntil(lambda: bool(window.findChildren(PaperWindow)))
        made = window.findChildren(PaperWindow)[-1]
        qtbot.waitUntil(lambda: made.latest is not None)
        return made

    return wait


def close_all(qtbot, window):
    for one in window.findChildren(PaperWindow):
        one.close()
    qtbot.waitUntil(lambda: not window.findChildren(PaperWindow))


def menu_words():
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def choose(qtbot, words):
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    place = menu_words().index(words)
    for _step in range(place):
        qtbot.keyClick(menu, DOWN)
    qtbot.keyClick(menu, ENTER)


def test_an_attendance_list_by_two_keys(window, keys, event, opened, qtbot, tmp_path, monkeypatch):
    window.go("events", event)
    QApplication.processEvents()
    keys("d")
    assert menu_words()[0] == "Attendance list"
    choose(qtbot, "Attendance list")
    shown = opened()
    assert len(shown.pages) == shown.latest.printable.pages == 1
    assert shown.focusWidget() is shown.printing
    target = tmp_path / "Lista.pdf"
    monkeypatch.setattr(shown, "ask_for_file", lambda start: str(target))
    shown.save_as()
    assert target.read_bytes() == shown.latest.printable.pdf
    assert (shown.notice.isVisible(), shown.notice.words) == (True, "PDF written: Lista.pdf")
    printed = []
    monkeypatch.setattr(
        paper_window,
        "print_paper",
        lambda _context, made, words, _parent: printed.append((made, words)) or 1,
    )
    shown.print_out()
    assert printed == [(shown.latest.printable, "Print: Attendance list")]
    assert shown.notice.words == "1 copy sent to the printer."
    QApplication.processEvents()  # the count of pages takes its room
    assert checks.faults(shown) == []


def test_of_very_many_pages_the_first_are_shown_and_all_are_printed(window, context, opened):
    def draw(_session):
        drawn = sample_papers.certificates(30)
        return Printable(drawn.pdf, drawn.pages)

    paper_window.show_paper(context, paper_window.Paper("Many", draw), window)
    shown = opened()
    assert len(shown.pages) == SHOWN_AT_MOST
    assert shown.latest.printable.pages == 30
    assert shown.count.text() == "30 pages, of which the first 24 are shown"
    QApplication.processEvents()  # the foot is laid out anew for its longer words
    assert checks.faults(shown) == []


def ask_for(window, keys, event, opened, qtbot, paper):
    """Ask for one of an event's papers and return its window."""
    window.go("events", event)
    QApplication.processEvents()
    keys("d")
    choose(qtbot, paper)
    return opened()


def test_badges_change_with_the_labels(window, keys, event, opened, qtbot):
    shown = ask_for(window, keys, event, opened, qtbot, "Name badges")
    assert shown.options.first.count() == 10
    first = shown.latest.printable
    shown.options.chips.setFocus()
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shown.latest.printable is not first)
    assert shown.options.args == ("3x7", 0)
    assert shown.options.first.count() == 21


def test_badges_begin_at_a_label_that_is_left(window, keys, event, opened, qtbot):
    shown = ask_for(window, keys, event, opened, qtbot, "Name badges")
    assert shown.latest.printable.pages == 1
    shown.options.first.setFocus()
    qtbot.keyClicks(shown.options.first, "9")
    qtbot.waitUntil(lambda: shown.latest.printable.pages == 2)
    assert shown.options.args == ("2x5", 8)
    QApplication.processEvents()  # the foot is laid out anew for its longer words
    assert checks.faults(shown) == []


def test_a_paper_is_shown_in_another_language(window, keys, event, opened, qtbot):
    shown = ask_for(window, keys, event, opened, qtbot, "Attendance list")
    assert shown.options.language == "en"
    shown.options.tongue.chip("uk").click()
    qtbot.waitUntil(lambda: shown.latest.printable.name == "Список присутності – Szkolenie")
    assert shown.windowTitle() == "Attendance list"
    shown.options.tongue.chip("pl").click()
    qtbot.waitUntil(lambda: shown.latest.printable.name == "Lista obecności – Szkolenie")
    assert checks.faults(shown) == []


def test_certificates_are_issued_once_then_printed_again(window, keys, event, opened, qtbot):
    window.go("events", event)
    QApplication.processEvents()
    keys("d")
    assert "Print certificates again: 1" not in menu_words()
    choose(qtbot, "Issue certificates: 1")
    shown = opened()
    assert shown.latest.printable.pages == 1
    given = window.context.read(certificates.of_event, event)
    assert [one.name for one in given] == ["Adam Kos"]
    close_all(qtbot, window)
    window.page.offer_papers()
    assert "Issue certificates: 1" not in menu_words()
    assert {"Print certificates again: 1", "Register of certificates"} <= set(menu_words())
    QApplication.activePopupWidget().close()


def test_who_was_not_there_is_refused_in_words(window, event, context, qtbot):
    window.go("events", event)
    window.page.open_people()
    people = window.page.people
    people.table.setCurrentCell(1, 0)
    paper = people.papers()[0]
    assert paper.words == "Certificate: Beata Kos"
    from app.base.errors import UserError

    with pytest.raises(UserError, match="80 %"):
        paper_window.show_paper(context, paper, window)
    assert window.findChildren(PaperWindow) == []


def test_a_scanner_checks_people_in_and_says_who_is_in_already(window, event, context, qtbot):
    window.go("events", event)
    window.page.open_people()
    people = window.page.people
    lines = context.read(attendance.sheet, event).lines
    box = people.check_in.box
    box.setFocus()
    code = check_in.code_of(lines[1].participation)
    qtbot.keyClicks(box, code)
    qtbot.keyClick(box, ENTER)
    assert box.text() == ""
    assert people.check_in.said.words == "Beata Kos: no. 2."
    assert context.read(attendance.sheet, event).lines[1].cells == (True,)
    qtbot.keyClicks(box, code)
    qtbot.keyClick(box, ENTER)
    assert people.check_in.said.words == "Beata Kos: already in, no. 2."
    assert people.check_in.said.property("tone") == "amber"
    assert people.table.current_line().name == "Beata Kos"


def test_points_are_typed_down_the_list(window, event, context, qtbot):
    shown = PointsWindow(context, event, window)
    qtbot.addWidget(shown)
    shown.show()
    table = shown.table
    for points in ("4", "6", "8"):
        table.item(table.currentRow(), 2).setText(points)
    table.setCurrentCell(0, 3)
    table.item(0, 3).setText("9")
    found = context.read(test_results.of_event, event)
    assert sorted(row.points for row in found.values()) == [4, 6, 8, 9]
    assert "Mean before 40" in shown.average.text()
    table.setCurrentCell(0, 3)
    qtbot.keyClick(table, DELETE)
    assert len(context.read(test_results.of_event, event)) == 3
    assert checks.faults(shown) == []


def test_a_printed_letter_offers_to_be_noted(window, context, keys, opened, qtbot, monkeypatch):
    monkeypatch.setattr(paper_window, "print_paper", lambda _context, _made, _words, _parent: 1)
    window.go("companies", company_id(0))
    QApplication.processEvents()
    keys("d")
    choose(qtbot, "Letter with the notice (Art. 14)")
    opened().print_out()
    assert window.notice.words == "Was the letter with the notice sent to Tartak Pisz?"
    window.notice.deed.click()
    row = context.read(records.get, Company, company_id(0))
    assert row.art14_date == clock.today()


def test_a_companys_sheet_and_the_roster_are_offered(window, keys, opened, qtbot):
    window.go("companies", company_id(0))
    QApplication.processEvents()
    keys("d")
    choose(qtbot, "Sheet for the next visit")
    assert opened().latest.printable.name == "Next visit – Tartak Pisz"
    close_all(qtbot, window)
    window.go("shifts")
    QApplication.processEvents()
    window.page.offer_papers()
    assert menu_words()[0].startswith("Roster of the week from")
    choose(qtbot, menu_words()[0])
    assert opened().latest.printable.landscape
