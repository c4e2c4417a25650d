"""The booth by keyboard: every press is stored at once, and Backspace takes back only its own."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.base.settings import FONT_PERCENTS, Settings
from app.model.event import Event
from app.services import booth, events, materials, people, records, stock, tasks
from app.services.booth import Hour, Tile
from app.ui import checks, theme
from app.ui.application import dress
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.pages.booth_board import Board
from app.ui.pages.booth_tile import TILE_WIDTH, TileButton
from tests.ui.conftest import CENTRE
from tests.ui.pages.conftest import Keys

BOOTH_PAGES = tuple(entry for entry in PAGES if entry.name in ("companies", "booth"))


@pytest.fixture
def fair(context, leaflet):
    def deed(session):
        part = events.SessionPlan(
            clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=3), "Fair"
        )
        made = events.create(session, "Targi w Piszu", "fair", [part], lead_county="2816")
        other = materials.save(session, code="U2", name="Broszura", kind="brochure")
        materials.receive(session, other.id, CENTRE, 1)
        return made.id

    return context.write(deed, label="Fair")


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context, None, BOOTH_PAGES)
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
def board(window, keys, fair):
    window.go("booth")
    QApplication.processEvents()
    keys(Qt.Key.Key_Return)
    return window.page.board


def test_a_digit_before_a_fair_is_chosen_says_what_to_do(window, keys, context, fair):
    said = []
    context.said.connect(lambda words, _undo: said.append(words))
    window.go("booth")
    QApplication.processEvents()
    keys("1")
    assert said == ["Choose where you stand first (Enter); then a digit hands out."]
    assert window.page.choice.rows[0].hasFocus()


def test_undo_at_the_booth_keeps_the_keys_at_the_tiles(
    window, keys, context, board, fair, monkeypatch
):
    keys("1", (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert counters(context, fair) == (0, 0, 0)
    assert window.status.isVisible()
    assert window.status.said.text().startswith("Undone")
    assert board.hasFocus()
    monkeypatch.setattr(context.database, "undo_label", lambda: None)
    keys((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert window.status.said.text() == "There is nothing to undo."
    assert not window.notice.isVisible(), "nothing pushes the tiles about"
    assert board.hasFocus()


def test_a_fair_that_is_taken_back_ends_its_booth(window, keys, context, board, fair):
    context.write(
        lambda s: records.delete(s, records.get(s, Event, fair)), label="Deleted the fair"
    )
    assert not window.page.is_open
    assert window.navigation.isVisible()


@pytest.mark.parametrize(("width", "columns"), [(1024, 3), (700, 2)])
def test_tiles_are_never_cut_or_laid_over_each_other(qtbot, context, fair, width, columns):
    board = Board(context)
    qtbot.addWidget(board)
    board.resize(width, 640)
    board.show()
    board.open_event(fair)
    QApplication.processEvents()
    shown = [tile for tile in board.tiles if tile.isVisible()]
    assert len(shown) > 1
    assert all(tile.width() >= theme.px(TILE_WIDTH) for tile in shown)
    assert shown[1].x() >= shown[0].geometry().right()
    places = [board._grid.getItemPosition(n) for n in range(len(board.tiles))]
    assert max(column for _row, column, *_span in places) + 1 == columns


def test_the_hours_begin_with_one_that_was_busy_and_end_now(board, context, fair):
    began = clock.now().replace(minute=0) - timedelta(hours=9)
    made = [Hour(began + timedelta(hours=n), int(n == 0), int(n == 5), 0) for n in range(10)]
    board.hours.show_hours(made)
    assert [one.starts for one in board.hours.hours] == [one.starts for one in made[5:]]
    board.hours.show_hours([Hour(began, 0, 0, 0)])
    assert len(board.hours.hours) == 1


def counters(context, fair):
    found = context.read(booth.counters, fair)
    return found.handed_out, found.talks, found.contacts


def test_the_fair_of_today_is_one_enter_away_and_fills_the_window(window, board, fair):
    assert board.event_id == fair
    assert board.hasFocus()
    assert not window.navigation.isVisible()
    assert [one.isVisible() for one in board.tiles].count(True) == 2
    assert all(one.height() >= theme.px(120) for one in board.tiles if one.isVisible())
    assert checks.faults(window.page) == []


def test_each_key_is_one_row_stored_at_once(board, keys, context, fair, leaflet):
    keys("1", "1", "2", Qt.Key.Key_Space)
    assert counters(context, fair) == (3, 1, 0)
    assert context.read(stock.quantity, leaflet, CENTRE) == 98
    assert board.tiles[0].tile.handed_out == 2
    assert board.tiles[1].tile.is_low, "the last copy went"
    assert "none left" in board.tiles[1].accessibleName()
    assert board.numbers["hand_out"].text() == "3"
    assert sum(hour.handed_out for hour in board.hours.hours) == 3

    keys("9")
    assert counters(context, fair) == (3, 1, 0), "nothing is under this digit"


def test_a_key_held_down_counts_once(qtbot, board, context, fair):
    for again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", again
        )
        QApplication.sendEvent(board, event)
    qtbot.waitUntil(lambda: counters(context, fair) == (1, 0, 0))


SLIP = "482913"
US, FRENCH, CZECH = "1234567890", "&é\"'(-è_çà", "+ěščřžýáíé"


def type_at(board, letters, gap_ms, begin=1_000_000):
    """Press keys that follow each other after so many milliseconds by the system's clock."""
    for n, letter in enumerate(letters):
        enter = letter == "\r"
        key = Qt.Key.Key_Return if enter else Qt.Key(ord(letter.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(begin + n * gap_ms)
        QApplication.sendEvent(QApplication.focusWidget() if enter else board, event)


def test_a_slip_scanned_at_the_tiles_hands_nothing_out(qtbot, board, context, fair):
    layouts = (("§", US), ("£", US), ("", US), ("3", FRENCH), ("3", CZECH))
    for n, (before, layout) in enumerate(layouts, start=1):
        code = before + SLIP.translate(str.maketrans(US, layout))
        type_at(board, code + ("\r" if n % 2 else ""), 3)
        qtbot.waitUntil(lambda n=n: counters(context, fair) == (0, 0, n))
        assert board.hasFocus(), "the Enter of the scanner does not open the slip's box"
    assert {one.number for one in context.read(people.open_slips, fair)} == {SLIP}


def test_a_badge_scanned_at_the_tiles_counts_nothing_and_says_so(qtbot, board, context, fair):
    type_at(board, "123456789012\r", 3)
    qtbot.waitUntil(board.said.isVisible)
    assert "no slip" in board.said.text()
    assert counters(context, fair) == (0, 0, 0)


def test_fast_fingers_are_no_scanner(qtbot, board, context, fair):
    type_at(board, "11111111", 40)
    qtbot.waitUntil(lambda: counters(context, fair) == (8, 0, 0))


@pytest.mark.parametrize("gap", [40, 60, 85])
def test_a_slow_scanner_is_told_by_its_enter(board, context, fair, gap):
    type_at(board, f"{SLIP}\r", gap)
    assert counters(context, fair) == (0, 0, 1)
    assert {one.number for one in context.read(people.open_slips, fair)} == {SLIP}
    assert board.hasFocus()


def test_a_scanner_that_slows_down_takes_no_press_of_a_person_back(board, context, fair):
    type_at(board, "1212", 300)
    type_at(board, SLIP, 3, begin=2_000_000)
    type_at(board, "7\r", 60, begin=2_000_000 + 5 * 3 + 60)
    assert counters(context, fair) == (4, 0, 1)
    assert {one.number for one in context.read(people.open_slips, fair)} == {SLIP + "7"}


@pytest.mark.parametrize(
    ("letters", "gap"), [("111111\r", 60), ("121212\r", 110), ("1212\r", 60), ("121212 \r", 60)]
)
def test_quick_fingers_and_an_enter_are_no_slow_scanner(board, context, fair, letters, gap):
    type_at(board, letters, gap)
    pressed = sum(letter in "12" for letter in letters)
    assert counters(context, fair) == (pressed, letters.count(" "), 0)
    assert board.slip.hasFocus()


def test_two_fingers_at_once_are_two_copies(qtbot, board, context, fair):
    type_at(board, "11\r", 3)
    assert counters(context, fair) == (2, 0, 0)
    assert board.slip.hasFocus(), "a person's Enter leads to the slip's box"


def test_what_was_pressed_is_counted_before_the_booth_is_left(window, board, context, fair):
    type_at(board, "1", 3)
    window.go("companies")
    assert counters(context, fair) == (1, 0, 0)


def test_backspace_takes_back_press_after_press_and_nothing_else(board, keys, context, fair):
    context.write(tasks.add, "Keep me", clock.today(), label="Task added")
    keys("1", Qt.Key.Key_Space)
    keys(Qt.Key.Key_Backspace)
    assert counters(context, fair) == (1, 0, 0)
    keys(Qt.Key.Key_Backspace)
    assert counters(context, fair) == (0, 0, 0)
    keys(Qt.Key.Key_Backspace)
    assert context.database.undo_label() == "Task added", "what was done elsewhere stays"


@pytest.mark.parametrize("first", ["#", Qt.Key.Key_Return])
def test_a_slip_is_a_contact_whose_digits_hand_nothing_out(board, keys, context, fair, first):
    before = keys.count
    keys(first, "0471", Qt.Key.Key_Return)
    assert keys.count - before == 6
    assert counters(context, fair) == (0, 0, 1)
    assert [one.number for one in context.read(people.open_slips, fair)] == ["0471"]
    assert board.hasFocus(), "the next digit hands out again"

    keys("#", "0471", Qt.Key.Key_Return)
    assert counters(context, fair) == (0, 0, 2), "a number seen before is kept"
    assert "0471" in board.said.text()
    assert board.said.isVisible()
    keys(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert counters(context, fair) == (0, 0, 0)
    assert context.read(people.open_slips, fair) == []


def test_escape_leaves_the_slip_box_then_the_booth(board, window, keys, context, fair):
    keys("#", "12", Qt.Key.Key_Escape)
    assert board.slip.text() == ""
    assert counters(context, fair) == (0, 0, 0)
    keys(Qt.Key.Key_Escape)
    assert window.navigation.isVisible()
    assert not window.page.is_open
    assert window.page.choice.rows[0].hasFocus()


def test_a_touch_counts_like_the_digit_and_the_last_five_are_told(board, qtbot, context, fair):
    for _time in range(6):
        qtbot.mouseClick(board.tiles[0], Qt.MouseButton.LeftButton)
    assert counters(context, fair) == (6, 0, 0)
    assert board.latest.count() == 5


def test_another_page_gets_its_frame_back(board, window):
    window.go("companies")
    assert window.navigation.isVisible()
    window.go("booth")
    assert not window.page.is_open, "the fair is chosen anew"


def test_without_an_event_the_page_says_what_to_do(window):
    window.go("booth")
    QApplication.processEvents()
    assert window.page.choice.rows == []
    assert checks.faults(window.page) == []


@pytest.mark.parametrize("percent", FONT_PERCENTS)
@pytest.mark.parametrize("height", [120, 240])
def test_the_digit_never_reaches_into_the_figures_below(qtbot, look, percent, height):
    dress(look, Settings(language="en", theme="light", font_percent=percent))
    tile = TileButton()
    qtbot.addWidget(tile)
    tile.resize(theme.px(240), max(theme.px(height), tile.minimumHeight()))
    tile.show_tile(Tile(1, "m", "Leaflet", 21, 5, 100))
    drawn = tile.grab().toImage()
    accent = theme.colour("accent").rgb()
    middle = theme.px(12) + tile.digit_side() // 4
    coloured = [drawn.pixel(middle, y) == accent for y in range(theme.px(12), tile.height() - 2)]
    end = coloured.index(False)
    assert end == tile.digit_side(), "below its square is nothing of the colour…"
    assert not any(coloured[end : end + theme.px(4)]), "…but after a gap"
