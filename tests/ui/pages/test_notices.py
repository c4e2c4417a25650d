"""Notices of Art. 14 in the window: the list of who waits, letters to all, noted in one step."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.base import clock
from app.services import companies, notices, visits
from app.ui import checks, paper_window
from app.ui.paper_window import PaperWindow

LETTERS = "Letters with the notice (Art. 14): {n}"


@pytest.fixture
def traders(context):
    """Three sole traders: one is visited tomorrow, one has no address."""

    def deed(session):
        made = []
        for name, address in (("Ada Kos", "Leśna 1"), ("Jan Lis", None), ("Ewa Żak", "Polna 2")):
            known = {"kind": "sole_trader", "county": "2816", "town": "Pisz"}
            made.append(companies.save(session, name=name, address=address, **known).id)
        session.flush()
        visits.plan(session, made[2], clock.now() + timedelta(days=1))
        return made

    return context.write(deed, label="Traders")


def shown_names(page):
    rows = page.fetch_rows(page.table.rows.ids)
    return [(row.name, row.notice_by) for row in rows]


def test_today_leads_to_the_list_of_who_waits(window, keys, context, traders):
    window.go("today")
    QApplication.processEvents()
    [line] = window.page.notices.rows
    assert line.line.title == "1 sole trader waits for the notice of Art. 14"
    assert window.page.notices.focus_row()
    keys("o")
    page = window.page
    assert page.name == "companies"
    later = clock.today() + timedelta(days=30)
    assert shown_names(page) == [
        ("Ada Kos", later),
        ("Ewa Żak", clock.today() + timedelta(days=1)),
        ("Jan Lis", later),
    ]
    assert not page.table.isColumnHidden(4)
    assert checks.faults(page) == []
    page.filter_bar.choose("notice", "")
    assert page.table.isColumnHidden(4)
    assert len(page.table.rows.ids) == 8


def test_days_of_the_settings_decide(window, context, traders):
    context.keep_settings(notice_days=7)
    window.go("companies", "due")
    assert {by - clock.today() for _name, by in shown_names(window.page)} == {
        timedelta(days=7),
        timedelta(days=1),
    }


def test_letters_to_all_listed_are_noted_in_one_step(
    window, keys, qtbot, context, traders, monkeypatch
):
    window.go("companies", "due")
    QApplication.processEvents()
    keys("d")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [LETTERS.format(n=3)]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    shown = window.findChildren(PaperWindow)[-1]
    qtbot.waitUntil(lambda: shown.latest is not None)
    assert shown.latest.printable.pages == 2
    assert "Jan Lis" in shown.notice.words
    monkeypatch.setattr(paper_window, "print_paper", lambda *_asked: 1)
    shown.print_out()
    shown.close()
    assert window.notice.words == "Were the 2 letters with the notice sent?"
    window.notice.deed.click()
    qtbot.waitUntil(lambda: [one.name for one in context.read(notices.due)] == ["Jan Lis"])
    qtbot.waitUntil(lambda: len(window.page.table.rows.ids) == 1)
    assert [name for name, _by in shown_names(window.page)] == ["Jan Lis"]
    context.undo()
    assert len(context.read(notices.due)) == 3


def test_a_saved_file_of_letters_is_noted_too(window, keys, qtbot, traders, monkeypatch, tmp_path):
    window.go("companies", traders[0])
    QApplication.processEvents()
    paper = window.page.papers()[1]
    shown = paper_window.show_paper(window.context, paper, window)
    qtbot.waitUntil(lambda: shown.latest is not None)
    monkeypatch.setattr(shown, "ask_for_file", lambda _start: str(tmp_path / "List.pdf"))
    shown.save_as()
    assert window.notice.words == "Was the letter with the notice sent to Ada Kos?"
    shown.close()


def test_days_are_chosen_in_the_settings(qtbot, context):
    from app.ui.pages.settings import SettingsPage

    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.notice.chip("14").click()
    assert context.settings.notice_days == 14
