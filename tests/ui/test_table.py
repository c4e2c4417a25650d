"""The one table model: reads what is looked at, sorts by asking, copies rows."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui.rows import PAGE, Column, RowsModel, shown
from app.ui.table import TableView

MANY = 100_000
COLUMNS = (
    Column("Name", lambda row: row.name, 200, sort="name"),
    Column("Copies", lambda row: row.copies, 80, "right", sort="copies"),
    Column("Day", lambda row: row.day, 100),
)


class Source:
    """Stands for the store; remembers what it was asked."""

    def __init__(self, gone=()):
        self.asked: list[int] = []
        self.gone = set(gone)

    def fetch(self, ids):
        self.asked.append(len(ids))
        return [
            SimpleNamespace(id=one, name=f"Firma {one}", copies=int(one), day=date(2026, 3, 1))
            for one in ids
            if one not in self.gone
        ]


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def table(qtbot, look, source):
    made = TableView("tried", COLUMNS, source.fetch, "Companies")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_ids([str(number) for number in range(MANY)])
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_first_paint_of_a_hundred_thousand_reads_one_page(table, source):
    table.grab()
    assert source.asked == [PAGE]


def test_jumping_to_the_end_reads_only_what_is_seen_there(table, source):
    table.grab()
    table.scrollToBottom()
    table.grab()
    assert len(source.asked) <= 3
    assert table.rows.text_at(MANY - 1, 0) == f"Firma {MANY - 1}"


def test_pages_far_away_are_forgotten_and_read_again(look, source):
    model = RowsModel(COLUMNS, source.fetch)
    model.set_ids([str(number) for number in range(PAGE * 60)])
    for page in range(60):
        model.text_at(page * PAGE, 0)
    model.text_at(0, 0)
    assert len(source.asked) == 61
    model.text_at(59 * PAGE + 1, 0)
    assert len(source.asked) == 61


def test_a_row_that_has_gone_meanwhile_is_said_so(look):
    model = RowsModel(COLUMNS, Source(gone={"1"}).fetch)
    model.set_ids(["0", "1"])
    assert [model.text_at(1, column) for column in range(3)] == ["(deleted)", "", ""]


def test_numbers_stand_at_the_right_and_are_written_by_the_language(table):
    index = table.rows.index(12_345, 1)
    assert table.rows.data(index) == "12,345"
    alignment = table.rows.data(index, Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_the_header_asks_for_another_order(table, qtbot):
    seen = []
    table.sorted_by.connect(lambda key, descending: seen.append((key, descending)))
    for section in (1, 1, 0, 2):
        table.horizontalHeader().sectionClicked.emit(section)
    assert seen == [("copies", False), ("copies", True), ("name", False)]


def test_control_c_copies_marked_rows_with_headings(table, qtbot):
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Name\tCopies\tDay\nFirma 1\t1\t1 Mar 2026\nFirma 2\t2\t1 Mar 2026"
    )


def test_moving_tells_and_enter_opens(table, qtbot):
    chosen, opened = [], []
    table.chosen.connect(chosen.append)
    table.opened.connect(opened.append)
    table.setFocus()
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (chosen, opened) == (["1"], ["1"])


def test_coming_by_tab_chooses_nothing_and_a_click_on_the_first_row_does(table, qtbot):
    chosen = []
    table.chosen.connect(chosen.append)
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert (table.hasFocus(), chosen, table.current_id()) == (True, [], "")
    place = table.visualRect(table.rows.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["0"]


def test_the_first_arrow_goes_to_the_first_row(table, qtbot):
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_id() == "0"


def test_after_a_record_that_is_not_listed_every_row_can_be_clicked(table, qtbot):
    table.choose("0")
    assert not table.choose("not listed")
    with qtbot.waitSignal(table.chosen) as chosen:
        place = table.visualRect(table.rows.index(0, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["0"]


def test_the_chosen_row_stays_when_the_list_changes(table):
    table.choose("500")
    table.set_ids([str(number) for number in range(400, 600)])
    assert table.current_id() == "500"
    table.set_ids(["7"])
    assert table.current_id() == ""


def test_typing_letters_does_not_read_all_rows(table, qtbot, source):
    table.grab()
    qtbot.keyClicks(table, "zzz")
    assert source.asked == [PAGE]


def test_widths_are_remembered(table, qtbot, source):
    table.setColumnWidth(0, 333)
    qtbot.waitUntil(lambda: QSettings().value("columns/tried") is not None)
    again = TableView("tried", COLUMNS, source.fetch, "Companies")
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 333


def test_rows_are_32_pixels_high(table):
    QApplication.processEvents()
    assert table.rowHeight(0) == 32


@pytest.mark.parametrize(
    ("value", "words"), [(None, ""), (True, "yes"), (1.0, "1"), ("x", "x"), (0, "0")]
)
def test_values_are_shown_as_people_read_them(look, value, words):
    assert shown(value) == words
