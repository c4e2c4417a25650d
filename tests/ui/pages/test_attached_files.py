"""Attached files in their gallery: gone through, described, opened, saved elsewhere, removed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from app.model.attachment import Attachment
from app.services import attachments, kept_files, records
from app.services.attachments import State
from app.store.attachments import path_of
from app.ui import checks
from app.ui.thumbnails import Thumbnails
from tests.ui.pages.files_at_hand import gallery, jpeg, listed, names, put

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


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
