"""The roster by keyboard: plan into a gap, move, hand over, swap, end what was forgotten."""

from datetime import date, timedelta
from datetime import time as hour

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.base import clock
from app.base.settings import Settings
from app.model.promoter import Promoter
from app.model.shift import Shift
from app.services import local_days, records, roster, shifts
from app.ui import checks
from app.ui.application import dress
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.window_place import SMALLEST
from tests.ui.conftest import ANNA, CENTRE
from tests.ui.pages.conftest import Keys

SHIFT_PAGES = tuple(entry for entry in PAGES if entry.name in ("visits", "shifts"))
MONDAY = date(2026, 11, 23)
NOW = local_days.at(MONDAY, hour(9))
JAN = "018f0000-0000-7000-8000-000000000003"
Key = Qt.Key


def at(days, hours):
    return local_days.at(MONDAY + timedelta(days=days), hour(hours))


@pytest.fixture(autouse=True)
def time():
    """It is nine o'clock on a Monday, until the test says otherwise."""

    def fix(moment):
        clock.set_clock(lambda: moment)

    fix(NOW)
    yield fix
    clock.set_clock(None)


@pytest.fixture
def planned(context):
    """Anna today from 8 to 12, Jan tomorrow all day."""

    def deed(session):
        session.add(
            Promoter(
                id=JAN, code="P02", first_name="Jan", last_name="Lis", centre=CENTRE,
                role="promoter", scope="network",
            )
        )  # fmt: skip
        session.flush()
        anna = shifts.plan(session, CENTRE, at(0, 8), at(0, 12), ANNA).shift.id
        jan = shifts.plan(session, CENTRE, at(1, 8), at(1, 16), JAN).shift.id
        return anna, jan

    return context.write(deed, label="Planned")


@pytest.fixture
def window(qtbot, context, planned):
    made = MainWindow(context, None, SHIFT_PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("shifts")
    QApplication.processEvents()
    return made


@pytest.fixture
def page(window):
    return window.page


@pytest.fixture
def keys(qtbot, window):
    return Keys(qtbot, window)


def shift(context, row_id):
    return context.read(records.get, Shift, row_id)


def titles(page):
    return [[tile.item.title for tile in tiles] for tiles in page.grid.columns]


def test_the_week_shows_shifts_gaps_and_closed_days(page):
    gap = "Nobody on duty"
    assert titles(page) == [
        ["Anna Żak", gap], ["Jan Lis"], [gap], [gap], [gap], ["Closed"], ["Closed"],
    ]  # fmt: skip
    assert page.gaps.text().startswith("4 gaps in duty, 28")
    assert page.grid.current.title == "Anna Żak"
    assert checks.faults(page) == []


def test_a_key_that_does_not_fit_the_chosen_shift_says_why(
    window, context, page, keys, planned, time
):
    said = window.status.said
    keys(Key.Key_Right, "s")
    assert said.text().startswith("The shift of Jan Lis is planned for 24")
    keys(Key.Key_Left, Key.Key_Down, "s")
    assert said.text() == "Nobody is on duty there. Plan a shift first (N)."
    time(at(0, 8))
    context.write(shifts.start, shift=planned[0], promoter=ANNA, label="Started")
    keys(Key.Key_Up, "s")
    assert said.text().startswith("Anna Żak has been on duty since 23")
    time(NOW)
    context.write(shifts.end, planned[0], label="Ended")
    keys("e")
    assert said.text().startswith("The shift of Anna Żak has ended (8:00")
    assert window.status.left.currentWidget().isAncestorOf(said)


def test_a_gap_is_filled_by_three_keys(context, page, keys, planned):
    keys(Key.Key_Down, Key.Key_Return)
    assert page.is_editing
    keys((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert titles(page)[0] == ["Anna Żak", "Anna Żak"]
    assert page.grid.current.span == (at(0, 12), at(0, 16))
    assert page.grid.hasFocus() or page.grid.isAncestorOf(QApplication.focusWidget())
    context.undo()
    assert titles(page)[0] == ["Anna Żak", "Nobody on duty"]


def test_a_plan_without_an_end_is_refused_in_words_and_its_draft_is_kept(context, page, keys):
    keys(Key.Key_Right, Key.Key_Right, "n")
    assert page.panel.form.value("planned_from") == at(2, 8)
    editor = page.panel.form.boxes["planned_to"].editor
    editor.day.box.clear()
    editor.time.clear()
    page.panel.save()
    assert page.panel.form.boxes["planned_to"].problem
    assert page.is_editing
    keys(Key.Key_Escape)
    assert not page.is_editing
    assert page.grid.current.day == MONDAY + timedelta(days=2)


def test_the_arrows_and_page_keys_turn_the_weeks(page, keys):
    keys(Key.Key_Left)
    assert page.grid.current.day == MONDAY - timedelta(days=1)
    keys(Key.Key_Right)
    assert page.grid.current.day == MONDAY
    keys(Key.Key_PageDown)
    assert page.grid.current.day == MONDAY + timedelta(days=7)
    keys((Key.Key_Left, Qt.KeyboardModifier.AltModifier), Key.Key_PageUp, "t")
    assert page.grid.current.day == MONDAY
    assert not page.now.isEnabled()


def test_a_shift_is_started_and_ended_with_a_note(context, page, keys, planned, time):
    keys("s")
    assert shift(context, planned[0]).state == "running"
    time(NOW + timedelta(hours=2))
    keys(
        "e",
        Key.Key_Tab,
        "Klucz w szafie",
        (Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    )
    ended = shift(context, planned[0])
    assert (ended.state, ended.handover_note) == ("ended", "Klucz w szafie")
    assert shifts.minutes(ended) == 120
    sheets = context.read(roster.month_sheet, CENTRE, 2026, 11)
    assert [one.minutes for one in sheets] == [120]
    assert page.month.together.text() == "1 ended shift, 2\u00a0h"


def test_moving_to_another_day_takes_the_end_along(context, page, keys, planned):
    keys(Key.Key_Right, "m")
    starts = page.panel.form.boxes["planned_from"].editor
    starts.day.set_value(MONDAY + timedelta(days=3))
    starts.changed.emit()
    keys((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    moved = shift(context, planned[1])
    assert (moved.planned_from, moved.planned_to) == (at(3, 8), at(3, 16))
    assert page.grid.current.key == planned[1]


def test_a_shift_is_handed_over_and_two_are_swapped(context, page, keys, planned):
    keys("h")
    editor = page.panel.form.boxes["promoter"].editor
    editor.set_value(JAN)
    editor.changed.emit()
    page.panel.save()
    given = shift(context, planned[0])
    assert (given.promoter, given.replaced) == (JAN, ANNA)
    context.undo()
    keys("h")
    page.panel.swaps.focus_row()
    keys(Key.Key_Return)
    assert shift(context, planned[0]).promoter == JAN
    assert shift(context, planned[1]).promoter == ANNA
    assert not page.is_editing


def test_nobody_came_and_taking_off_are_one_key_each(context, page, keys, planned):
    keys("u")
    assert shift(context, planned[0]).state == "unfilled"
    assert page.grid.current.state == "Nobody came"
    keys(Key.Key_Right, Key.Key_Delete)
    assert titles(page)[1] == ["Nobody on duty"]
    context.undo()
    assert titles(page)[1] == ["Jan Lis"]


def test_a_forgotten_shift_is_ended_as_proposed_or_at_another_time(
    context, window, page, planned, time
):
    context.write(shifts.start, shift=planned[0], label="Started")
    time(NOW + timedelta(days=1))
    page.refresh()
    assert len(page.never_ended.rows) == 1
    assert page.forgotten_part.isVisible()
    window.go("visits")
    context.navigate("shifts", planned[0])
    assert page.panel.form.value("actual_to") == at(0, 12)
    page.panel.leave()
    page.never_ended.rows[0].line.deeds[0].done()
    assert shift(context, planned[0]).actual_to == at(0, 12)
    assert not page.forgotten_part.isVisible()


def test_the_months_turn(page, keys):
    keys((Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier))
    assert page.month.title.text() == "December 2026"
    page.turn_month(-2)
    assert page.month.title.text() == "October 2026"


@pytest.fixture
def narrow(qtbot, look, context, planned):
    """Show the roster with the largest letters in the smallest window."""
    dress(look, Settings(language="en", font_percent=150))
    made = MainWindow(context, None, SHIFT_PAGES)
    qtbot.addWidget(made)
    made.resize(*SMALLEST)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("shifts")
    qtbot.waitUntil(lambda: made.page.grid.is_folded)
    return made


def test_a_narrow_week_stands_in_two_rows_and_the_arrows_go_from_row_to_row(qtbot, narrow):
    page, keys = narrow.page, Keys(qtbot, narrow)
    qtbot.waitUntil(lambda: checks.faults(narrow) == [])
    tops = [tiles[0].parentWidget().y() for tiles in page.grid.columns]
    assert tops[:4] == [0] * 4
    assert len(set(tops[4:])) == 1
    assert tops[4] >= page.grid.columns[0][-1].geometry().bottom()
    assert page.area.horizontalScrollBar().maximum() == 0
    keys(Key.Key_Down, Key.Key_Down)
    assert page.grid.current.day == MONDAY + timedelta(days=4)
    keys(Key.Key_Up)
    assert page.grid.current.key == page.grid.columns[0][-1].item.key


def test_a_name_without_room_is_shortened_and_heard_in_full(qtbot, context, page, planned):
    name = "Brzęczyszczykiewiczównowa"

    def rename(session):
        records.save(session, records.get(session, Promoter, JAN), {"last_name": name})

    context.write(rename, label="Renamed")
    page.reload()
    tile = page.grid.columns[1][0]
    (title,) = [label for label in tile.findChildren(QLabel) if "Jan" in label.text()]
    qtbot.waitUntil(lambda: title.text().endswith("…"))
    assert checks.faults(page) == []
    assert name in tile.accessibleName()
