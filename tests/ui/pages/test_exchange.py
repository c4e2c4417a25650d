"""The exchange through its page: out, looked into, taken in, a conflict answered, invited."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.base import clock
from app.base.errors import Cancelled, UserError
from app.base.settings import Settings
from app.model.company import Company
from app.services import exchange, records, taking_in
from app.services.exchange import FileReport, ImportReport
from app.services.same_records import differences
from app.services.sticks import Stick
from app.sync.taking import Taken
from app.ui import checks
from app.ui.context import Context
from app.ui.main_window import PAGES, MainWindow
from app.ui.pages import exchange_export
from app.ui.pages.exchange import ExchangePage
from app.ui.pages.exchange_arrivals import files_of
from app.ui.pages.exchange_conflicts import answers_to
from app.ui.stick_watch import StickWatch
from tests.ui.pages.pair import (
    FIRST,
    MINE,
    THEIRS,
    copy_pair,
    make_pair,
    opened,
    phone_of,
    set_phone,
)

ONLY = tuple(entry for entry in PAGES if entry.name == "exchange")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    return folder, make_pair(folder)


@pytest.fixture
def pair(made, tmp_path):
    copy_pair(made[0], tmp_path)
    return tmp_path


@pytest.fixture
def company(made):
    return made[1]


@pytest.fixture
def show(qtbot, look, pair):
    contexts, kept = [], []

    def make(name):
        database = opened(pair, name)
        context = Context(database, Settings(language="en", theme="light"), kept.append)
        contexts.append((context, database))
        window = MainWindow(context, lambda: exchange.summary(database), ONLY)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.go("exchange")
            window.activateWindow()
        QApplication.processEvents()
        return window

    yield make
    for context, database in contexts:
        context.stop_tasks()
        database.close()


@pytest.fixture
def office(show):
    return show("office")


def file_of(pair):
    (file,) = (pair / "files").glob("*.csrx")
    return file


def look_into(qtbot, page, files):
    page.take(files)
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    qtbot.waitUntil(lambda: bool(page.intake.table.rows.ids))


def take_in(qtbot, page, files):
    look_into(qtbot, page, files)
    page.intake.apply()
    qtbot.waitUntil(lambda: not page.intake.is_busy and not page.intake.files)


def words_in(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def table_texts(table):
    columns = range(len(table.rows.columns))
    return [
        [table.rows.text_at(place, column) for column in columns]
        for place in range(len(table.rows.ids))
    ]


def test_the_dry_run_says_what_would_change_and_changes_nothing(qtbot, office, pair, company):
    broken = pair / "broken.csrx"
    broken.write_bytes(b"not a file of ours")
    page = office.page
    look_into(qtbot, page, [file_of(pair), broken])

    good, bad = table_texts(page.intake.table)
    assert good[1] == "PIS-01 PIS-01"
    assert good[2:] == ["To be taken in", "1", "1", "0", "1", "companies 1"]
    assert bad[2:-1] == ["Refused", "", "", "", ""]
    assert bad[-1].startswith("This is not")
    assert "1 new change" in page.intake.summary.words
    assert "1 conflict" in page.intake.summary.words
    assert "broken.csrx: " in words_in(page.intake.problem_area)
    assert phone_of(office.context.database, company) == MINE
    assert exchange.status(office.context.database).conflicts == 0


def test_taken_in_by_ctrl_enter_then_the_conflict_answered_by_one_key(
    qtbot, office, pair, company, show
):
    page = office.page
    look_into(qtbot, page, [file_of(pair)])
    qtbot.keyClick(page.intake.apply_button, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not page.intake.files)
    assert page.conflicts.asked is not None
    assert page.tabs.tabText(2) == "Conflicts (1)"
    qtbot.keyClick(page.intake.summary.deed, Qt.Key.Key_Space)
    assert page.stack.currentWidget() is page.conflicts

    values = {one.key: one.value for one in answers_to(page.conflicts.asked)}
    assert values == {"1": FIRST, "2": MINE, "3": THEIRS, "B": ""}
    assert "Before" in words_in(page.conflicts)
    assert f"Saved {MINE}" in words_in(page.conflicts), "the record's history is beside it"
    assert page.conflicts.hasFocus()
    qtbot.keyClick(page.conflicts, "3")

    assert phone_of(office.context.database, company) == THEIRS
    assert page.conflicts.asked is None
    assert page.tabs.tabText(2) == "Conflicts"
    assert office.status.undo_button.isVisible()

    page.overview.export.export_to(pair / "back")
    qtbot.waitUntil(lambda: not page.overview.is_busy)
    promoter = show("promoter")
    take_in(qtbot, promoter.page, list((pair / "back").glob("*.csrx")))
    assert phone_of(promoter.context.database, company) == THEIRS
    assert differences(office.context.database, promoter.context.database) == []
    assert exchange.status(promoter.context.database).unconfirmed == 0


@pytest.mark.parametrize(("key", "kept"), [("1", FIRST), ("2", MINE), ("b", f"{MINE} / {THEIRS}")])
def test_each_key_keeps_its_value(qtbot, office, pair, company, key, kept):
    take_in(qtbot, office.page, [file_of(pair)])
    office.page.show_part(office.page.conflicts)
    shown = phone_of(office.context.database, company)
    both = {kept, f"{THEIRS} / {MINE}"} if key == "b" else {kept}
    qtbot.keyClick(office.page.conflicts, key)
    assert phone_of(office.context.database, company) in both
    assert shown in {MINE, THEIRS}


def test_a_file_taken_in_twice_is_known(qtbot, office, pair):
    take_in(qtbot, office.page, [file_of(pair)])
    look_into(qtbot, office.page, [file_of(pair)])
    (row,) = table_texts(office.page.intake.table)
    assert row[2:5] == ["Known already", "0", "2"]


def test_dropped_files_and_folders_are_looked_into(qtbot, office, pair):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pair / "files"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    office.dropEvent(event)
    qtbot.waitUntil(lambda: not office.page.intake.is_busy)
    assert office.page.intake.files == [file_of(pair)]
    assert office.page.stack.currentWidget() is office.page.intake


def test_of_a_folder_only_the_exchange_files_are_taken(tmp_path):
    for name in ("b.csrx", "a.csrx", "c.txt"):
        (tmp_path / name).touch()
    assert [file.name for file in files_of([tmp_path])] == ["a.csrx", "b.csrx"]
    assert files_of([tmp_path / "c.txt"]) == [tmp_path / "c.txt"]


def test_ctrl_i_chooses_files(qtbot, office, pair, monkeypatch):
    intake = office.page.intake
    monkeypatch.setattr(intake.arrivals, "ask_for_files", lambda: [str(file_of(pair))])
    qtbot.keyClick(office, Qt.Key.Key_I, CTRL)
    qtbot.waitUntil(lambda: not intake.is_busy)
    assert len(intake.table.rows.ids) == 1
    intake.put_away()
    assert intake.files == []
    assert file_of(pair).is_file()


def test_ctrl_e_then_enter_exports_to_the_last_folder(qtbot, show, pair, monkeypatch):
    monkeypatch.setattr(exchange_export, "sticks", list)
    window = show("promoter")
    target = pair / "stick"
    target.mkdir()
    window.context.keep_folder(str(target))
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    assert window.page.overview.export.isVisible()
    place = QApplication.focusWidget()
    assert place.text() == "stick"
    qtbot.keyClick(place, Qt.Key.Key_Space)
    qtbot.keyClick(place, Qt.Key.Key_Space)
    overview = window.page.overview
    qtbot.waitUntil(overview.notice.isVisible)
    assert len(list(target.glob("*.csrx"))) == 1, "pressed twice, written once"
    assert "Written for Office" in overview.notice.words
    assert table_texts(overview.table)[0][1:3] == ["To", "Office"]


def test_a_refused_export_is_said_and_can_be_tried_again(qtbot, show, pair):
    window = show("promoter")
    occupied = pair / "occupied"
    occupied.write_text("a file, not a folder")
    window.page.overview.export.export_to(occupied)
    qtbot.waitUntil(window.notice.isVisible)
    assert not window.page.overview.is_busy
    window.page.overview.export.export_to(pair / "other")
    qtbot.waitUntil(window.page.overview.notice.isVisible)


def test_the_promoter_sees_what_waits_and_has_no_devices_tab(show):
    window = show("promoter")
    page = window.page
    assert page.devices is None
    assert [page.tabs.tabText(place) for place in range(page.tabs.count())] == [
        "Overview",
        "Take in",
        "Conflicts",
    ]
    words = words_in(page.overview)
    waiting = exchange.status(window.context.database).unconfirmed
    assert waiting > 0
    assert f"{waiting} | changes wait to be handed over" in words
    assert "the office confirmed up to" in words


def test_the_office_invites_a_device_with_a_code_shown_large(qtbot, office, pair):
    devices = office.page.devices
    office.page.show_part(devices)
    assert devices.code.hasFocus()
    qtbot.keyClicks(devices.code, "PIS-02")
    assert "new promoter" in devices.who.text()
    with pytest.raises(UserError):
        devices.invite()
    qtbot.keyClick(devices.counties.chip("2816"), Qt.Key.Key_Space)
    devices.write_invitation(pair / "new.csri")
    qtbot.waitUntil(lambda: devices.latest is not None)
    QApplication.processEvents()
    assert (pair / "new.csri").is_file()
    large = [
        one.text() for one in devices.findChildren(QLabel) if one.property("role") == "display"
    ]
    assert large == [devices.latest.code]
    assert len(devices.table.rows.ids) == 2
    devices.code.setText("PIS-01")
    assert devices.who.text() == "Promoter PIS-01"


def test_without_a_promoter_nobody_is_invited(office):
    with pytest.raises(UserError):
        office.page.devices.invite()


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(qtbot, office, pair, size):
    office.resize(*size)
    take_in(qtbot, office.page, [file_of(pair)])
    for part in (
        office.page.overview,
        office.page.intake,
        office.page.conflicts,
        office.page.devices,
    ):
        office.page.show_part(part)
        QApplication.processEvents()
        assert checks.faults(office) == []


def test_the_page_shows_what_others_changed(office, company):
    assert isinstance(office.page, ExchangePage)
    before = exchange.status(office.context.database).unconfirmed
    set_phone(office.context.database, company, "+48 87 000 00 00")
    office.page.reload()
    assert f"{before + 1} | changes wait" in words_in(office.page.overview)


def test_several_files_are_one_list_from_which_one_is_left_out(qtbot, office, pair):
    page = office.page
    broken = pair / "broken.csrx"
    broken.write_bytes(b"not a file of ours")
    look_into(qtbot, page, [broken, file_of(pair)])
    page.intake.table.choose("0")
    page.intake.table.setFocus()
    qtbot.keyClick(page.intake.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    assert page.intake.files == [file_of(pair)]
    assert len(page.intake.table.rows.ids) == 1
    assert broken.is_file(), "left out, not deleted"
    qtbot.keyClick(page.intake.table, Qt.Key.Key_Escape)
    assert page.intake.files == []
    assert page.intake.arrivals.isVisible()


def test_a_stopped_import_keeps_what_is_done_and_offers_the_rest(
    qtbot, office, pair, company, monkeypatch
):
    page, early = office.page, next((pair / "early").glob("*.csrx"))
    look_into(qtbot, page, [early, file_of(pair)])
    stopping = taking_in.take_in_each

    def stopped(database, files, progress):
        class Stop:
            def step(self, done, total, text=""):
                if "File 2" in text:
                    raise Cancelled

        return stopping(database, files, Stop())

    monkeypatch.setattr(taking_in, "take_in_each", stopped)
    told = []
    office.context.changed.connect(told.append)
    page.intake.apply()
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    assert page.intake.files == [file_of(pair)]
    assert page.intake.title.text().startswith("Stopped: 1 file")
    assert "visit" in told[0].kinds, "every page reads again"
    monkeypatch.undo()
    qtbot.keyClick(page.intake.apply_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.intake.files)
    assert page.conflicts.asked is not None


def test_a_folder_brings_its_files_and_an_empty_one_is_said(qtbot, office, pair, monkeypatch):
    arrivals = office.page.intake.arrivals
    monkeypatch.setattr(arrivals, "ask_for_folder", lambda: str(pair / "files"))
    arrivals.choose_folder()
    qtbot.waitUntil(lambda: not office.page.intake.is_busy)
    assert office.page.intake.files == [file_of(pair)]
    (pair / "empty").mkdir()
    monkeypatch.setattr(arrivals, "ask_for_folder", lambda: str(pair / "empty"))
    arrivals.choose_folder()
    assert "no exchange file" in office.notice.words


def test_a_stick_with_files_for_this_store_is_noticed_once(qtbot, office, pair):
    stick = Stick(pair / "files", "KINGSTON")
    there = []
    watch = StickWatch(office.context, office.take_in, lambda: there, 60_000)
    watch.look()
    assert not office.notice.isVisible()
    there.append(stick)
    watch.look()
    qtbot.waitUntil(office.notice.isVisible)
    assert office.notice.words == "The stick KINGSTON holds 1 file for you."
    office.notice.deed.click()
    qtbot.waitUntil(lambda: not office.page.intake.is_busy)
    assert office.page.intake.files == [file_of(pair)]
    watch.look()
    watch.stop()
    assert not office.notice.isVisible(), "the same stick is not told twice"
    office.page.intake.put_away()
    office.page.intake.arrivals._found = lambda: there
    office.page.intake.arrivals.look_for_sticks()
    offered = office.page.intake.arrivals.findChildren(QPushButton)
    assert "Stick KINGSTON: take 1 file in" in [one.text() for one in offered]


def test_an_offer_waits_while_the_booth_fills_the_window(office):
    done = []
    office.fill(True)
    office.context.offer("A stick came.", "Look", lambda: done.append(1))
    assert not office.notice.isVisible()
    office.fill(False)
    assert office.notice.words == "A stick came."
    office.notice.deed.click()
    assert (done, office.notice.isVisible()) == ([1], False)
    office.fill(True)
    office.fill(False)
    assert not office.notice.isVisible(), "it is told once"


def test_an_email_draft_holds_the_file_and_is_opened(qtbot, show, pair, monkeypatch):
    window = show("promoter")
    export = window.page.overview.export
    opened_ = []
    monkeypatch.setattr(export, "open", opened_.append)
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    export.mail()
    qtbot.waitUntil(window.page.overview.notice.isVisible)
    (draft,) = opened_
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename().endswith(".csrx")
    (pair / "out.csrx").write_bytes(attached.get_content())
    office = show("office")
    look_into(qtbot, office.page, [pair / "out.csrx"])
    assert table_texts(office.page.intake.table)[0][2] == "To be taken in"


def test_escape_leaves_the_choice_of_a_place(qtbot, office):
    qtbot.keyClick(office, Qt.Key.Key_E, CTRL)
    assert office.page.overview.export.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not office.page.overview.export.isVisible()


@pytest.fixture
def three(qtbot, office, pair, company):
    """The office with three conflicts of the last import: two phones and a town."""
    promoter = opened(pair, "promoter")
    other = promoter.write(add_company, label="Added").result
    (first,) = exchange.export(promoter, pair / "more")
    exchange.take_in(office.context.database, [first.path])
    for database, phone, town in (
        (promoter, "1", "Orzysz"),
        (office.context.database, "2", "Pisz"),
    ):
        change(database, other, phone, town)
    (second,) = exchange.export(promoter, pair / "more")
    promoter.close()
    take_in(qtbot, office.page, [second.path])
    return other


def add_company(session):
    made = records.new(
        Company, name="Piekarnia", kind="company", county="2816", stage="new", phone="0", town="Ełk"
    )
    return records.save(session, made).id


def change(database, company, phone, town):
    def deed(session):
        row = records.get(session, Company, company)
        return records.save(session, row, {"phone": phone, "town": town})

    database.write(deed, label="Changed")


def test_a_rule_answers_all_that_are_listed_and_no_others(qtbot, office, three, company):
    part = office.page.conflicts
    office.page._answer_import()
    assert len(part.questions) == 2, "one came before"
    part.rules.file_box.setCurrentIndex(0)
    assert len(part.questions) == 3
    assert part.rules.count.text() == "For all 3 listed:"
    fields = part.rules.field_box
    fields.setCurrentIndex(fields.findData("company.phone"))
    assert [one.field for one in part.questions] == ["phone", "phone"]
    qtbot.keyClick(part.rules.buttons["theirs"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part._busy)
    database = office.context.database
    assert (phone_of(database, company), phone_of(database, three)) == (THEIRS, "1")
    assert [one.field for one in part.questions] == ["town"], "what is left is asked next"
    assert not part.rules.isVisible(), "one question needs no rule"
    assert office.status.said.text() == "Kept theirs in 2 conflicts"
    office.status.undo_button.click()
    assert phone_of(database, three) != "1"


def test_the_list_is_narrowed_to_one_file(qtbot, office, three, company, pair):
    part = office.page.conflicts
    brought = {
        "a.csrx": {(company, "phone")},
        "b.csrx": {(three, "phone"), (three, "town")},
    }
    files = [FileReport(Path(name), taken=Taken(conflicts=keys)) for name, keys in brought.items()]
    part.rules.show_report(ImportReport(files, 3, 0, None))
    box = part.rules.file_box
    assert [box.itemText(n) for n in range(box.count())] == [
        "From any file",
        "From the last import",
        "a.csrx",
        "b.csrx",
    ]
    box.setCurrentIndex(box.findData("b.csrx"))
    assert {one.row for one in part.questions} == {three}
    for _once in range(2):
        qtbot.keyClick(part, "2")
    assert [one.row for one in part.questions] == [company], "when it is empty, all are listed"


def test_the_whole_history_is_one_button_away(qtbot, office, three):
    for n in range(15):
        change(office.context.database, three, f"{n}", "Pisz")
    part = office.page.conflicts
    office.page.show_part(part)
    part.reload()
    part.step(0 if part.asked.row == three else 1)
    while part.asked.row != three:
        part.step(1)
    more = [b for b in part.findChildren(QPushButton) if b.text().startswith("Show all")]
    qtbot.keyClick(more[-1], Qt.Key.Key_Return)
    QApplication.processEvents()
    assert words_in(part).count("Changed") >= 16


def test_a_late_device_stands_first_and_gets_a_file_of_its_own(qtbot, office, pair):
    devices, began = office.page.devices, clock.now()
    clock.set_clock(lambda: began + timedelta(days=30))
    office.page.reload()
    clock.set_clock(None)
    assert devices.late.text() == "1 device is late."
    (row,) = table_texts(devices.table)
    assert row[-1].startswith("late since")
    office.page.show_part(devices)
    devices.table.go_to(0)
    qtbot.keyClick(devices.table, Qt.Key.Key_Return)
    export = office.page.overview.export
    assert "Where is the file for PIS-01 PIS-01 to stand?" in words_in(export)
    export.export_to(pair / "one")
    qtbot.waitUntil(lambda: not export.is_busy)
    assert len(list((pair / "one").glob("*.csrx"))) == 1
