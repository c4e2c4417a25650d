"""Duplicates: pairs side by side, two keys to judge them, and taking apart what was joined."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.model.company import Company
from app.services import companies, records
from app.ui.pages.exchange_pair import meant
from tests.ui.pages.looks import words_in

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
