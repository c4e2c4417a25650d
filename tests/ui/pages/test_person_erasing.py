"""A person's data is erased from the person's form, after a question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.model.visit import Visit
from app.services import companies, erasure, people, records
from app.ui import checks
from app.ui.drafts import Draft
from tests.ui.conftest import ANNA, company_id


@pytest.fixture
def woman(context):
    def deed(session):
        named = {"first_name": "Żaneta", "last_name": "Łoś"}
        person = companies.add_person(session, company_id(0), function="prezeska", **named)
        visit = records.new(
            Visit,
            company=company_id(0),
            form="phone",
            status="planned",
            planned_from=clock.now(),
            promoters=(ANNA,),
            people=(person.id,),
            note="Prosi o telefon",
        )
        records.save(session, visit)
        return person.id, visit.id

    return context.write(deed, label="A woman and a visit")


@pytest.fixture
def form(window, context, woman):
    window.go("companies", company_id(0))
    window.page.edit_person(woman[0])
    QApplication.processEvents()
    return window.page._person_panel


def finished(qtbot, context):
    qtbot.waitUntil(lambda: not context.jobs._tasks, timeout=10_000)


def note_of(context, visit):
    return context.read(lambda s: s.get(Visit, visit).note)


def test_enter_after_the_last_field_leads_to_save_and_tab_to_erasing(form, keys):
    last = list(form.form.boxes.values())[-1].editor
    last.setFocus()
    keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.save_button
    keys(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is form.erasing.begin


def test_the_first_key_keeps_the_data(form, keys, context, woman):
    form.erasing.begin.setFocus()
    keys(Qt.Key.Key_Space)
    assert "cannot be undone" in form.erasing.words.text()
    assert "Żaneta Łoś" in form.erasing.words.text()
    assert QApplication.focusWidget() is form.erasing.keep
    assert checks.faults(form) == []
    keys(Qt.Key.Key_Space)
    assert not form.erasing.question.isVisible()
    assert not context.read(erasure.is_erased, woman[0])


def test_the_data_goes_with_the_notes(form, window, keys, context, qtbot, woman):
    context.drafts.keep(f"person/{woman[0]}", Draft({"last_name": "Łośkiewicz"}))
    form.erasing.ask()
    assert "1 visit" in form.erasing.notes.text()
    form.erasing.confirm.setFocus()
    keys(Qt.Key.Key_Space)
    finished(qtbot, context)
    assert context.read(people.of_company, company_id(0)) == []
    assert note_of(context, woman[1]) is None
    assert context.drafts.get(f"person/{woman[0]}") is None
    assert not form.editing
    window.page.edit_person(woman[0])
    assert form.erasing.gone.isVisible()
    assert not form.erasing.begin.isVisible()


def test_notes_are_kept_when_that_is_chosen(form, context, qtbot, woman):
    form.erasing.ask()
    form.erasing.notes.setChecked(False)
    form.erasing.confirm.click()
    finished(qtbot, context)
    assert context.read(erasure.is_erased, woman[0])
    assert note_of(context, woman[1]) == "Prosi o telefon"


def test_a_new_person_has_nothing_to_erase(form, window):
    form.leave()
    window.page.add_person()
    assert not form.erasing.begin.isVisible()
