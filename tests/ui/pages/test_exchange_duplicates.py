"""Duplicates: pairs side by side, two keys to judge them, and taking apart what was joined."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.model.company import Company
from app.services import companies, duplicates, exchange, records
from app.services.exchange import FileReport, ImportReport
from app.sync.taking import Taken
from app.ui.pages.exchange_pair import meant
from app.ui.pages.exchange_report import report_words
from tests.ui.pages.looks import take_in, words_in
from tests.ui.pages.pair import opened

NIP = "5260250274"


@pytest.fixture
def page(qtbot, office):
    """Return the office's page with two pairs that may be one company each."""

    def deed(session):
        for row, name, more in (
            ("firma-1", "Dwa Młoty", {"nip": NIP, "phone": "501 501 501", "town": "Pisz"}),
            ("firma-2", "Zakład DWA MŁOTY", {"nip": NIP, "phone": "502 502 502", "town": "Pisz"}),
            ("firma-3", "Piekarnia Kłos", {"town": "Ełk", "nip": "5252248481"}),
            ("firma-4", "Oddział Kłos", {"town": "Iława", "nip": "5252248481"}),
        ):
            companies.save(session, id=row, name=name, county="2816", **more)

    office.context.write(deed, label="Saved")
    office.page.show_part(office.page.duplicates)
    qtbot.waitUntil(lambda: not office.page.duplicates.is_busy)
    qtbot.waitUntil(lambda: len(office.page.duplicates.pairs) == 2)
    return office.page


def asked(part):
    return (part.asked.one, part.asked.other) if part.asked else None


def test_pairs_are_found_when_the_tab_is_opened_and_stand_side_by_side(page):
    part = page.duplicates
    assert page.tabs.tabText(3) == "Duplicates (2)"
    assert part.hasFocus()
    assert asked(part) == ("firma-1", "firma-2")
    said = words_in(part)
    for words in ("% alike", "the same NIP", "Zakład DWA MŁOTY", "502 502 502", "differs"):
        assert words in said
    assert "Question 1 of 2" in said


def test_what_an_import_brought_is_counted_before_the_tab_is_opened(qtbot, office, pair):
    saved = {"county": "2816", "nip": NIP}
    office.context.write(
        lambda session: companies.save(session, id="firma-1", name="Dwa Młoty", **saved), label="-"
    )
    promoter = opened(pair, "promoter")
    promoter.write(
        lambda session: companies.save(session, id="firma-2", name="DWA MŁOTY", **saved), label="-"
    )
    exchange.export(promoter, pair / "more")
    promoter.close()
    take_in(qtbot, office.page, list((pair / "more").iterdir()))
    assert "1 possible duplicate" in office.page.intake.summary.words
    assert office.page.tabs.tabText(3) == "Duplicates (1)"
    part = office.page.duplicates
    assert part.found is None, "nothing was compared yet"
    office.page.show_part(part)
    qtbot.waitUntil(lambda: len(part.pairs) == 1)
    assert office.page.tabs.tabText(3) == "Duplicates (1)"
    part.keep_apart()
    take_in(qtbot, office.page, list((pair / "more").iterdir()))
    assert office.page.tabs.tabText(3) == "Duplicates"


def test_of_many_arrived_companies_it_is_said_where_similar_names_are_compared():
    brought = Taken(rows={("company", f"{n}") for n in range(duplicates.ONE_BY_ONE + 1)})
    few = Taken(rows=set(list(brought.rows)[1:]))
    for taken, said in ((brought, True), (few, False)):
        report = ImportReport([FileReport(Path("a.csrx"), taken=taken)], 0, 0, None)
        assert ("Duplicates tab" in report_words(report)) is said


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("87 423 11 11", "874231111", True),
        ("Stolarnia Sp. z o.o.", "Stolarnia sp. z o.o.", True),
        ("Długa 1/2", "Długa 12", False),
        ("Łoś", "Los", False),
        ("Rynek 1 23", "Rynek 12 3", False),
    ],
)
def test_only_what_tells_two_values_apart_is_marked(one, other, same):
    assert (meant(one) == meant(other)) is same


def test_two_keys_judge_and_the_next_pair_comes_by_itself(qtbot, office, page):
    part = page.duplicates
    qtbot.keyClick(part, "1")
    assert office.context.read(companies.shown_id, "firma-2") == "firma-1"
    assert asked(part) == ("firma-3", "firma-4")
    assert office.status.undo_button.isVisible()
    assert [row.line.key for row in part.joined.rows] == ["firma-1"]
    qtbot.keyClick(part, "2")
    assert asked(part) is None
    assert " ≠ " in office.context.database.undo_label(), "these were not made one"
    assert page.tabs.tabText(3) == "Duplicates"
    assert "No duplicates" in words_in(part)
    office.context.undo()
    assert asked(part) == ("firma-3", "firma-4")


def test_the_mouse_judges_too_and_arrows_go_on(qtbot, page):
    part = page.duplicates
    qtbot.keyClick(part, Qt.Key.Key_Right)
    assert asked(part) == ("firma-3", "firma-4")
    QApplication.processEvents()
    buttons = [one for one in part.findChildren(QPushButton) if one.isVisible()]
    (two,) = (one for one in buttons if one.text().startswith("2"))
    qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    assert [(one.one, one.other) for one in part.pairs] == [("firma-1", "firma-2")]


def test_what_was_joined_is_taken_apart_by_one_key(qtbot, office, page):
    part = page.duplicates
    qtbot.keyClick(part, "1")
    (line,) = part.joined.rows
    line.setFocus()
    qtbot.keyClick(line, "R")
    assert office.context.read(companies.shown_id, "firma-2") == "firma-2"
    assert part.joined.rows == []
    assert ("firma-1", "firma-2") in [(one.one, one.other) for one in part.pairs]


def test_a_pair_that_goes_away_is_not_asked_about(office, page):
    office.context.write(lambda s: records.delete(s, s.get(Company, "firma-2")), label="Deleted")
    assert asked(page.duplicates) == ("firma-3", "firma-4")


def test_while_companies_are_compared_the_tab_says_so_and_a_stop_offers_it_again(
    qtbot, office, monkeypatch
):
    let_go = Event()

    def slow(_session, progress):
        let_go.wait(10)
        progress.step(1, 2)
        return []

    monkeypatch.setattr(duplicates, "find", slow)
    part = office.page.duplicates
    office.page.show_part(part)
    assert "being compared" in words_in(part.stack.currentWidget())
    assert part.stack.currentWidget().findChildren(QPushButton) == []
    office.context.jobs._tasks[-1].cancel()
    let_go.set()
    qtbot.waitUntil(lambda: not part.is_busy)
    (again,) = part.stack.currentWidget().findChildren(QPushButton)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.is_busy)
    assert "No duplicates" in words_in(part.stack.currentWidget())
    assert part.isAncestorOf(QApplication.focusWidget()) or part.hasFocus()
