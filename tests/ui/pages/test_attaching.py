"""Files on a card: attached by button, drop and paste, described, opened, removed, undone."""

import io
from datetime import time
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from app.base import clock
from app.model.attachment import Attachment
from app.services import attachments, events, kept_files, records
from app.services.attachments import Owner, State
from app.store.attachments import path_of
from app.ui import checks
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.thumbnails import Thumbnails
from tests.ui.conftest import company_id

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
CTRL_V = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def jpeg(colour="teal", size=(320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def owner(planned):
    return Owner("visit", planned)


@pytest.fixture
def shown(window, owner):
    """The planned visit's card, with its page."""
    window.go("visits", owner.row)
    QApplication.processEvents()
    return window.page


@pytest.fixture
def photos(tmp_path):
    """Three photos on the disk."""
    made = []
    for name, colour in (("a.jpg", "red"), ("b.jpg", "green"), ("c.jpg", "blue")):
        made.append(tmp_path / name)
        made[-1].write_bytes(jpeg(colour))
    return made


def listed(context, owner):
    return context.read(attachments.of_record, context.database.folder, owner)


def names(context, owner):
    return [row.name for row in listed(context, owner)]


def put(context, owner, *given):
    for data, name in given:
        attachments.attach(context.database, owner, data, name)


def gallery(page):
    return page.attaching._part.gallery


def came(qtbot, context, owner, count):
    qtbot.waitUntil(lambda: len(listed(context, owner)) == count)
    QApplication.processEvents()


def drop(window, paths):
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_files_are_attached_by_a_key_and_in_sightsmall(
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


def test_dropped_files_go_to_the_in_sightrecord(qtbot, window, context, shown, owner, photos):
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


def test_the_gallery_is_gone_through_and_a_file_removed_and_brought_back(
    qtbot, window, keys, context, shown, owner
):
    put(context, owner, (jpeg("red"), "a.jpg"), (jpeg("green"), "b.jpg"), (jpeg("blue"), "c.jpg"))
    shown.refresh()
    gallery(shown).setFocus()
    keys(Qt.Key.Key_Right)
    assert gallery(shown).current.name == "b.jpg"
    assert shown.attaching._part.name.text() == "b.jpg"
    keys(Qt.Key.Key_Delete)

    assert names(context, owner) == ["a.jpg", "c.jpg"]
    assert window.status.said.text() == "Removed b.jpg"
    qtbot.waitUntil(lambda: gallery(shown).hasFocus())
    assert gallery(shown).current.name == "c.jpg"
    window.status.undo_button.click()
    assert names(context, owner) == ["a.jpg", "b.jpg", "c.jpg"]


def test_a_file_is_described_by_keyboard(qtbot, window, keys, context, shown, owner):
    put(context, owner, (jpeg(), "a.jpg"))
    shown.refresh()
    gallery(shown).setFocus()
    keys("o")
    panel = shown.card.currentWidget()
    panel.form.boxes["alt_text"].editor.setFocus()
    keys("Stoisko w Piszu", Qt.Key.Key_Tab, "Jan Kowal", Qt.Key.Key_Tab, Qt.Key.Key_Space)
    keys(CTRL_ENTER)

    (row,) = listed(context, owner)
    saved = context.read(records.get, Attachment, row.id)
    assert (saved.alt_text, saved.people_shown) == ("Stoisko w Piszu", "Jan Kowal")
    assert saved.people_agreed
    qtbot.waitUntil(lambda: gallery(shown).hasFocus())
    assert "Stoisko w Piszu" in shown.attaching._part.about.text()
    index = gallery(shown).currentIndex()
    assert "Stoisko w Piszu" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_leaving_the_description_keeps_a_draft_that_leads_back(
    qtbot, window, keys, context, shown, owner
):
    put(context, owner, (jpeg(), "a.jpg"))
    shown.refresh()
    gallery(shown).setFocus()
    keys("o")
    shown.card.currentWidget().form.boxes["alt_text"].editor.setFocus()
    keys("Half", Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: gallery(shown).hasFocus())
    ((_key, draft),) = context.drafts.listed()
    assert draft.title == "About the file · a.jpg"
    page, _colon, way = draft.way.partition(":")
    window.go("companies")
    window.go(page, way)
    assert window.page.card.currentWidget().form.value("alt_text") == "Half"


def test_a_file_is_opened_and_saved_elsewhere(
    qtbot, window, keys, context, shown, owner, tmp_path, monkeypatch
):
    put(context, owner, (b"%PDF umowa", "umowa.pdf"))
    shown.refresh()
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url) or True)
    gallery(shown).setFocus()
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked))
    copy = Path(asked[0].toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("umowa.pdf", b"%PDF umowa")

    target = tmp_path / "kopia.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    keys("s")
    qtbot.waitUntil(lambda: window.status.said.text() == "Saved as kopia.pdf")
    assert target.read_bytes() == b"%PDF umowa"


def test_a_double_click_opens_a_file_once(qtbot, context, shown, owner, monkeypatch):
    put(context, owner, (b"%PDF", "umowa.pdf"))
    shown.refresh()
    QApplication.processEvents()
    opened = []
    files = gallery(shown)
    files.opened.connect(lambda row: opened.append(row.name))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    middle = files.visualRect(files.files.index(0, 0)).center()
    qtbot.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(files.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == ["umowa.pdf"]


def test_what_no_program_shows_is_said(qtbot, window, keys, context, shown, owner, monkeypatch):
    put(context, owner, (b"%PDF", "umowa.pdf"))
    shown.refresh()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    gallery(shown).setFocus()
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No program on this computer" in window.notice.words)


def test_what_is_missing_or_damaged_is_said_with_what_to_do(
    qtbot, window, keys, context, shown, owner
):
    put(context, owner, (b"one", "a.txt"))
    (row,) = listed(context, owner)
    path_of(context.database.folder, row.sha256).write_bytes(b"other")
    shown.refresh()
    part = shown.attaching._part
    gallery(shown).setFocus()
    QApplication.processEvents()
    assert "damaged" in part.about.text()
    assert (part.asking.isVisible(), part.opening.isVisible()) == (True, False)
    assert checks.faults(window) == []
    keys("n")

    assert listed(context, owner)[0].state is State.COMING
    part = shown.attaching._part
    qtbot.waitUntil(part.gallery.hasFocus)
    assert "on its way · 3" in part.about.text()
    assert (part.asking.isVisible(), part.opening.isVisible()) == (False, False)


def test_a_card_of_200_photos_makes_few_small_pictures_at_once(
    qtbot, window, keys, context, shown, owner
):
    folder = context.database.folder
    kept = [kept_files.keep(folder, jpeg(size=(8 + n, 8)), f"{n:03}.jpg") for n in range(200)]
    context.write(attachments.add, folder, owner, kept, label="Attached", quiet=True)
    pictures = Thumbnails.of(context)
    QApplication.processEvents()
    part = shown.attaching._part
    qtbot.waitUntil(lambda: not pictures.is_busy)
    assert len(part.gallery.files.rows) == 12
    assert 0 < len(pictures._pictures) <= 12
    part.more.click()
    qtbot.waitUntil(lambda: not pictures.is_busy)
    assert len(part.gallery.files.rows) == 200
    assert len(pictures._pictures) < 60, "only those in sight"
    keys(Qt.Key.Key_End)
    in_sight = part.gallery.visibleRegion()
    last = part.gallery.visualRect(part.gallery.currentIndex()).center()
    assert in_sight.contains(part.gallery.viewport().mapToParent(last))
    qtbot.waitUntil(lambda: kept[-1].sha256 in pictures._pictures)


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
