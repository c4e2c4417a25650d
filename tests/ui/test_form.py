"""Forms are made from what entities say of themselves, for every entity and kind of field."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.model.company import Company
from app.model.entity import entity_name, fields_of
from app.model.event import Event
from app.model.every_entity import ENTITIES
from app.model.field import Kind
from app.model.visit import Visit
from app.services import records
from app.ui.checks import faults
from app.ui.form import Form
from tests.ui.conftest import ANNA, company_id

MOMENT = datetime(2026, 3, 12, 7, 30, 15, 250_000, UTC)


def sample(field):
    if field.name == "county" or field.name.endswith("_county"):
        return "2816"
    if field.name.endswith("counties"):
        return ("2805", "2816")
    if field.choices is not None:
        values = [str(one.value) for one in field.choices]
        return values[0] if field.kind is Kind.CHOICE else tuple(values[:2])
    plain = {
        Kind.TEXT: "Zażółć gęślą",
        Kind.LONG_TEXT: "Dwie\nlinie",
        Kind.NUMBER: 12345,
        Kind.FLAG: True,
        Kind.DATE: date(2026, 3, 12),
        Kind.MOMENT: MOMENT,
        Kind.REFERENCE: ANNA,
        Kind.REFERENCES: (ANNA, company_id(1)),
    }
    return plain[field.kind]


@pytest.mark.parametrize("entity", ENTITIES, ids=entity_name)
def test_every_field_of_every_entity_is_edited_and_read_back(qtbot, context, entity):
    form = Form(context, entity)
    qtbot.addWidget(form)
    fields = [field for field in fields_of(entity) if not field.hidden]
    assert list(form.boxes) == [field.name for field in fields]
    values = {field.name: sample(field) for field in fields}
    form.set_values(values)
    assert form.values() == values
    assert form.changes() == {}
    form.set_values({})
    assert all(value in (None, False) for value in form.values().values())


@pytest.mark.parametrize("entity", ENTITIES, ids=entity_name)
@pytest.mark.parametrize("width", [420, 760])
def test_no_form_cuts_its_texts_or_lacks_names(qtbot, context, entity, width):
    form = Form(context, entity)
    qtbot.addWidget(form)
    form.resize(width, 2400)
    form.show()
    form.show_problems(
        [type("P", (), {"field": name, "message": "Fill this in, please."}) for name in form.boxes]
    )
    for _ in range(3):
        QApplication.processEvents()
    assert faults(form) == []


def shown_form(qtbot, context, entity, **values) -> Form:
    form = Form(context, entity)
    qtbot.addWidget(form)
    form.resize(700, 900)
    form.set_row(records.new(entity, **values))
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def test_enter_goes_on_and_control_enter_saves(qtbot, context):
    form = shown_form(qtbot, context, Company, kind="company")
    form.boxes["town"].editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Pisz")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.boxes["address"].editor.focusProxy()
    with qtbot.waitSignal(form.save_wanted):
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert form.changes() == {"town": "Pisz"}


def test_escape_leaves(qtbot, context):
    form = shown_form(qtbot, context, Company)
    form.boxes["name"].editor.setFocus()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_wrong_nip_is_said_under_its_field_when_it_is_left(qtbot, context):
    form = shown_form(qtbot, context, Company, name="Tartak", kind="company")
    form.boxes["nip"].editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "123-456-78-90")
    assert form.boxes["nip"].problem == ""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert "check digit" in form.boxes["nip"].problem
    assert form.boxes["nip"].editor.box.property("wrong") is True
    form.boxes["nip"].editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert form.boxes["nip"].problem == ""


def test_an_empty_required_field_is_not_scolded_until_saving(qtbot, context):
    form = shown_form(qtbot, context, Company)
    form.boxes["name"].editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert form.boxes["name"].problem == ""
    strangers = form.show_problems(form.problems)
    assert form.boxes["name"].problem
    assert strangers == []
    assert QApplication.focusWidget() is form.boxes["name"].editor.focusProxy()


def test_dates_are_typed_in_words(qtbot, context):
    clock.set_clock(lambda: datetime(2026, 3, 12, 9, tzinfo=UTC))
    try:
        form = shown_form(qtbot, context, Visit)
        editor = form.boxes["planned_from"].editor
        editor.day.setFocus()
        qtbot.keyClicks(QApplication.focusWidget(), "jutro")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClicks(QApplication.focusWidget(), "830")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert form.value("planned_from") == datetime(2026, 3, 13, 7, 30, tzinfo=UTC)
        assert editor.day.box.text() == "13\u00a0Mar\u00a02026"
        assert editor.time.text() == "8:30"
    finally:
        clock.set_clock(None)


def test_a_moment_that_was_not_touched_keeps_its_seconds(qtbot, context):
    form = shown_form(qtbot, context, Event, starts=MOMENT)
    assert form.value("starts") == MOMENT


def test_a_day_without_a_time_is_asked_for(qtbot, context):
    form = shown_form(qtbot, context, Visit)
    editor = form.boxes["planned_from"].editor
    editor.day.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "today")
    form.boxes["note"].editor.setFocus()
    assert "time" in form.boxes["planned_from"].problem
    assert "planned_from" in {problem.field for problem in form.problems}


def test_arrows_choose_among_chips(qtbot, context):
    form = shown_form(qtbot, context, Visit)
    chips = form.boxes["form"].editor.chips
    chips.chip("in_person").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert form.value("form") == "online"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert form.value("form") == "phone"


def test_a_company_is_found_by_typing_without_marks(qtbot, context):
    form = shown_form(qtbot, context, Visit)
    form.boxes["company"].editor.setFocus()
    box = QApplication.focusWidget()
    qtbot.keyClicks(box, "lodka")
    assert box.offered == ["Łódka Giżycko"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert form.value("company") == company_id(2)
    assert box.text() == "Łódka Giżycko"
    assert QApplication.focusWidget() is not box


def test_what_is_not_in_the_list_is_refused_in_words(qtbot, context):
    form = shown_form(qtbot, context, Visit)
    form.boxes["company"].editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Nikt taki")
    form.boxes["note"].editor.setFocus()
    assert "Nikt taki" in form.boxes["company"].problem


def test_several_people_are_added_and_taken_away(qtbot, context):
    form = shown_form(qtbot, context, Visit, promoters=(ANNA,))
    editor = form.boxes["promoters"].editor
    assert form.value("promoters") == (ANNA,)
    editor._remove(ANNA)
    assert form.value("promoters") is None
    editor.box.setFocus()
    qtbot.keyClicks(editor.box, "zak")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert form.value("promoters") == (ANNA,)
    assert form.changes() == {}


def test_only_touched_fields_are_changes(qtbot, context):
    form = shown_form(qtbot, context, Company, name="A", kind="company", headcount=0)
    assert form.changes() == {}
    form.set_value("headcount", None)
    assert form.changes() == {"headcount": None}
    form.set_value("headcount", 0)
    form.set_value("do_not_contact", True)
    assert form.changes() == {"do_not_contact": True}
    form.set_value("do_not_contact", False)
    assert form.changes() == {"do_not_contact": False}


def test_a_hidden_field_is_out_of_the_way_and_keeps_its_value(qtbot, context):
    form = shown_form(qtbot, context, Visit, outcome="interested")
    form.show_field("outcome", visible=False)
    assert not form.boxes["outcome"].isVisible()
    assert form.value("outcome") == "interested"
    form.show_field("outcome")
    assert form.boxes["outcome"].isVisible()
