"""Today by keyboard: tasks done and put off, visits put off, the shift started and ended."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from app.base import clock
from app.base.errors import UserError
from app.base.settings import Settings
from app.model.shift import Shift
from app.model.task import Task
from app.model.visit import Visit
from app.services import booth, events, exchange, materials, records, shifts, tasks
from app.ui import checks
from app.ui.application import dress
from app.ui.main_window import MainWindow
from app.ui.window_place import DESIGNED_FOR, SMALLEST
from tests.ui.conftest import ANNA, CENTRE, company_id
from tests.ui.pages.conftest import DAY_PAGES


@pytest.fixture
def two_tasks(context):
    today = clock.today()
    late = context.write(tasks.add, "Late", today - timedelta(days=2), label="Task")
    soon = context.write(
        tasks.add, "Soon", today + timedelta(days=2), company=company_id(0), label="Task"
    )
    return late.id, soon.id


def titles(listed):
    return [one.line.title for one in listed.rows]


def task_of(context, row):
    return context.read(records.get, Task, row)


def open_today(window):
    window.go("today")
    QApplication.processEvents()
    return window.page


def test_a_task_is_done_by_one_key_and_the_focus_goes_on(window, keys, context, two_tasks):
    page = open_today(window)
    assert titles(page.tasks) == ["Late", "Soon"]
    keys(Qt.Key.Key_Space)

    assert task_of(context, two_tasks[0]).done
    assert titles(page.tasks) == ["Soon"]
    assert page.tasks.rows[0].hasFocus(), "the next key works on the next task"
    context.undo()
    assert titles(page.tasks) == ["Late", "Soon"]


def test_in_large_letters_the_smallest_window_scrolls_downwards_alone(
    qtbot, look, context, two_tasks, planned, leaflet, monkeypatch
):
    monkeypatch.setattr(exchange, "summary", lambda _database: "wszystko przekazane")
    dress(look, Settings(language="pl", theme="light", font_percent=150))
    window = MainWindow(context, None, DAY_PAGES)
    qtbot.addWidget(window)
    for size in (SMALLEST, DESIGNED_FOR):
        window.resize(*size)
        window.show()
        page = open_today(window)
        (area,) = (one for one in page.findChildren(QScrollArea) if one.parent() is page)
        bar = area.horizontalScrollBar()
        qtbot.waitUntil(lambda page=page, bar=bar: not (bar.maximum() or checks.faults(page)))


def test_a_task_is_put_off_by_one_key(window, keys, context, two_tasks):
    open_today(window)
    keys("t")
    assert task_of(context, two_tasks[0]).snoozed_to == clock.today() + timedelta(days=1)
    assert window.page.tasks.rows[0].hasFocus(), "it is still the first"
    keys(Qt.Key.Key_Down, "w")
    assert task_of(context, two_tasks[1]).snoozed_to == clock.today() + timedelta(days=9)


def test_arrows_go_from_visits_to_tasks_and_back(window, keys, context, planned, two_tasks):
    page = open_today(window)
    assert page.visits.rows[0].hasFocus()
    keys(Qt.Key.Key_Down)
    assert page.tasks.rows[0].hasFocus()
    keys(Qt.Key.Key_Up)
    assert page.visits.rows[0].hasFocus()


def test_a_visit_is_put_off_by_one_key(window, keys, context, planned):
    before = context.read(records.get, Visit, planned).planned_from
    open_today(window)
    keys("w")
    assert context.read(records.get, Visit, planned).planned_from == before + timedelta(days=7)


def test_enter_opens_the_visit(window, keys, planned):
    open_today(window)
    keys(Qt.Key.Key_Return)
    assert (window.page_name, window.page.shown_id) == ("visits", planned)


def test_a_task_is_added_in_one_line(window, keys, context):
    page = open_today(window)
    page.new_record()
    keys("Call the mayor", Qt.Key.Key_Tab, "+3", Qt.Key.Key_Return)

    (row,) = context.read(tasks.ids, owner=ANNA)
    task = task_of(context, row)
    assert (task.title, task.due) == ("Call the mayor", clock.today() + timedelta(days=3))
    assert titles(page.tasks) == ["Call the mayor"]
    keys(Qt.Key.Key_Return)
    assert len(context.read(tasks.ids, owner=ANNA)) == 1, "Enter again adds nothing"


def test_the_shift_starts_and_ends_with_a_note(window, context):
    page = open_today(window)
    page.shift.start_or_end()
    running = context.read(shifts.running, ANNA)
    assert running.centre == CENTRE
    assert page.shift.note.isVisible()
    clock.set_clock(lambda: running.actual_from + timedelta(hours=2))
    page.shift.note.set_value("Keys are in the drawer")
    page.shift.start_or_end()
    clock.set_clock(None)

    ended = context.read(records.get, Shift, running.id)
    assert (ended.state, ended.handover_note) == ("ended", "Keys are in the drawer")
    assert shifts.minutes(ended) == 120


def test_a_forgotten_shift_is_proposed_and_ended_by_one_key(window, keys, context):
    began = clock.now() - timedelta(days=2)
    clock.set_clock(lambda: began)
    row = context.write(shifts.start, label="Start").shift.id
    clock.set_clock(None)
    page = open_today(window)
    assert context.read(records.get, Shift, row).state == "running", "never ended silently"
    (line,) = page.shift.forgotten.rows
    line.setFocus()
    keys(Qt.Key.Key_Space)

    ended = context.read(records.get, Shift, row)
    assert ended.state == "ended"
    assert ended.actual_to < clock.now() - timedelta(days=1)
    assert page.shift.forgotten.rows == []


def test_low_stock_and_counts_are_shown(window, context, leaflet):
    page = open_today(window)
    assert titles(page.stock) == []
    context.write(materials.hand_out, leaflet, CENTRE, 95, promoter=ANNA, label="Gave")

    assert titles(page.stock) == ["Ulotka CSR"]
    assert page.numbers[1].text() == "95"


def test_a_task_found_by_search_is_reached(window, context, two_tasks):
    window.go("today", two_tasks[1])
    QApplication.processEvents()
    assert window.page.tasks.rows[1].hasFocus()


def test_nothing_is_cut_off_or_nameless(window, planned, two_tasks, leaflet):
    page = open_today(window)
    assert checks.faults(page) == []


def test_a_form_left_unsaved_waits_here_and_is_opened_again(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    keys("1", "Rozmowa", Qt.Key.Key_Tab, "ul")
    window.close()
    context._drafts = None
    window.show()
    page = open_today(window)
    (line,) = page.drafts.rows
    assert "Tartak Pisz" in line.line.title
    line.setFocus()
    keys(Qt.Key.Key_Return)
    panel = window.page._panel_made
    assert (window.page_name, panel.editing, panel.mood.value) == ("visits", True, "record")
    assert panel.form.value("note").endswith("Rozmowa")
    assert panel.copies.box.text() == "ul"


def test_a_draft_is_discarded_by_one_key(window, keys, context):
    window.go("companies", "new")
    keys("Prad zgasl", Qt.Key.Key_Escape)
    page = open_today(window)
    assert titles(page.drafts) == ["New company · Prad zgasl"]
    page.drafts.rows[0].setFocus()
    keys("d")
    assert not page.draft_card.isVisible()
    assert context.drafts.listed() == []

    window.notice.deed.click()
    assert titles(page.drafts) == ["New company · Prad zgasl"], "a key hit by chance loses nothing"
    assert page.drafts.rows[0].hasFocus()
    keys(Qt.Key.Key_Return)
    assert window.page.card.panel.form.value("name") == "Prad zgasl"


def test_a_discarded_draft_comes_not_back_over_what_was_typed_since(qtbot, window, keys, context):
    window.go("companies", "new")
    keys("Stara", Qt.Key.Key_Escape)
    open_today(window).drafts.rows[0].setFocus()
    keys("d")
    window.go("companies", "new")
    keys("Nowa", Qt.Key.Key_Escape)

    with qtbot.captureExceptions() as raised:
        window.notice.deed.click()
    assert [kind for kind, _error, _trace in raised] == [UserError]
    assert [draft.values["name"] for _key, draft in context.drafts.listed()] == ["Nowa"]


def test_slips_lead_to_the_person_whose_details_are_wanted(window, keys, context):
    went = []
    plan = [events.SessionPlan(clock.now(), clock.now() + timedelta(hours=2), "Fair")]
    fair = context.write(events.create, "Targi", "fair", plan, lead_county="2816", label="Fair").id
    taken = context.write(booth.slip, fair, "000123", label="Slip")
    (line,) = open_today(window).slips.rows
    assert line.line.detail == "Type the details"
    context.write(booth.slip, fair, "000124", label="Slip")
    page = open_today(window)
    (line,) = page.slips.rows
    assert "2" in line.line.title
    assert line.line.detail == "Type their details"
    context.went.connect(lambda *where: went.append(where))
    line.setFocus()
    keys(Qt.Key.Key_Return)
    assert went == [("events", f"person:{fair}:{taken.person.id}")]


def test_stock_below_zero_says_what_it_means(window, context, leaflet):
    page = open_today(window)
    context.write(materials.hand_out, leaflet, CENTRE, 112, promoter=ANNA, label="Gave")
    (line,) = page.stock.rows
    assert line.line.detail == "12 copies more were handed out than booked in – recount"


def test_tab_goes_as_one_reads_also_to_what_came_later(window, keys, context, two_tasks, planned):
    page = open_today(window)
    page.visits.rows[0].setFocus()
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert page.new_task.title.box.hasFocus(), "past the two tasks to the new one below them"

    page.new_task.add.setFocus()
    keys(Qt.Key.Key_Tab)
    assert page.shift.isAncestorOf(QApplication.focusWidget())


def test_arrows_go_from_row_to_row_past_the_new_task(window, keys, context, two_tasks, planned):
    page = open_today(window)
    page.tasks.rows[-1].setFocus()
    keys(Qt.Key.Key_Down)
    assert page.tasks.rows[-1].hasFocus(), "below are no rows: the cursor is not lost in a box"
    keys(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert page.visits.rows[0].hasFocus()
    keys(Qt.Key.Key_Up)
    assert page.visits.rows[0].hasFocus()


def test_the_new_task_lets_go_of_the_keys(window, keys, context, two_tasks, qtbot):
    page = open_today(window)
    keys("n", "x", Qt.Key.Key_Escape)
    assert page.new_task.title.box.hasFocus()
    assert not page.new_task.title.box.text()
    keys(Qt.Key.Key_Escape)
    assert page.tasks.rows[0].hasFocus(), "Esc leads back to the rows, whose keys work again"

    keys("n", "x", Qt.Key.Key_Tab, "ulotka")
    with qtbot.captureExceptions():
        page.new_task.add.click()
    assert page.new_task.due.box.hasFocus(), "what cannot be read is typed anew"
    keys(Qt.Key.Key_Escape, Qt.Key.Key_Escape, "n")
    window.go("visits")
    assert open_today(window).tasks.rows[0].hasFocus(), "nothing was typed: the rows have the keys"
    keys("n", "x")
    window.go("visits")
    assert open_today(window).new_task.title.box.hasFocus(), "one goes on where one was typing"
