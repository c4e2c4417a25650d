"""The frame: pages built when needed, keys, the bottom line, undo, jobs, failures."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.errors import Cancelled, UserError
from app.model.company import Company
from app.services import made_up, records
from app.ui import checks, status_line
from app.ui.errors import Failures
from app.ui.every_page import PAGES, PageEntry
from app.ui.main_window import MainWindow
from app.ui.palette import Palette
from app.ui.text_box import TextBox
from tests.ui.conftest import TWO, company_id

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(two_pages):
    return two_pages


def rename(context, name, number=0):
    def deed(session):
        return records.save(
            session, records.get(session, Company, company_id(number)), {"name": name}
        )

    return context.write(deed, label=f"Saved company {name}")


def name_of(context, number=0):
    return context.read(lambda s: records.get(s, Company, company_id(number)).name)


def alt(qtbot, window, key):
    qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)


def test_every_page_names_its_module_and_class():
    assert {entry.module for entry in PAGES} >= {"app.ui.pages.today", "app.ui.pages.booth"}
    assert PageEntry("first_start", "x").page_class == "FirstStartPage"


def test_a_page_is_built_when_it_is_first_shown(window, qtbot):
    assert window.stack.count() == 1
    alt(qtbot, window, Qt.Key.Key_2)
    assert (window.stack.count(), window.page_name) == (2, "two")
    alt(qtbot, window, Qt.Key.Key_1)
    assert (window.stack.count(), window.page_name) == (2, "one")
    assert window.navigation.buttons["one"].isChecked()
    assert not window.navigation.buttons["two"].isChecked()


def test_only_a_visible_page_reads_again_at_once(window, context):
    window.go("two")
    window.go("one")
    one, two = (window._pages[name] for name in ("one", "two"))
    one.asked.clear()
    two.asked.clear()
    rename(context, "Nowy Tartak")
    assert (one.asked, two.asked) == (["reload"], [])
    window.go("two")
    rename(context, "Inny Tartak")
    assert one.asked == ["reload"]
    window.go("one")
    assert one.asked == ["reload", "reload"]
    assert two.asked == []


def test_control_n_begins_a_record_and_navigate_opens_one(window, qtbot, context):
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    context.navigate("one", "abc")
    assert window.page.asked[-2:] == ["new", "open abc"]


def test_what_was_saved_is_said_and_undone_by_the_button_and_by_key(window, qtbot, context):
    rename(context, "Nowy Tartak")
    assert window.status.said.text() == "Saved company Nowy Tartak"
    assert window.status.undo_button.isVisible()
    window.status.undo_button.click()
    assert name_of(context) == "Tartak Pisz"
    rename(context, "Drugi")
    rename(context, "Trzeci")
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name_of(context) == "Tartak Pisz"
    assert window.status.said.text() == "Undone: Saved company Drugi"
    assert not window.status.undo_button.isVisible()


def test_the_line_goes_after_a_while(window, qtbot, context, monkeypatch):
    window.status._hiding.setInterval(1)
    context.say("Done")
    qtbot.waitUntil(lambda: window.status.left.currentWidget() is window.status.who)


def test_the_bottom_says_who_works_and_what_waits(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.status.who.text()))
    assert window.status.who.text() == "Anna Żak · Central office"
    assert window.status.exchange.text() == "3 changes wait"


def test_a_refusal_is_said_in_words_and_a_bug_leaves_a_report(window, tmp_path, capsys):
    failures = Failures(window.context.tell, tmp_path)
    failures.answer(UserError("Type a name."))
    assert window.notice.words == "Type a name."
    assert not list(tmp_path.glob("crash-*"))
    failures.answer(Cancelled())
    assert window.notice.words == "Type a name."
    try:
        raise ZeroDivisionError("secret 42")
    except ZeroDivisionError as error:
        failures.answer(error)
    (report,) = tmp_path.glob("crash-*.txt")
    assert str(report) in window.notice.words
    assert "ZeroDivisionError: secret 42" in report.read_text()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_window_answers_what_a_slot_raises(window, qtbot, context):
    window.failures.install()
    said = []

    def refuse():
        said.append("asked")
        raise UserError("Changed since.")

    window.menu_parts._add(window.menuBar().addMenu("Try"), "Refuse", refuse, "Ctrl+J")
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert said == ["asked"]
    assert window.notice.words == "Changed since."


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_Y, CTRL)],
)
def test_what_was_undone_is_done_again_by_key_and_by_the_button(
    window, qtbot, context, key, modifiers
):
    rename(context, "Nowy Tartak")
    context.undo()
    assert window.status.redo_button.isVisible()
    assert not window.status.undo_button.isVisible()
    qtbot.keyClick(window, key, modifiers)
    assert name_of(context) == "Nowy Tartak"
    assert window.status.said.text() == "Redone: Saved company Nowy Tartak"
    assert window.status.undo_button.isVisible()
    window.status.undo_button.click()
    window.status.redo_button.click()
    assert name_of(context) == "Nowy Tartak"
    qtbot.keyClick(window, key, modifiers)
    assert window.status.said.text() == "There is nothing to redo."
    assert not window.status.redo_button.isVisible()


def test_a_text_box_undoes_and_redoes_its_own_first(window, qtbot, context):
    rename(context, "Nowy Tartak")
    box = TextBox("Name", window)
    box.show()
    box.setFocus()
    qtbot.keyClicks(box, "Pisz")
    qtbot.keyClick(box, Qt.Key.Key_Z, CTRL)
    assert (box.text(), name_of(context)) == ("", "Nowy Tartak")
    qtbot.keyClick(box, Qt.Key.Key_Z, CTRL)
    assert name_of(context) == "Tartak Pisz", "nothing of its own is left"
    qtbot.keyClick(box, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (box.text(), name_of(context)) == ("Pisz", "Tartak Pisz")
    qtbot.keyClick(box, Qt.Key.Key_Y, CTRL)
    assert (box.text(), name_of(context)) == ("Pisz", "Nowy Tartak")


def test_nothing_to_undo_is_said_in_the_bottom_line_and_moves_nothing(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.status.said.text() == "There is nothing to undo."
    assert not window.status.undo_button.isVisible()
    assert not window.notice.isVisible()


def test_a_warning_stays_with_its_page_and_a_fault_until_it_is_closed(window, context):
    window.go("one")
    context.tell("Look at the hours.", "amber")
    window.go("one", "7")
    assert window.notice.isVisible(), "the same page"
    window.go("two")
    assert not window.notice.isVisible()
    context.tell("Number 5 is not on the list.", "amber")
    rename(context, "Nowy Tartak")
    assert not window.notice.isVisible(), "it was mended"
    context.tell("Something went wrong.", "red")
    window.go("one")
    rename(context, "Tartak Pisz")
    assert window.notice.isVisible()


def test_a_store_of_made_up_records_is_marked_and_can_be_left(window, qtbot, context, database):
    assert not window.status.demo.isVisible()
    made_up.mark(database.folder)
    window._show_state()
    window.status.demo.click()
    assert "made up" in window.notice.words
    with qtbot.waitSignal(context.demo_left):
        window.notice.deed.click()


def test_a_long_job_shows_progress_and_is_cancelled_without_a_word(window, qtbot, context):
    window.status._waiting.setInterval(1)
    box = TextBox("Name", window.page)
    box.show()
    box.setFocus()
    going, done = threading.Event(), []

    def job(progress):
        for step in range(10_000):
            progress.step(step, 10_000, f"Row {step}")
            going.wait(0.01)

    task = context.start(job, done.append, text="Counting…")
    qtbot.waitUntil(lambda: window.status.left.currentWidget() is window.status._running)
    assert not window.stack.isEnabled()
    qtbot.waitUntil(lambda: window.status.bar.maximum() == 10_000)
    assert window.status.doing.text().startswith("Row ")
    with qtbot.waitSignal(task.ended):
        window.status.cancel_button.click()
    assert done == []
    assert window.stack.isEnabled()
    assert box.hasFocus(), "typing goes on where it was"
    assert not window.notice.isVisible()


def test_a_short_job_disturbs_nobody_and_its_changes_reach_the_pages(window, qtbot, context):
    window.page.asked.clear()
    done = []

    def deed(session, progress):
        progress.step(1, 2)
        made = records.new(Company, name="Z wątku", kind="company", county="2816")
        return records.save(session, made)

    context.start_write(deed, label="Saved company", done=done.append, text="Saving…")
    qtbot.waitUntil(lambda: bool(done))
    assert done[0].name == "Z wątku"
    assert window.page.asked == ["reload"]
    assert window.stack.isEnabled()
    assert status_line.QUIET_FOR == 500


def test_a_failed_job_is_said(window, qtbot, context):
    def job(_progress):
        raise UserError("The file is gone.")

    context.start(job, text="Reading…")
    qtbot.waitUntil(lambda: window.notice.words == "The file is gone.")


def test_control_k_finds_records_without_marks_and_commands(window, qtbot, context):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.box, "lodka gi")
    assert palette.list.item(0).text().startswith("Łódka Giżycko")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.page.asked[-1] == f"open {company_id(2)}"
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChildren(Palette)[-1]
    rename(context, "Zakład " * 40, 1)
    qtbot.keyClicks(palette.box, "zaklad")
    line = palette.list.visualItemRect(palette.list.item(0))
    assert line.width() <= palette.list.viewport().width(), "a long name is shortened"
    palette.box.clear()
    qtbot.keyClicks(palette.box, "two")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.page_name == "two"


def test_everything_in_the_menu_has_words_and_keys_are_not_given_twice(window):
    actions = window.menu_parts.everything()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert all(action.text() for action in actions)
    assert len(keys) == len(set(keys))
    assert {"Ctrl+K", "Ctrl+N", "Ctrl+Z", "F1", "Ctrl+Q", "Alt+1"} <= set(keys)


def test_the_frame_has_names_and_cuts_nothing(window):
    for size in ((1024, 640), (1366, 768)):
        window.resize(*size)
        QApplication.processEvents()
        assert checks.faults(window) == []


def test_the_booth_takes_the_whole_window(window, context):
    context.fill_window(True)
    assert not window.navigation.isVisible()
    assert not window.menuBar().isVisible()
    window.go("two")
    assert window.navigation.isVisible()


def test_closing_keeps_the_windows_place(window, qtbot, context, try_pages):
    window.resize(1100, 700)
    window.close()
    again = MainWindow(context, None, TWO)
    qtbot.addWidget(again)
    assert again.height() == 700
