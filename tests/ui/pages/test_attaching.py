"""Files come to a record by key, drop and paste; those of a form wait with it."""

from datetime import time

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from app.base import clock
from app.model.attachment import Attachment
from app.services import events
from app.services.attachments import Owner
from app.ui import checks
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.thumbnails import Thumbnails
from tests.ui.conftest import company_id
from tests.ui.pages.files_at_hand import came, drop, gallery, listed, names

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
CTRL_V = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_files_are_attached_by_a_key_and_shown_small(
    qtbot, window, keys, context, shown, owner, photos, monkeypatch
):
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_args: ([str(path) for path in photos], "")
    )
    shown.table.setFocus()
    keys("f")
    came(qtbot, context, owner, 3)

    assert names(context, owner) == ["a.jpg", "b.jpg", "c.jpg"]
    assert window.status.said.text() == "Attached 3 files"
    qtbot.waitUntil(lambda: gallery(shown).hasFocus())
    pictures = Thumbnails.of(context)
    qtbot.waitUntil(lambda: all(pictures.get(row.sha256) for row in gallery(shown).files.rows))
    assert checks.faults(window) == []

    context.undo()
    assert names(context, owner) == []
    assert gallery(shown).files.rows == ()


def test_dropped_files_go_to_the_shown_record(qtbot, window, context, shown, owner, photos):
    drop(window, photos[:2])
    came(qtbot, context, owner, 2)
    assert window.page_name == "visits"


def test_exchange_files_go_to_their_page_as_before(window, context, shown, owner, tmp_path):
    file = tmp_path / "x.csrx"
    file.write_bytes(b"x")
    assert not shown.take_files([file])
    assert not shown.take_files([tmp_path])
    assert listed(context, owner) == []


def test_one_refused_file_does_not_hinder_the_others(
    qtbot, window, context, shown, owner, photos, tmp_path
):
    heic, folder = tmp_path / "IMG_1.HEIC", tmp_path / "folder"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    folder.mkdir()
    drop(window, [heic, photos[0], folder])
    came(qtbot, context, owner, 1)
    assert "Save the photo as JPEG" in window.notice.words
    assert "folder is a folder" in window.notice.words


def test_a_copied_picture_and_copied_files_are_pasted(
    qtbot, window, keys, context, shown, owner, photos
):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    shown.table.setFocus()
    keys(CTRL_V)
    came(qtbot, context, owner, 1)
    (row,) = listed(context, owner)
    assert row.name.startswith("Pasted 20")
    assert row.media_type == "image/png"

    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(photos[0]))])
    QGuiApplication.clipboard().setMimeData(held)
    keys(CTRL_V)
    came(qtbot, context, owner, 2)

    QGuiApplication.clipboard().setText("words")
    shown.table.setFocus()
    keys(CTRL_V)
    assert "no picture and no file" in window.status.said.text()


def test_photos_are_saved_with_the_recorded_visit_in_one_step(
    qtbot, window, keys, context, owner, photos
):
    window.go("visits", f"record:{owner.row}")
    page, panel = window.page, window.page._own_panel
    drop(window, photos[:2])
    qtbot.waitUntil(lambda: len(panel.files.kept) == 2)
    panel.files.gallery.setFocus()
    keys(Qt.Key.Key_Delete)
    assert [one.name for one in panel.files.kept] == ["b.jpg"]
    drop(window, photos[:1])
    qtbot.waitUntil(lambda: len(panel.files.kept) == 2)
    keys(Qt.Key.Key_Escape)
    assert listed(context, owner) == []

    page.record(owner.row)
    assert [one.name for one in panel.files.kept] == ["b.jpg", "a.jpg"], "the draft is back"
    keys("1", CTRL_ENTER)
    assert set(names(context, owner)) == {"a.jpg", "b.jpg"}

    context.undo()
    assert listed(context, owner) == []
    assert context.read(lambda s: s.query(Attachment).filter_by(deleted=False).count()) == 0


def test_a_picture_pasted_while_the_note_is_typed_waits_with_the_visit(
    qtbot, window, keys, context, owner
):
    window.go("visits", f"record:{owner.row}")
    panel = window.page._own_panel
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    panel.form.boxes["note"].editor.setFocus()
    keys("Hala", CTRL_V)
    qtbot.waitUntil(lambda: len(panel.files.kept) == 1)
    QGuiApplication.clipboard().setText(" w Piszu")
    panel.form.boxes["note"].editor.setFocus()
    keys(CTRL_V)
    assert panel.form.value("note") == "Hala w Piszu"
    assert len(panel.files.kept) == 1


def test_a_plan_takes_no_files_yet(window, context, owner, photos):
    window.go("visits", "plan:" + company_id(0))
    drop(window, photos)
    assert "Save what you are typing first" in window.status.said.text()
    assert not window.page._own_panel.files.isVisible()


def test_without_a_chosen_record_it_is_said_where_files_go(window, context, photos):
    window.go("visits")
    window.page._shown_id = ""
    drop(window, photos)
    assert "Choose a record first" in window.status.said.text()


def test_what_is_attached_already_is_said(qtbot, window, context, shown, owner, photos):
    drop(window, photos[:1])
    came(qtbot, context, owner, 1)
    drop(window, photos[:1])
    qtbot.waitUntil(lambda: "attached here already" in window.status.said.text())
    assert names(context, owner) == ["a.jpg"]


def test_a_company_and_an_event_hold_files_too(qtbot, context, look, photos):
    def plan(session):
        day = clock.today()
        parts = events.days(day, day, time(9), time(15), "Dzień")
        return events.create(session, "Targi", "fair", parts, lead_county="2816").id

    event = context.write(plan, label="Planned")
    entries = tuple(entry for entry in PAGES if entry.name in ("companies", "events"))
    window = MainWindow(context, None, entries)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    for page, owner in (
        ("companies", Owner("company", company_id(0))),
        ("events", Owner("event", event)),
    ):
        window.go(page, owner.row)
        drop(window, photos)
        came(qtbot, context, owner, 3)
        window.page.open_record(f"attachment:{listed(context, owner)[0].id}")
        assert window.page.card.currentWidget().form.value("name") == "a.jpg"
        assert window.page.shown_id == owner.row
        window.page.may_leave()
        QApplication.processEvents()
        assert checks.faults(window) == []
