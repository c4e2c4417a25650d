"""Events by keyboard: created, people registered in few keys, attendance typed from paper."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.model.event import Event, EventStatus
from app.model.participation import Participation, ParticipationStatus
from app.model.person import Person
from app.services import attendance, booth, events, people, records, registration
from app.ui import checks
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from tests.ui.pages.conftest import Keys

EVENT_PAGES = tuple(entry for entry in PAGES if entry.name in ("events", "booth"))
ENTER, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
SAVE = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
NEW = (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def training(context):
    """A training of two days for three people."""

    def deed(session):
        first = clock.now() + timedelta(days=3)
        parts = [
            events.SessionPlan(
                first + timedelta(days=day), first + timedelta(days=day, hours=6), topic
            )
            for day, topic in enumerate(("CSR", "Flexicurity"))
        ]
        made = events.create(
            session, "Szkolenie", "training", parts, lead_county="2816", capacity=3
        )
        return made.id

    return context.write(deed, label="Event")


@pytest.fixture
def listed(context, training):
    """Three people on the list, who take all places."""

    def deed(session):
        for name in ("Adam", "Beata", "Celina"):
            person = people.add(session, first_name=name, last_name="Kos", county="2816")
            registration.register(session, training, person.id)

    context.write(deed, label="People")
    return training


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context, None, EVENT_PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def keys(qtbot, window):
    return Keys(qtbot, window)


def open_people(window, keys, event):
    window.go("events", event)
    QApplication.processEvents()
    keys("p")
    assert window.page.shows_people
    return window.page.people


def sheet(context, event):
    return context.read(attendance.sheet, event)


def cells(context, event):
    return [line.cells for line in sheet(context, event).lines]


def test_a_new_event_gets_a_session_for_each_day(window, keys, context):
    window.go("events", "new")
    QApplication.processEvents()
    form = window.page.card.panel.form
    keys("Targi w Piszu")
    form.set_value("kind", "fair")
    form.boxes["starts"].editor.setFocus()
    keys("7.12.2026", Qt.Key.Key_Tab, "9")
    assert form.value("ends") == form.value("starts") + timedelta(hours=4), "the end follows"
    form.boxes["ends"].editor.setFocus()
    keys((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), "8.12.2026", SAVE)

    shown = context.read(records.get, Event, window.page.shown_id)
    assert (shown.title, shown.status, shown.counties) == (
        "Targi w Piszu",
        EventStatus.PLANNED,
        ("2816",),
    )
    parts = context.read(events.sessions_of, shown.id)
    days = [clock.to_local(part.starts).date() for part in parts]
    assert days == [date(2026, 12, 7), date(2026, 12, 8)]
    assert [clock.to_local(part.ends).hour for part in parts] == [13, 13]
    assert checks.faults(window.page) == []


def test_a_new_person_is_registered_by_typing_the_name(window, keys, context, training):
    panel = open_people(window, keys, training)
    assert panel.person.hasFocus(), "nobody is listed yet, so the next key is a name"
    keys("Jan Kowal 600100200", ENTER)
    line = sheet(context, training).lines[0]
    person = context.read(records.get, Person, line.person)
    assert (person.first_name, person.last_name, person.phone) == ("Jan", "Kowal", "600100200")
    assert (person.county, line.number, line.walk_in) == ("2816", 1, False)
    assert panel.person.hasFocus(), "the next name can be typed at once"
    assert panel.person.text() == ""
    assert "Jan Kowal" in panel.said.text()

    keys("kowal", ENTER)
    assert len(sheet(context, training).lines) == 1, "a known person is not added twice"
    context.undo()
    assert sheet(context, training).lines == ()


def test_beyond_the_places_people_wait_and_move_up(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    panel.person.setFocus()
    keys("Dorota Kos", ENTER)
    last = sheet(context, listed).lines[-1]
    assert last.status == ParticipationStatus.RESERVE
    assert "reserve" in panel.said.text()

    panel.table.setFocus()
    panel.table.setCurrentCell(0, 3)
    keys(Qt.Key.Key_Delete)
    lines = sheet(context, listed).lines
    assert [line.name for line in lines] == ["Beata Kos", "Celina Kos", "Dorota Kos"]
    assert lines[-1].status == ParticipationStatus.REGISTERED
    assert "Dorota Kos" in panel.said.text()


def test_who_came_unregistered_is_there_over_the_places(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    panel.way.setFocus()
    keys(Qt.Key.Key_Right)
    panel.person.setFocus()
    keys("Ewa Nowa", ENTER)
    line = sheet(context, listed).lines[-1]
    assert (line.status, line.walk_in) == (ParticipationStatus.PRESENT, True)


def test_numbers_from_the_paper_list_mark_a_session(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    first, second = list(panel.marking.boxes.values())
    first.setFocus()
    keys("1-2,3", ENTER)
    assert cells(context, listed) == [(True, None)] * 3
    assert first.text() == ""
    assert second.hasFocus(), "the next session's list follows"
    keys("1,3", ENTER)
    lines = sheet(context, listed).lines
    assert [line.completed for line in lines] == [True, False, True]
    assert "2" in panel.summary.text()


def test_digits_over_the_marks_begin_the_paper_list_of_that_session(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    assert panel.table.hasFocus()
    keys("1", "-2", ENTER)
    assert cells(context, listed) == [(True, None), (True, None), (None, None)]


def test_a_half_typed_name_becomes_nobody_by_a_click_elsewhere(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    panel.person.setFocus()
    keys("Now")
    panel.table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert len(sheet(context, listed).lines) == 3


def test_a_number_that_nobody_has_marks_nothing_and_stays_typed(
    window, keys, context, listed, qtbot
):
    panel = open_people(window, keys, listed)
    first = next(iter(panel.marking.boxes.values()))
    first.setFocus()
    with qtbot.captureExceptions():
        keys("1-9", ENTER)
    assert cells(context, listed) == [(None, None)] * 3
    assert (first.text(), first.selectedText()) == ("1-9", "1-9")

    panel.table.setFocus()
    keys("1", "-2", ENTER)
    assert cells(context, listed) == [(True, None), (True, None), (None, None)], "typed anew"


def test_tab_goes_from_the_paper_list_to_the_new_person(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    first, second = list(panel.marking.boxes.values())
    first.setFocus()
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert second.hasFocus()
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert panel.person.hasFocus()


def test_space_turns_a_mark_over_and_the_cursor_stays(window, keys, context, listed):
    panel = open_people(window, keys, listed)
    assert panel.table.hasFocus()
    keys(SPACE, Qt.Key.Key_Down, Qt.Key.Key_Right, SPACE, SPACE)
    assert cells(context, listed) == [(True, None), (None, False), (None, None)]
    assert (panel.table.currentRow(), panel.table.currentColumn()) == (1, 4)
    assert panel.table.item(0, 3).text() == "✓"
    assert panel.table.item(1, 4).text() == "–"
    assert checks.faults(panel) == []

    keys(ESC)
    assert not window.page.shows_people
    assert window.page.table.hasFocus()


def test_slips_of_the_day_are_typed_one_after_another(window, keys, context, listed):
    for number in ("0471", "0472"):
        context.write(booth.slip, listed, number, label="Slip")
    slips = context.read(people.open_slips, listed)
    window.go("booth")
    QApplication.processEvents()
    page = window.page
    assert [one.line.key for one in page.slips.rows] == [one.person for one in slips]
    page.slips.focus_row(slips[0].person)
    keys(ENTER)
    QApplication.processEvents()
    keys("Jan", ENTER, "Kowal", SAVE)
    assert context.title("person", slips[0].person) == "Jan Kowal 0471"
    keys("Ewa", ENTER, "Nowa", SAVE)
    assert context.title("person", slips[1].person) == "Ewa Nowa 0472"
    assert context.read(people.open_slips, listed) == []
    assert window.page.people.table.hasFocus(), "all slips are typed"


def test_doubled_numbers_are_said_and_mended_by_one_press(window, keys, context, listed):
    def doubled(session):
        row = sheet_line(session, listed, 1)
        records.save(session, row, {"line_number": 1})

    context.write(doubled, label="Doubled")
    panel = open_people(window, keys, listed)
    assert panel.notice.isVisible()
    panel.notice.deed.click()
    assert sheet(context, listed).doubled == ()
    assert not panel.notice.isVisible()


def test_the_card_marks_ticks_and_takes_away_sessions(window, keys, context, listed, qtbot):
    window.go("events", listed)
    QApplication.processEvents()
    window.page.tick_papers(("photos",))
    window.page.set_status(EventStatus.HELD)
    row = context.read(records.get, Event, listed)
    assert (row.checklist, row.status) == (("photos",), EventStatus.HELD)

    part = context.read(events.sessions_of, listed)[0]
    window.page.delete_session(part.id)
    assert len(context.read(events.sessions_of, listed)) == 1
    context.undo()
    assert len(context.read(events.sessions_of, listed)) == 2
    assert checks.faults(window.page) == []


def test_past_and_cancelled_events_have_their_lists(window, keys, context, training):
    window.go("events")
    QApplication.processEvents()
    page = window.page
    assert list(page.table.rows.ids) == [training]
    context.write(events.set_status, training, EventStatus.CANCELLED, label="Cancelled")
    assert list(page.table.rows.ids) == []
    page.filter_bar.choose("view", "cancelled")
    assert list(page.table.rows.ids) == [training]


def sheet_line(session, event, place):
    line = attendance.sheet(session, event).lines[place]
    return records.get(session, Participation, line.participation)
