"""Blocks on the leaflets' page: one is open, they are dragged, doubled, stepped back; pictures."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from app.base.settings import Settings
from app.services import leaflet_shelf
from app.ui import checks
from app.ui.application import dress
from app.ui.main_window import MainWindow
from tests.ui.pages.leaflets_at_hand import ONLY, begun, box, card, drawn, opened, words_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, context):
    made = opened(qtbot, context)
    begun(qtbot, made)
    return made


@pytest.fixture
def page(window):
    return window.page


def open_cards(page):
    cards = page.editor.blocks.cards
    return [n for n, one in enumerate(cards) if one.fields is not None]


def middle_of(one):
    return one.mapToGlobal(QPoint(one.width() // 2, 8))


def drag(qtbot, one, to):
    """Pull a card by its line to a point of the screen, in steps as a hand does."""
    left = Qt.MouseButton.LeftButton
    start = QPoint(one.width() // 2, 8)
    qtbot.mousePress(one, left, pos=start)
    for part in (1, 2, 3):
        there = one.mapToGlobal(start) + (to - one.mapToGlobal(start)) * part / 3
        qtbot.mouseMove(one, one.mapFromGlobal(there))
    qtbot.mouseRelease(one, left, pos=one.mapFromGlobal(to))
    QApplication.processEvents()


def test_one_block_is_open_and_tab_and_the_mouse_open_the_next(qtbot, page):
    blocks = page.editor.blocks
    blocks.show_panel("inside-left")
    QApplication.processEvents()
    assert open_cards(page) == [0]
    closed = blocks.cards[1]
    assert closed.accessibleName().startswith("Heading: ")
    qtbot.keyClick(blocks.cards[0].words, Qt.Key.Key_Tab)
    assert open_cards(page) == [1]
    assert blocks.cards[1].words.hasFocus()
    qtbot.keyClick(blocks.cards[1].words, Qt.Key.Key_Backtab, SHIFT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, SHIFT)
    assert open_cards(page) == [0], "the name of the block stands between"
    qtbot.mouseClick(blocks.cards[2], Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert open_cards(page) == [2]
    assert blocks.cards[2].words.hasFocus()
    QApplication.processEvents()
    heights = [one.height() for one in blocks.cards if one.fields is None]
    assert max(heights) < blocks.cards[2].height()
    tops = [one.y() for one in blocks.cards]
    assert all(above < below for above, below in pairwise(tops))


def test_an_open_block_shows_the_whole_edge_of_its_box(qtbot, window, page):
    for panel in ("flap", "inside-left"):
        page.editor.blocks.show_panel(panel)
        for one in page.editor.blocks.cards:
            page.editor.blocks.open(one)
            qtbot.waitUntil(lambda: not checks.faults(window))


def test_blocks_are_moved_deleted_and_added_by_keys(qtbot, page):
    label, heading = words_of(page, "front")[:2]
    qtbot.keyClick(box(page, 1), Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: words_of(page, "front")[:2] == [heading, label])
    moved = card(page, 0).words
    qtbot.waitUntil(moved.hasFocus)
    qtbot.keyClick(moved, Qt.Key.Key_Delete, CTRL | SHIFT)
    qtbot.waitUntil(lambda: words_of(page, "front")[0] == label)
    qtbot.waitUntil(card(page, 0).words.hasFocus)
    page.editor.blocks.tools.offer_kinds()
    menu = page.editor.blocks.tools.kinds
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    added = card(page, 1).words
    qtbot.waitUntil(added.hasFocus)
    qtbot.keyClicks(added, "Nowy")
    assert words_of(page, "front")[:2] == [label, "Nowy"]


def test_blocks_are_moved_and_deleted_by_the_mouse(qtbot, page):
    label, heading = words_of(page, "front")[:2]

    def click(tip):
        buttons = card(page, 0).findChildren(QPushButton)
        one = next(button for button in buttons if tip in button.toolTip())
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)

    click("Alt+Down")
    qtbot.waitUntil(lambda: words_of(page, "front")[:2] == [heading, label])
    click("Ctrl+Shift+Delete")
    qtbot.waitUntil(lambda: words_of(page, "front")[0] == label)


def test_a_block_is_dragged_before_another_and_onto_a_panel(qtbot, page):
    blocks = page.editor.blocks
    label, heading, *rest = words_of(page, "front")
    QApplication.processEvents()
    drag(qtbot, blocks.cards[1], middle_of(blocks.cards[0]) - QPoint(0, 6))
    assert words_of(page, "front") == [heading, label, *rest]
    chip = blocks.panels.chip("back")
    drag(qtbot, card(page, 1), chip.mapToGlobal(chip.rect().center()))
    assert words_of(page, "front") == [heading, *rest]
    assert words_of(page, "back")[-1] == label
    assert blocks.panel == "back", "the panel that took it comes to the front"
    assert page.preview.pages[0].chosen == "back"


def test_steps_of_the_blocks_are_taken_back_before_what_is_saved(qtbot, page, context):
    before = words_of(page, "front")
    first = box(page, 0)
    qtbot.keyClick(first, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: words_of(page, "front") == [before[0], *before])
    qtbot.keyClick(card(page, 1).words, Qt.Key.Key_Delete, CTRL | SHIFT)
    qtbot.waitUntil(lambda: words_of(page, "front") == before)
    qtbot.keyClicks(box(page, 0), "Nowy")
    qtbot.keyClick(card(page, 1).words, Qt.Key.Key_Z, CTRL)
    assert words_of(page, "front") == ["Nowy", before[0], *before[1:]], "what is typed stays"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, CTRL)
    assert words_of(page, "front") == ["Nowy", *before[1:]]
    tools = page.editor.blocks.tools
    qtbot.mouseClick(tools.undo, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tools.undo, Qt.MouseButton.LeftButton)
    assert words_of(page, "front") == ["Nowy", *before[1:]]
    assert not tools.undo.isEnabled()
    assert context.database.undo_label() is None, "nothing that is saved was touched"


def test_a_block_gets_another_style_and_panel_by_its_menu(qtbot, page):
    def choose(words):
        name = page.editor.blocks.cards[open_cards(page)[0]].name
        entries = [*name.menu().actions()]
        entries += [one for entry in entries if entry.menu() for one in entry.menu().actions()]
        next(one for one in entries if one.text() == words).trigger()
        QApplication.processEvents()

    heading = box(page, 1).words()
    choose("Small heading")
    assert page.editor.blocks.cards[1].block.style == "3"
    assert page.editor.blocks.cards[1].name.text() == "Heading · small heading"
    choose("Left")
    assert heading in words_of(page, "inside-left")
    assert page.editor.blocks.panel == "inside-left"


def put_picture(qtbot, page, side=900):
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QApplication.clipboard().setImage(image)
    qtbot.keyClick(box(page, 0, "back"), Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(page.piece.pictures))
    drawn(qtbot, page)
    return page.editor.blocks.cards[1].fields.picture


def test_a_picture_is_seen_small_and_says_how_it_prints_and_who_agreed(qtbot, page, context):
    shown = put_picture(qtbot, page)
    qtbot.waitUntil(shown.picture.isVisible)
    assert shown.picture.pixmap().toImage().pixelColor(5, 5).green() == 128
    assert "dpi" in shown.size_words.text()
    assert not shown.agreed.isVisible()
    shown.people.setFocus()
    qtbot.keyClicks(shown.people, "Olena Kowal")
    assert shown.consent.isVisible()
    qtbot.keyClick(shown.people, Qt.Key.Key_Tab)
    assert shown.agreed.hasFocus()
    qtbot.keyClick(shown.agreed, Qt.Key.Key_Space)
    assert not shown.consent.isVisible()
    card(page, 0)
    shown = card(page, 1).fields.picture
    assert shown.people.text() == "Olena Kowal", "a card that is opened again knows it"
    assert shown.agreed.isChecked()
    page.editor.title.setText("Z obrazem")
    page.piece.values["title"] = "Z obrazem"
    page.save()
    (row,) = context.read(leaflet_shelf.attached, page.row_id)
    assert (row.people_shown, row.people_agreed) == ("Olena Kowal", True)
    QApplication.processEvents()
    shown = page.editor.blocks.cards[1].fields.picture
    qtbot.mouseClick(shown.agreed, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    page.save()
    (row,) = context.read(leaflet_shelf.attached, page.row_id)
    assert (row.people_shown, row.people_agreed) == ("Olena Kowal", False)


def sideways(page):
    bars = [area.horizontalScrollBar() for area in page.findChildren(QScrollArea)]
    wider = [
        area
        for area in page.findChildren(QScrollArea)
        if area.isVisible() and area.widget().width() > area.viewport().width()
    ]
    return [bar for bar in bars if bar.isVisible()], wider


def test_a_narrow_window_with_large_text_shows_several_blocks_and_no_sideways_bar(
    qtbot, look, context, window, page
):
    dress(look, Settings(language="en", theme="light", font_percent=150))
    made = MainWindow(context, None, ONLY)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.go("leaflets")
    page = made.page
    page.new_record()
    drawn(qtbot, page)
    put_picture(qtbot, page)
    blocks = page.editor.blocks
    for panel in ("inside-left", "back"):
        blocks.show_panel(panel)
        for one in blocks.cards:
            blocks.open(one)
            QApplication.processEvents()
            assert sideways(page) == ([], [])
    blocks.show_panel("inside-left")
    QApplication.processEvents()
    room = blocks.area.viewport()
    seen = [one for one in blocks.cards if room.rect().contains(one.mapTo(room, QPoint(0, 0)))]
    assert len(seen) >= 3
    assert page.room.is_narrow
    page.editor.turn()
    assert page.preview.isVisible()
    assert not blocks.isVisible()
    assert page.preview.width() > page.width() * 3 // 4
    page.editor.turn()
    assert QApplication.focusWidget() is blocks.cards[0].words
    page.editor.turn()
    qtbot.mouseClick(page.preview.pages[1], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert blocks.isVisible(), "a click on a panel leads to its texts"
    for tab in range(4):
        page.editor.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        assert sideways(page) == ([], [])
        assert checks.faults(made) == []
    page.show_list()
    QApplication.processEvents()
    assert page.preview.isVisible(), "in the list the pages stand beside"
    assert sideways(page) == ([], [])
    page.new_record()
    made.resize(1600, 800)
    QApplication.processEvents()
    assert not page.room.is_narrow
    assert page.editor.tabs.count() == 3
    assert page.preview.isVisible()
    page.preview.stop()
    made.close()
