"""Conflicts: one key each, one rule for many, the whole history beside them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.model.company import Company
from app.services import exchange, records
from app.services.exchange import FileReport, ImportReport
from app.services.same_records import differences
from app.sync.taking import Taken
from app.ui.pages.exchange_conflicts import answers_to
from tests.ui.pages.looks import file_of, look_into, take_in, words_in
from tests.ui.pages.pair import (
    FIRST,
    MINE,
    THEIRS,
    opened,
    phone_of,
)

CTRL = Qt.KeyboardModifier.ControlModifier


def test_taken_in_by_ctrl_enter_then_the_conflict_answered_by_one_key(
    qtbot, office, pair, company, show
):
    page = office.page
    look_into(qtbot, page, [file_of(pair)])
    qtbot.keyClick(page.intake.apply_button, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not page.intake.files)
    assert page.conflicts.asked is not None
    assert page.tabs.tabText(2) == "Conflicts (1)"
    qtbot.keyClick(page.intake.summary.deed, Qt.Key.Key_Space)
    assert page.stack.currentWidget() is page.conflicts

    values = {one.key: one.value for one in answers_to(page.conflicts.asked)}
    assert values == {"1": FIRST, "2": MINE, "3": THEIRS, "B": ""}
    assert "Before" in words_in(page.conflicts)
    assert f"Saved {MINE}" in words_in(page.conflicts), "the record's history is beside it"
    assert page.conflicts.hasFocus()
    qtbot.keyClick(page.conflicts, "3")

    assert phone_of(office.context.database, company) == THEIRS
    assert page.conflicts.asked is None
    assert page.tabs.tabText(2) == "Conflicts"
    assert office.status.undo_button.isVisible()

    page.overview.export.export_to(pair / "back")
    qtbot.waitUntil(lambda: not page.overview.is_busy)
    promoter = show("promoter")
    take_in(qtbot, promoter.page, list((pair / "back").glob("*.csrx")))
    assert phone_of(promoter.context.database, company) == THEIRS
    assert differences(office.context.database, promoter.context.database) == []
    assert exchange.status(promoter.context.database).unconfirmed == 0


def test_an_answer_taken_back_is_asked_again_at_once(qtbot, office, three, company):
    part, database = office.page.conflicts, office.context.database
    office.page.show_part(part)
    asked = [one.id for one in part.questions]
    part.step(1)
    second, before = part.asked.id, phone_of(database, company)
    assert second == asked[1]
    qtbot.keyClick(part, "1")
    assert part.asked.id != second
    assert office.page.tabs.tabText(2) == "Conflicts (2)"
    qtbot.keyClick(office, Qt.Key.Key_Z, CTRL)
    assert part.asked.id == second
    assert office.page.tabs.tabText(2) == "Conflicts (3)"
    assert part.hasFocus(), "the next key answers it"
    qtbot.keyClick(office, Qt.Key.Key_Y, CTRL)
    assert [one.id for one in part.questions] == [one for one in asked if one != second]
    qtbot.keyClick(office, Qt.Key.Key_Z, CTRL)
    assert [one.id for one in part.questions] == asked
    qtbot.keyClick(part, "2")
    assert phone_of(database, company) == before


@pytest.mark.parametrize(("key", "kept"), [("1", FIRST), ("2", MINE), ("b", f"{MINE} / {THEIRS}")])
def test_each_key_keeps_its_value(qtbot, office, pair, company, key, kept):
    take_in(qtbot, office.page, [file_of(pair)])
    office.page.show_part(office.page.conflicts)
    shown = phone_of(office.context.database, company)
    both = {kept, f"{THEIRS} / {MINE}"} if key == "b" else {kept}
    qtbot.keyClick(office.page.conflicts, key)
    assert phone_of(office.context.database, company) in both
    assert shown in {MINE, THEIRS}


@pytest.fixture
def three(qtbot, office, pair, company):
    """The office with three conflicts of the last import: two phones and a town."""
    promoter = opened(pair, "promoter")
    other = promoter.write(add_company, label="Added").result
    (first,) = exchange.export(promoter, pair / "more")
    exchange.take_in(office.context.database, [first.path])
    for database, phone, town in (
        (promoter, "1", "Orzysz"),
        (office.context.database, "2", "Pisz"),
    ):
        change(database, other, phone, town)
    (second,) = exchange.export(promoter, pair / "more")
    promoter.close()
    take_in(qtbot, office.page, [second.path])
    return other


def add_company(session):
    made = records.new(
        Company, name="Piekarnia", kind="company", county="2816", stage="new", phone="0", town="Ełk"
    )
    return records.save(session, made).id


def change(database, company, phone, town):
    def deed(session):
        row = records.get(session, Company, company)
        return records.save(session, row, {"phone": phone, "town": town})

    database.write(deed, label="Changed")


def test_a_rule_answers_all_that_are_listed_and_no_others(qtbot, office, three, company):
    part = office.page.conflicts
    office.page._answer_import()
    assert len(part.questions) == 2, "one came before"
    part.rules.file_box.setCurrentIndex(0)
    assert len(part.questions) == 3
    assert part.rules.count.text() == "For all 3 listed:"
    fields = part.rules.field_box
    fields.setCurrentIndex(fields.findData("company.phone"))
    assert [one.field for one in part.questions] == ["phone", "phone"]
    qtbot.keyClick(part.rules.buttons["theirs"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part._busy)
    database = office.context.database
    assert (phone_of(database, company), phone_of(database, three)) == (THEIRS, "1")
    assert [one.field for one in part.questions] == ["town"], "what is left is asked next"
    assert not part.rules.isVisible(), "one question needs no rule"
    assert office.status.said.text() == "Kept theirs in 2 conflicts"
    office.status.undo_button.click()
    assert phone_of(database, three) != "1"


def test_the_list_is_narrowed_to_one_file(qtbot, office, three, company, pair):
    part = office.page.conflicts
    brought = {
        "a.csrx": {(company, "phone")},
        "b.csrx": {(three, "phone"), (three, "town")},
    }
    files = [FileReport(Path(name), taken=Taken(conflicts=keys)) for name, keys in brought.items()]
    part.rules.show_report(ImportReport(files, 3, 0, None))
    box = part.rules.file_box
    assert [box.itemText(n) for n in range(box.count())] == [
        "From any file",
        "From the last import",
        "a.csrx",
        "b.csrx",
    ]
    box.setCurrentIndex(box.findData("b.csrx"))
    assert {one.row for one in part.questions} == {three}
    for _once in range(2):
        qtbot.keyClick(part, "2")
    assert [one.row for one in part.questions] == [company], "when it is empty, all are listed"


def test_the_whole_history_is_one_button_away(qtbot, office, three):
    for n in range(15):
        change(office.context.database, three, f"{n}", "Pisz")
    part = office.page.conflicts
    office.page.show_part(part)
    part.reload()
    part.step(0 if part.asked.row == three else 1)
    while part.asked.row != three:
        part.step(1)
    more = [b for b in part.findChildren(QPushButton) if b.text().startswith("Show all")]
    qtbot.keyClick(more[-1], Qt.Key.Key_Return)
    QApplication.processEvents()
    assert words_in(part).count("Changed") >= 16


def test_keys_answer_after_a_click_on_the_tab_and_after_a_closed_warning(qtbot, office, three):
    page, left = office.page, Qt.MouseButton.LeftButton
    office.navigation.buttons["exchange"].setFocus()
    qtbot.mouseClick(page.tabs, left, pos=page.tabs.tabRect(2).center())
    assert page.conflicts.hasFocus()
    office.context.tell("This value does not fit.", "amber")
    qtbot.mouseClick(office.notice._close, left)
    assert not office.notice.isVisible()
    assert page.conflicts.hasFocus()
