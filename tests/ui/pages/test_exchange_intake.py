"""Files that came: looked into, left out, taken in, stopped; from folders and sticks."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.base.errors import Cancelled
from app.services import exchange, taking_in
from app.services.exchange import ArrivedRow, FileReport, ImportReport
from app.services.sticks import Stick
from app.ui.pages.exchange_arrivals import files_of
from app.ui.pages.exchange_records import RecordRow
from app.ui.stick_watch import StickWatch
from tests.ui.pages.looks import file_of, look_into, table_texts, take_in, words_in
from tests.ui.pages.pair import MINE, THEIRS, phone_of

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_dry_run_says_what_would_change_and_changes_nothing(qtbot, office, pair, company):
    broken = pair / "broken.csrx"
    broken.write_bytes(b"not a file of ours")
    page = office.page
    look_into(qtbot, page, [file_of(pair), broken])

    bad, good = table_texts(page.intake.table)
    assert good[1] == "PIS-01"
    assert good[2:] == ["To be taken in", "1", "1", "0", "1", "companies 1"]
    assert bad[2:] == ["Refused", "", "", "", "", ""], "refused files stand first"
    assert "1 new change" in page.intake.summary.words
    assert "1 conflict" in page.intake.summary.words
    assert "broken.csrx: This is not" in words_in(page.intake.problem_area)
    records = page.intake.records
    came = [["Tartak Pisz", "Company", "you will be asked: Phone", f"Phone: {THEIRS}"]]
    assert table_texts(records.table) == came, "of all files while none is chosen"
    page.intake.table.selectRow(0)
    assert page.intake.chosen.text().startswith("broken.csrx: This is not")
    assert records.isHidden(), "a refused file brings nothing"
    page.intake.table.selectRow(1)
    assert table_texts(records.table) == came
    assert records.title.text() == f"1 record in {file_of(pair).name}"
    records.table.selectRow(0)
    assert records.chosen.text() == f"Tartak Pisz: Phone: {THEIRS}"
    led = []
    office.context.navigate = lambda *where: led.append(where)
    qtbot.keyClick(records.table, Qt.Key.Key_Return)
    assert led == [("companies", company)]
    records._rows = {"gone": RecordRow("gone", ArrivedRow("company", "gone", "Kłos", is_new=True))}
    records._open("gone")
    assert office.status.said.text().startswith("This record is not here")
    assert led == [("companies", company)]
    assert page.intake.chosen.text() == f"{file_of(pair).name}: companies 1"
    assert phone_of(office.context.database, company) == MINE
    assert exchange.status(office.context.database).conflicts == 0


def test_the_same_reason_is_said_once_for_all_its_files(qtbot, office, pair):
    broken = [pair / f"broken-{n}.csrx" for n in range(5)]
    for file in broken:
        file.write_bytes(b"not a file of ours")
    office.resize(1024, 640)
    look_into(qtbot, office.page, [*broken, file_of(pair)])
    (said,) = office.page.intake.problem_area.findChildren(QLabel)
    assert said.text().startswith("broken-0.csrx, broken-1.csrx, broken-2.csrx and 2 files more: ")
    QApplication.processEvents()
    for part in (said, office.page.intake.apply_button, office.page.intake.summary):
        assert part.visibleRegion().boundingRect() == part.rect(), "in sight without scrolling"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["plan.pdf"], "Has not come yet: plan.pdf. The next export asks for it."),
        (list("abcd"), "Have not come yet: a, b, c and 1 file more. The next export asks"),
    ],
)
def test_attached_files_that_have_not_come_are_named(office, names, said):
    report = ImportReport([FileReport(Path("a.csrx"), result="applied")], 0, 0, None, names)
    office.page.intake._show(report, {"applied": "Taken in"})
    assert words_in(office.page.intake.problem_area).startswith(said)
    assert office.page.intake.problem_area.isHidden() is not bool(names)


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


def test_of_a_folder_only_the_exchange_files_are_taken(office, tmp_path):
    context, told = office.context, []
    context.told.connect(lambda words, tone: told.append((words, tone)))
    folder = tmp_path / "three"
    folder.mkdir()
    for name in ("b.csrx", "a.csrx", "c.txt"):
        (folder / name).touch()
    assert [file.name for file in files_of(context, [folder])] == ["a.csrx", "b.csrx"]
    assert files_of(context, [folder / "c.txt"]) == [folder / "c.txt"]
    assert told == []
    (tmp_path / "empty").mkdir()
    office.take_in([tmp_path / "empty"])
    assert told == [("There is no exchange file (.csrx) in empty.", "amber")]


def test_ctrl_i_chooses_files(qtbot, office, pair, monkeypatch):
    intake = office.page.intake
    monkeypatch.setattr(intake.arrivals, "ask_for_files", lambda: [str(file_of(pair))])
    qtbot.keyClick(office, Qt.Key.Key_I, CTRL)
    qtbot.waitUntil(lambda: not intake.is_busy)
    assert len(intake.table.rows.ids) == 1
    intake.put_away()
    assert intake.files == []
    assert file_of(pair).is_file()


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
                if f"File {stop_at}" in text:
                    raise Cancelled

        return stopping(database, files, Stop())

    monkeypatch.setattr(taking_in, "take_in_each", stopped)
    page.duplicates.found = []
    stop_at = 1
    page.intake.apply()
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    assert page.intake.title.text() == "Stopped: no file has been taken in whole"
    assert len(table_texts(page.intake.table)) == 2, "what lies here is still listed"
    assert page.duplicates.found is None, "what came of the first file was not compared"
    stop_at = 2
    told = []
    office.context.changed.connect(told.append)
    page.intake.apply()
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    assert page.intake.files == [file_of(pair)]
    assert page.intake.title.text().startswith("Stopped: 1 file")
    taken, left = table_texts(page.intake.table)
    assert (taken[0], taken[2]) == (early.name, "Known already")
    assert (left[0], left[2:]) == (file_of(pair).name, ["Not taken in yet", "", "", "", "", ""])
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
    assert not office.notice.isVisible(), "the same stick is not told twice"
    there[:] = [replace(stick, volume=7)]
    watch.look()
    qtbot.waitUntil(office.notice.isVisible)
    office.notice.hide()
    watch.stop()
    office.page.intake.put_away()
    office.page.intake.arrivals._found = lambda: there
    office.page.intake.arrivals.look_for_sticks()
    offered = office.page.intake.arrivals.findChildren(QPushButton)
    assert "Stick KINGSTON: take 1 file in" in [one.text() for one in offered]
