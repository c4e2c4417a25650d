"""The page pattern by keyboard: search, list, card, form and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.company import Company, SizeClass, Stage
from app.services import companies, records
from app.ui import checks
from app.ui.facts import facts
from app.ui.form_panel import FormPanel, plain_label
from app.ui.list_page import Column, Filter, ListCardPage
from app.ui.parts import button, column, flow, headline
from tests.ui.conftest import company_id


class TriedPage(ListCardPage):
    name, entity, icon = "tried", "company", "companies"
    shows = frozenset({"company"})
    heading, new_words = "Companies", "New company"
    search_words, empty_words = "Name or town", "Companies are kept here."
    default_sort = ("name", False)
    filters = (Filter("stage", "Stage", Stage, "All stages"), Filter("size", "Size", SizeClass))
    columns = (Column("Name", lambda r: r.name, sort="name"), Column("Town", lambda r: r.town))

    def fetch_ids(self, text, filters, sort, descending):
        return self.context.read(
            companies.ids, text, stage=filters.get("stage"), sort=sort, descending=descending
        )

    def fetch_rows(self, ids):
        return self.context.read(companies.page, ids)

    def view(self, row_id):
        company = self.load(row_id)
        edit = button("Edit", self.edit_record, icon="edit")
        return column(headline(company.name), flow(edit), facts(self.context, company), None)

    def make_form(self):
        return FormPanel(self.context, Company, label=plain_label("Saved {name}", "name"))

    def new_values(self):
        return {"kind": "company", "county": "2816"}


@pytest.fixture
def page(qtbot, context):
    made = TriedPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def listed(page):
    return [page.table.rows.text_at(place, 0) for place in range(len(page.table.rows.ids))]


def test_the_list_is_in_polish_order_and_counted(page):
    assert listed(page) == [
        "Kowalski Meble",
        "Łódka Giżycko",
        "Ósemka",
        "Piekarnia Ełk",
        "Tartak Pisz",
    ]
    assert page.list.count.text() == "5 records"


def test_search_list_card_form_save_by_keyboard_alone(qtbot, page, context):
    press(qtbot, Qt.Key.Key_Slash)
    assert page.search.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "lodka")
    assert listed(page) == ["Łódka Giżycko"]
    press(qtbot, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.shown_id == company_id(2)
    press(qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() == "Edit"
    press(qtbot, Qt.Key.Key_Space)
    assert page.is_editing
    page.card.panel.form.boxes["town"].editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Orzysz")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_editing
    assert page.table.hasFocus()
    assert context.read(companies.page, [company_id(2)])[0].town == "Orzysz"
    press(qtbot, Qt.Key.Key_Escape)
    assert page.search.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert len(listed(page)) == 5


def test_a_new_record_stands_chosen_in_the_list(qtbot, page):
    page.new_record()
    qtbot.keyClicks(QApplication.focusWidget(), "Nowa firma")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.table.rows.text_at(page.table.currentIndex().row(), 0) == "Nowa firma"
    assert page.list.count.text() == "6 records"


def test_typing_at_once_searches_and_slash_is_no_letter_of_it(qtbot, page):
    assert page.search.hasFocus()
    press(qtbot, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "tar")
    assert listed(page) == ["Tartak Pisz"]


def test_undoing_a_new_record_takes_its_card_away(qtbot, page, context):
    page.new_record()
    qtbot.keyClicks(QApplication.focusWidget(), "Nowa firma")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    context.undo()
    assert len(listed(page)) == 5
    assert page.shown_id == ""
    assert page.card.currentWidget() is page.card.hint


def test_moving_in_the_list_keeps_a_draft_of_the_form(qtbot, page, context):
    page.open_record(company_id(0))
    page.edit_record()
    page.card.panel.form.set_value("town", "Pisz")
    page.open_record(company_id(1))
    assert not page.is_editing
    assert context.drafts.get(f"company/{company_id(0)}").values == {"town": "Pisz"}


def test_filters_narrow_the_list_and_say_when_nothing_is_left(page):
    page.filter_bar.choose("stage", "pact")
    assert listed(page) == []
    assert page.list.faces.currentWidget() is page.list.nothing_found
    page.filter_bar.choose("stage", "new")
    assert len(listed(page)) == 5
    page.filter_bar.choose("size", "micro")
    assert page.filter_bar.values == {"stage": "new", "size": "micro"}
    page.filter_bar.choose("size", "")
    assert page.filter_bar.values == {"stage": "new"}


def test_an_empty_list_offers_the_first_step(qtbot, page, monkeypatch):
    monkeypatch.setattr(page, "fetch_ids", lambda *_: [])
    page.reload()
    assert page.list.faces.currentWidget() is page.list.nothing_yet


def test_the_header_sorts(page):
    page.table.horizontalHeader().sectionClicked.emit(0)
    assert listed(page)[0] == "Tartak Pisz"


def test_a_change_elsewhere_is_shown_and_the_chosen_stays(page, context):
    page.open_record(company_id(3))
    context.write(companies.save, name="Aaa", county="2816", label="Saved Aaa")
    assert listed(page)[0] == "Aaa"
    assert page.table.current_id() == company_id(3)


@pytest.mark.parametrize("width", [760, 1100])
def test_nothing_is_cut_and_everything_has_a_name(page, width):
    page.resize(width, 560)
    page.open_record(company_id(0))
    for _ in range(4):
        QApplication.processEvents()
    assert checks.faults(page) == []
    page.edit_record()
    for _ in range(4):
        QApplication.processEvents()
    assert checks.faults(page) == []


def test_the_focus_stays_at_its_deed_when_the_card_is_shown_anew(qtbot, page, context):
    page.open_record(company_id(0))
    page.enter_record(company_id(0))
    assert QApplication.focusWidget().text() == "Edit"
    before = QApplication.focusWidget()

    def rename(session):
        return records.save(session, records.get(session, Company, company_id(0)), {"town": "Pisz"})

    context.write(rename, label="Saved")
    assert QApplication.focusWidget() is not before
    assert QApplication.focusWidget().text() == "Edit", "and not in the navigation"

    page.table.setFocus()
    context.undo()
    assert page.table.hasFocus(), "a card takes the focus from nobody"
