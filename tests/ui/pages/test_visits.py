"""A visit by keyboard: planned, recorded in few keystrokes, corrected, taken back."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.base.errors import UserError
from app.model.company import Company
from app.model.promoter import Promoter
from app.model.visit import Visit
from app.services import records, stock, tasks, visit_lists, visits
from app.ui import checks
from tests.ui.conftest import ANNA, CENTRE, company_id

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def visit_of(context, row):
    return context.read(records.get, Visit, row)


def only_visit(context, view="all"):
    (row,) = context.read(visit_lists.ids, view)
    return visit_of(context, row)


def test_a_planned_visit_is_recorded_from_today_in_25_keystrokes(
    window, keys, context, planned, leaflet
):
    window.go("today")
    QApplication.processEvents()
    keys("r", "1", "Kadry", Qt.Key.Key_Tab)
    keys("ul", Qt.Key.Key_Return, "5", Qt.Key.Key_Return, Qt.Key.Key_Tab, "+14", CTRL_ENTER)

    visit = visit_of(context, planned)
    assert (visit.status, visit.outcome) == ("held", "interested")
    assert visit.note.endswith("Agreed: Kadry")
    assert visit.held_from == visit.planned_from
    assert context.read(stock.quantity, leaflet, CENTRE) == 95
    (task,) = context.read(tasks.of_visit, planned)
    assert (task.due, task.owner) == (clock.today() + timedelta(days=14), ANNA)
    assert "Tartak Pisz" in task.title
    assert context.read(lambda s: records.get(s, Company, company_id(0)).stage) == "visited"
    assert window.page_name == "today", "the way leads back"
    assert keys.count <= 25


def test_a_template_comes_by_its_digit_from_any_choice(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    keys(CTRL_ENTER)
    assert window.page._panel_made.form.boxes["outcome"].isAncestorOf(QApplication.focusWidget())
    keys("1", "Kadry 2", CTRL_ENTER)

    visit = visit_of(context, planned)
    assert (visit.status, visit.outcome) == ("held", "interested")
    assert visit.note.endswith("Agreed: Kadry 2"), "in the note a digit is a digit"


def test_tab_passes_the_topics_in_one_step(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    form = window.page._panel_made.form
    form.setFocus()
    form.boxes["topics"].editor.setFocus()
    keys(Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Tab)
    assert form.boxes["people"].isAncestorOf(QApplication.focusWidget())
    assert len(form.value("topics")) == 1
    keys(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().isChecked(), "back on the chip where one was"


def test_undo_takes_the_whole_record_back(window, keys, context, planned, leaflet):
    window.go("visits", f"record:{planned}")
    keys("3", Qt.Key.Key_Tab, "ul", Qt.Key.Key_Return, "2", CTRL_ENTER)
    assert context.read(stock.quantity, leaflet, CENTRE) == 98

    context.undo()

    assert visit_of(context, planned).status == "planned"
    assert context.read(stock.quantity, leaflet, CENTRE) == 100


def test_a_visit_is_planned_by_keyboard(window, keys, context, qtbot):
    window.go("visits")
    QApplication.processEvents()
    window.page.plan()
    keys("kow", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "+3", Qt.Key.Key_Tab, "930", CTRL_ENTER)

    visit = only_visit(context, "planned")
    assert visit.company == company_id(1)
    assert clock.to_local(visit.planned_from).strftime("%H:%M") == "09:30"
    assert clock.to_local(visit.planned_from).date() == clock.today() + timedelta(days=3)
    assert visit.planned_to - visit.planned_from == timedelta(hours=1)
    assert visit.promoters == (ANNA,)


def test_a_visit_without_an_outcome_is_not_saved(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    page = window.page
    keys(CTRL_ENTER)

    assert visit_of(context, planned).status == "planned"
    assert page.is_editing
    assert page._own_panel.form.boxes["outcome"].problem


def test_what_is_typed_survives_leaving_with_materials_and_next_step(
    window, keys, context, planned, leaflet
):
    window.go("visits", f"record:{planned}")
    keys("1", "Kadry", Qt.Key.Key_Tab, "ul", Qt.Key.Key_Return, "7", Qt.Key.Key_Escape)
    assert not window.page.is_editing

    window.page.record(planned)
    panel = window.page._own_panel
    assert panel.form.value("note").endswith("Kadry")
    assert panel.copies.copies() == {leaflet: 7}
    panel.discard()
    assert panel.copies.copies() == {}
    assert panel.form.value("note") is None


def test_opening_a_record_leaves_no_draft(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    keys(Qt.Key.Key_Escape)
    window.page.record(planned)

    assert not window.page._own_panel.notice.isVisible()


def test_a_step_without_a_day_is_refused_in_words(window, context, planned):
    window.go("visits", f"record:{planned}")
    panel = window.page._own_panel
    panel.next_step.title.box.setText("Call")
    panel.form.set_value("outcome", "interested")

    with pytest.raises(UserError, match=r"\+14"):
        panel.save()
    assert visit_of(context, planned).status == "planned"


def test_recording_twice_saves_once(window, keys, context, planned):
    window.go("visits", f"record:{planned}")
    keys("1", CTRL_ENTER)
    window.page._own_panel.save()
    window.page.record(planned)

    assert not window.page.is_editing, "a held visit is not recorded again"
    assert len(context.read(visit_lists.ids, "held")) == 1


def test_chips_choose_the_view(window, context, planned):
    window.go("visits")
    page = window.page
    assert list(page.table.rows.ids) == [planned]
    page.filter_bar.choose("view", "held")
    assert list(page.table.rows.ids) == []
    page.record(planned)
    page._own_panel.form.set_value("outcome", "declined")
    page._own_panel.save()
    assert list(page.table.rows.ids) == [planned]


def test_a_visit_is_put_off_and_cancelled(window, context, planned):
    window.go("visits", planned)
    before = visit_of(context, planned).planned_from
    window.page.put_off(planned)
    assert visit_of(context, planned).planned_from == before + timedelta(days=7)
    window.page.cancel(planned)
    assert visit_of(context, planned).status == "cancelled"


def test_people_of_the_company_come_first(window, context, planned):
    from app.services import companies, people

    def deed(session):
        people.add(session, first_name="Adam", last_name="Abacki", county="2816")
        companies.add_person(session, company_id(0), first_name="Zofia", last_name="Żuk")

    context.write(deed, label="People")
    window.go("visits", f"record:{planned}")
    found = window.page._own_panel._people("")
    assert [title for _id, title in found] == ["Zofia Żuk"]


def test_nothing_is_cut_off_or_nameless(window, context, planned, leaflet):
    window.go("visits", planned)
    QApplication.processEvents()
    assert checks.faults(window.page) == []
    window.page.record(planned)
    QApplication.processEvents()
    assert checks.faults(window.page) == []


def test_a_date_of_the_next_step_reads_words(window, planned, context):
    window.go("visits", f"record:{planned}")
    step = window.page._own_panel.next_step
    step.show_task("24.12.2026", "")
    assert step.task("Usual") == ("Usual", date(2026, 12, 24))


def test_ones_own_visits_come_first_and_everybodys_by_a_switch(window, context, planned):
    other = context.write(promoter_jan, label="Jan")
    when = clock.now() + timedelta(days=1)
    his = context.write(visits.plan, company_id(1), when, promoters=[other], label="Planned").id
    window.go("visits")
    table = window.page.table
    assert list(table.rows.ids) == [planned]
    heads = [c.label for c in table.rows.columns]
    assert [h for n, h in enumerate(heads) if not table.isColumnHidden(n)] == [
        "When", "Company",
    ]  # fmt: skip
    window.page.filter_bar.choose("whose", "all")
    assert list(table.rows.ids) == [planned, his]
    shown = [n for n in range(len(heads)) if not table.isColumnHidden(n)]
    assert heads[shown[-1]] == "Promoters"
    assert table.rows.text_at(1, shown[-1]) == "Jan Kowal"
    window.page.filter_bar.choose("view", "overdue")
    assert [h for n, h in enumerate(heads) if not table.isColumnHidden(n)] == [
        "When", "Company", "Promoters",
    ]  # fmt: skip


def promoter_jan(session):
    jan = Promoter(
        id="018f0000-0000-7000-8000-000000000009",
        code="P02",
        first_name="Jan",
        last_name="Kowal",
        centre=CENTRE,
        role="promoter",
        scope="network",
    )
    session.add(jan)
    return jan.id


def test_the_card_stays_on_what_was_saved_though_the_list_does_not_show_it(
    window, keys, context, planned
):
    later = clock.now() + timedelta(days=2)
    context.write(visits.plan, company_id(1), later, label="Planned")
    window.go("visits", f"record:{planned}")
    keys("1", CTRL_ENTER)
    assert planned not in window.page.table.rows.ids
    assert (window.page.shown_id, window.page.table.hasFocus()) == (planned, True)
    assert window.page.table.current_id() == ""
    keys(Qt.Key.Key_Down)
    assert window.page.shown_id != planned, "the arrows go on from the first row"
