"""Companies by keyboard: found by a few letters, added, people and visits from the card."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.base import clock, i18n
from app.model.company import Company
from app.services import companies, company_card, merging, people, records, visit_lists, visits
from app.ui import checks
from app.ui.action_row import ActionList
from app.ui.history_view import _History
from app.ui.notice import Notice
from tests.ui.conftest import NAMES, company_id

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
NIP = "5260250274"


def name_of(context, row):
    return context.read(lambda s: records.get(s, Company, row).name)


def test_a_few_letters_find_a_company_without_marks(window, keys):
    window.go("companies")
    QApplication.processEvents()
    keys("/", "lodka", Qt.Key.Key_Return)

    assert list(window.page.table.rows.ids) == [company_id(2)]
    assert window.page.shown_id == company_id(2)


def test_a_new_company_is_typed_and_its_nip_watched(window, keys, context):
    context.write(
        lambda s: companies.save(s, records.get(s, Company, company_id(0)), nip=NIP), label="NIP"
    )
    window.go("companies")
    QApplication.processEvents()
    window.page.new_record()
    panel = window.page._own_panel
    keys("Nowa Huta")
    box = panel.form.boxes["nip"].editor.box
    box.setFocus()
    keys("526-025-02-7")
    assert not panel.warning.isVisible()
    keys("5")
    assert panel.form.boxes["nip"].problem, "the last digit is wrong"
    keys(Qt.Key.Key_Backspace, "4")
    assert panel.form.boxes["nip"].problem == ""
    assert NAMES[0] in panel.warning.words, "another company has this NIP"
    keys(CTRL_ENTER)

    saved = context.read(companies.same_nip, NIP, company_id(0))
    assert [title for _id, title in saved] == ["Nowa Huta"]
    made = context.read(records.get, Company, saved[0][0])
    assert (made.stage, made.county) == ("new", "2816")
    assert window.page.shown_id == made.id


def test_the_warning_leads_to_the_other_company_and_keeps_the_draft(window, context):
    context.write(
        lambda s: companies.save(s, records.get(s, Company, company_id(0)), nip=NIP), label="NIP"
    )
    window.go("companies")
    window.page.new_record()
    panel = window.page._own_panel
    panel.form.set_value("name", "Druga")
    panel.form.set_value("nip", NIP)
    panel.warning.deed.click()

    assert window.page.shown_id == company_id(0)
    window.page.new_record()
    assert panel.form.value("name") == "Druga"


def test_a_person_is_added_in_place(window, keys, context):
    window.go("companies", company_id(0))
    window.page.table.setFocus()
    keys("a", "Jan", Qt.Key.Key_Tab, "Nowak")
    window.page._person_panel.function.box.setFocus()
    keys("prezes", CTRL_ENTER)
    if window.page.is_editing:
        window.page._person_panel.save()

    (person,) = context.read(people.of_company, company_id(0))
    assert (person.name, person.function) == ("Jan Nowak", "prezes")
    assert window.page.shown_id == company_id(0)
    assert "Jan Nowak" in [one.line.title for one in rows_of(window.page, "People")]


def rows_of(page, name):
    card = page.card.currentWidget()
    lists = [one for one in card.findChildren(ActionList) if one.accessibleName() == name]
    return lists[0].rows


def test_a_person_found_by_search_leads_to_the_company(window, context):
    person = context.write(companies.add_person, company_id(3), last_name="Żuk", label="Person")
    window.go("companies", person.id)

    assert window.page.shown_id == company_id(3)


def test_a_site_is_added_and_edited(window, context):
    window.go("companies", company_id(0))
    window.page.add_site()
    window.page._site_panel.form.set_value("town", "Orzysz")
    window.page._site_panel.save()
    (site,) = context.read(company_card.card, company_id(0)).sites
    window.page.edit_site(site.id)
    window.page._site_panel.form.set_value("address", "Leśna 1")
    window.page._site_panel.save()

    (site,) = context.read(company_card.card, company_id(0)).sites
    assert (site.town, site.address) == ("Orzysz", "Leśna 1")


def test_a_visit_is_planned_from_the_card_and_the_way_leads_back(window, keys, context):
    window.go("companies", company_id(1))
    window.page.table.setFocus()
    keys("p")
    assert window.page_name == "visits"
    panel = window.page._own_panel
    panel.form.boxes["planned_from"].editor.setFocus()
    keys("+1", Qt.Key.Key_Tab, "10", CTRL_ENTER)

    (row,) = context.read(visit_lists.ids, "planned", company=company_id(1))
    assert window.page_name == "companies"
    assert window.page.shown_id == company_id(1)
    assert rows_of(window.page, "Timeline")[0].line.key.endswith(row)


def test_a_visit_is_recorded_from_the_card_in_few_keys(window, keys, context):
    window.go("companies", company_id(1))
    window.page.table.setFocus()
    keys("r", "1", "Kadry", CTRL_ENTER)

    (row,) = context.read(visit_lists.ids, "held", company=company_id(1))
    assert keys.count < 25
    assert window.page_name == "companies"
    assert row in rows_of(window.page, "Timeline")[0].line.key


def test_a_plan_for_later_is_not_used_up_by_a_visit_of_today(window, keys, context):
    later = clock.now() + timedelta(days=20)
    plan = context.write(visits.plan, company_id(1), later, label="Plan").id
    window.go("companies", company_id(1))
    window.page.table.setFocus()
    keys("r", "1", CTRL_ENTER)

    assert context.read(visit_lists.ids, "planned", company=company_id(1)) == [plan]
    assert len(context.read(visit_lists.ids, "held", company=company_id(1))) == 1


def test_one_not_to_be_contacted_says_so_on_the_card(window, context):
    def deed(session):
        row = records.get(session, Company, company_id(0))
        values = {"do_not_contact": True, "do_not_contact_reason": "Asked so"}
        return records.save(session, row, values)

    context.write(deed, label="Refused")
    window.go("companies", company_id(0))
    notices = [
        one.words
        for one in window.page.card.currentWidget().findChildren(Notice)
        if one.isVisibleTo(window.page)
    ]
    assert any("Asked so" in words for words in notices)


def test_the_history_is_read_when_asked_for(window, context):
    def deed(session):
        row = records.get(session, Company, company_id(0))
        return records.save(session, row, {"town": "Biała Piska"})

    context.write(deed, label="Moved the company")
    window.go("companies", company_id(0))
    history = window.page.card.currentWidget().findChild(_History)
    assert history.steps.count() == 0
    history.toggle.click()
    assert history.steps.count() == 2
    history.toggle.click()
    assert history.steps.count() == 0


def test_nothing_is_cut_off_or_nameless(window, context):
    window.go("companies", company_id(0))
    QApplication.processEvents()
    assert checks.faults(window.page) == []
    window.page.new_record()
    QApplication.processEvents()
    assert checks.faults(window.page) == []


def test_a_joined_company_says_with_whom_and_is_taken_apart_on_its_card(window, keys, context):
    def deed(session):
        first = session.get(Company, company_id(0))
        companies.save(session, first, phone="501")
        companies.save(session, id="zzz-2", name="Tartak Dwa", county="2816", phone="502")
        merging.join(session, company_id(0), "zzz-2")

    context.write(deed, label="Joined")
    window.go("companies", "zzz-2")
    assert window.page.shown_id == company_id(0)
    said = " | ".join(label.text() for label in window.page.findChildren(QLabel))
    assert "Joined with" in said
    assert "Tartak Dwa" in said
    assert "(also: 502)" in said
    window.page.take_apart("zzz-2")
    assert context.read(companies.shown_id, "zzz-2") == "zzz-2"


def test_the_list_says_whole_who_is_not_to_be_contacted_beside_the_visit_date(window, context):
    def deed(session):
        for number in range(2):
            row = records.get(session, Company, company_id(number))
            values = {"town": "Ruciane-Nida", "do_not_contact": not number}
            records.save(session, row, values | {"do_not_contact_reason": "Prośba"})

    context.write(deed, label="Refused")
    i18n.set_language("pl")
    window.go("companies")
    QApplication.processEvents()
    table = window.page.table
    stage, visit = (
        place
        for place, column in enumerate(table.rows.columns)
        if column.label in ("Stage", "Visit date")
    )
    told = [table.model().index(place, stage) for place in range(len(NAMES))]
    (refused,) = [one for one in told if one.data() == "Zakaz kontaktu"]
    assert table.sizeHintForIndex(refused).width() <= table.columnWidth(stage)
    assert not table.isColumnHidden(visit)
