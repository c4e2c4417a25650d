"""Settings through their page: look, who works here, copies, the check."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.base import i18n
from app.base.settings import Settings
from app.model.centre import Centre
from app.model.promoter import Promoter
from app.services import care, enrolment, records
from app.ui import checks
from app.ui.context import Context
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.pages.settings import SettingsPage
from tests.ui.conftest import ANNA, CENTRE

ONLY = tuple(entry for entry in PAGES if entry.name == "settings")


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context, None, ONLY)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.go("settings")
        made.activateWindow()
    return made


@pytest.fixture
def page(window):
    return window.page


def test_language_colours_and_size_hold_at_once(qtbot, page, context):
    with qtbot.waitSignal(context.settings_changed):
        qtbot.keyClick(page.theme.chip("dark"), Qt.Key.Key_Space)
    with qtbot.waitSignal(context.settings_changed):
        qtbot.keyClick(page.text_size.chip("150"), Qt.Key.Key_Space)
    with qtbot.waitSignal(context.settings_changed):
        qtbot.keyClick(page.language.chip("pl"), Qt.Key.Key_Space)
    chosen = context.settings
    assert (chosen.theme, chosen.font_percent, chosen.language) == ("dark", 150, "pl")


def test_the_printers_need_is_remembered(page, context):
    page.printing.rotated.click()
    assert context.settings.back_side_rotated


def test_somebody_else_works_here_and_signs_what_is_saved(qtbot, page, context):
    def add(session):
        made = records.new(
            Promoter,
            code="P02",
            first_name="Ewa",
            last_name="Ossa",
            centre=CENTRE,
            role="promoter",
            scope="network",
        )
        session.add(made)
        return made.id

    other = context.database.write(add, label="Added").result
    with qtbot.waitSignal(context.settings_changed):
        page.worker.setFocus()
        page.worker.selectAll()
        qtbot.keyClicks(page.worker, "ossa")
        qtbot.keyClick(page.worker, Qt.Key.Key_Return)
    assert context.who.promoter == other
    assert context.who_in_words().startswith("Ewa Ossa")


def test_the_office_gives_a_centre_its_address_and_a_promoter_a_name(qtbot, page, context):
    def complete(session):
        session.get(Centre, CENTRE).code = "C16"
        session.get(Centre, CENTRE).county = "2816"

    context.database.write(complete, label="Completed")
    network = page.network
    network.centre_box.setFocus()
    qtbot.keyClicks(network.centre_box, "pisz")
    qtbot.keyClick(network.centre_box, Qt.Key.Key_Return)
    assert network.centre.isVisible()
    address = network.centre.form.boxes["address"].editor.box
    qtbot.keyClicks(address, "ul. Lipowa 4")
    qtbot.keyClick(address, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not network.centre.isVisible()
    assert QApplication.focusWidget() is network.centre_box
    assert context.read(records.get, Centre, CENTRE).address == "ul. Lipowa 4"
    page.open_record(f"edit:{ANNA}")
    assert network.promoter.isVisible()
    name = network.promoter.form.boxes["last_name"].editor.box
    name.selectAll()
    qtbot.keyClicks(name, "Wrona")
    network.promoter.save()
    assert context.title("promoter", ANNA) == "Anna Wrona"
    assert checks.faults(page) == []


def test_what_is_typed_of_a_centre_is_kept_when_the_page_is_left(qtbot, page, context):
    page.open_record(CENTRE)
    qtbot.keyClicks(page.network.centre.form.boxes["phone"].editor.box, "87 000")
    assert page.may_leave()
    ((_key, draft),) = context.drafts.listed()
    assert draft.way == f"settings:edit:{CENTRE}"


def test_a_copy_is_made_now_and_can_be_restored(qtbot, page, context, tmp_path):
    file = tmp_path / "copy.db"
    page.copies.write_copy(file)
    page.copies.write_copy(file)
    qtbot.waitUntil(page.copies.result.isVisible)
    assert str(file) in page.copies.result.words
    care.restore(file, tmp_path / "again")


def test_a_copy_where_nothing_can_be_written_is_refused_in_words(qtbot, window, page, context):
    page.copies.write_copy(context.database.folder / "copy.db")
    qtbot.waitUntil(window.notice.isVisible)
    assert not page.copies.result.isVisible()


def test_the_check_says_that_all_is_whole_or_what_is_not(qtbot, look, tmp_path):
    database = enrolment.set_up_office(tmp_path / "office", "Sieć")
    page = SettingsPage(Context(database, Settings(language="en"), lambda _chosen: None))
    qtbot.addWidget(page)
    page.show()
    page.copies.verify()
    qtbot.waitUntil(page.copies.result.isVisible)
    assert "whole" in page.copies.result.words
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE centre SET name='behind its back' WHERE id=(SELECT min(id) FROM centre)"
        )
    page.copies.verify()
    said = "1 record is not what was saved: Centre: behind its back."
    qtbot.waitUntil(lambda: page.copies.result.words == said)
    assert page.copies.result.toolTip().startswith("centre ")
    assert page.copies.result.property("tone") == "red"
    page.context.stop_tasks()
    database.close()


def test_the_latest_automatic_copy_is_shown(page, context):
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert any("No automatic copy yet" in words for words in shown)
    care.copy_today(context.database)
    page.reload()
    assert page.copies.copied.text().startswith("1 automatic copy")


def test_going_back_to_a_copy_says_first_what_it_means(qtbot, page, context, tmp_path):
    page.copies.ask_to_go_back(tmp_path / "copy.db")
    assert "copy.db" in page.copies.question.words
    assert page.copies.question.deed.hasFocus()
    with qtbot.waitSignal(context.going_back) as asked:
        qtbot.keyClick(page.copies.question.deed, Qt.Key.Key_Return)
    assert asked.args == [tmp_path / "copy.db"]


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(window, size):
    window.resize(*size)
    QApplication.processEvents()
    assert checks.faults(window) == []
    assert i18n.language() == "en"
