"""Leaflets through their page: typed and seen, saved, found, copied, in several languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.base.errors import UserError
from app.model.leaflet import Leaflet
from app.services import leaflet_blocks, leaflet_shelf, leaflets, records
from app.ui import checks
from app.ui.pages import leaflets as page_module
from app.ui.text_box import TextBox
from tests.ui.conftest import CENTRE
from tests.ui.pages.leaflets_at_hand import begun, box, card, drawn, opened, words_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
HEADING = 1
"""The heading's place on the front of a tri-fold, below a label."""


@pytest.fixture
def window(qtbot, context):
    made = opened(qtbot, context)
    drawn(qtbot, made.page)
    return made


@pytest.fixture
def page(qtbot, window):
    return begun(qtbot, window)


def saved_blocks(context, leaflet):
    return context.read(leaflet_blocks.of_leaflet, leaflet)


def save_as(qtbot, page, title):
    page.editor.title.setFocus()
    page.editor.title.selectAll()
    qtbot.keyClicks(page.editor.title, title)
    qtbot.keyClick(page.editor.title, Qt.Key.Key_Return, CTRL)
    return page.row_id


def test_an_empty_list_says_what_belongs_here(window):
    assert window.page.list.empty.isVisible()
    assert window.page.preview.latest.printable.pages == 2


def test_what_is_typed_is_seen_in_the_real_pages(qtbot, page):
    before = page.preview.latest
    assert not page.preview.pages[0].is_empty
    qtbot.keyClicks(box(page, HEADING), "Zupelnie inny naglowek")
    qtbot.waitUntil(lambda: page.preview.latest is not before)
    drawn(qtbot, page)
    assert page.preview.latest.pages[0] != before.pages[0], "the outside shows the heading"
    assert page.preview.latest.pages[1] == before.pages[1], "the inside is as it was"


def test_many_letters_are_drawn_once_the_fingers_rest(qtbot, page, monkeypatch):
    made = []
    draw = leaflets.draw
    monkeypatch.setattr(leaflets, "draw", lambda s, o, *more: made.append(o) or draw(s, o, *more))
    qtbot.keyClicks(box(page, HEADING), "abcdefghij")
    drawn(qtbot, page)
    assert "abcdefghij" in [block.words for block in made[-1].blocks]
    assert len(made) < 10


def test_too_long_a_text_is_said_beside_its_panel(qtbot, page):
    words = box(page, 2, "inside-left")
    words.setPlainText("Za dużo słów na jedną stronę. " * 60)
    blocks = page.editor.blocks
    qtbot.waitUntil(blocks.panels.too_long.isVisible)
    assert "lines too long" in blocks.panels.too_long.text()
    assert "lines too long" in page.notice.words
    assert "⚠" in blocks.panels.chip("inside-left").text()
    assert "⚠" not in blocks.panels.chip("front").text()
    words.setPlainText("Krótko.")
    qtbot.waitUntil(lambda: not blocks.panels.too_long.isVisible() and not page.notice.isVisible())


def test_a_leaflet_is_saved_by_ctrl_enter_and_opened_again(qtbot, window, page, context):
    qtbot.keyClicks(box(page, HEADING), "Dobra firma")
    leaflet = save_as(qtbot, page, "Na targi")
    row = context.read(records.get, Leaflet, leaflet)
    assert (row.title, row.template, row.centre) == ("Na targi", "trifold", CENTRE)
    assert "Dobra firma" in [block.words for block in saved_blocks(context, leaflet)]
    assert window.status.undo_button.isVisible()
    page.new_record()
    assert "Dobra firma" not in words_of(page, "front")
    page.open_record(leaflet)
    assert "Dobra firma" in words_of(page, "front")
    qtbot.keyClicks(box(page, HEADING), "Lepsza firma")
    page.save()
    assert page.row_id == leaflet
    context.undo()
    assert "Dobra firma" in words_of(page, "front")
    context.undo()
    assert page.piece is None, "the first saving is undone: the list is shown"
    assert context.read(leaflet_shelf.listed) == []


def test_saving_leaves_the_cursor_where_it_is(qtbot, page):
    save_as(qtbot, page, "Na targi")
    words = box(page, 2, "inside-left")
    qtbot.keyClicks(words, "abc")
    qtbot.keyClick(words, Qt.Key.Key_Left)
    qtbot.keyClick(words, Qt.Key.Key_Return, CTRL)
    assert not page.piece.is_changed
    qtbot.waitUntil(card(page, 2).words.hasFocus)
    qtbot.keyClicks(card(page, 2).words, "X")
    assert "abXc" in words_of(page, "inside-left")


def test_a_leaflet_without_a_title_is_not_saved(page, context):
    with pytest.raises(UserError):
        page.save()
    assert context.read(leaflet_shelf.listed) == []


def test_what_is_typed_outlives_the_page(qtbot, page, context):
    qtbot.keyClicks(page.editor.title, "W polowie")
    qtbot.keyClicks(box(page, HEADING), "Niedokonczone")
    drawn(qtbot, page)
    qtbot.keyClick(page.editor.title, Qt.Key.Key_Escape)
    assert page.piece is None
    again = page_module.LeafletsPage(context)
    qtbot.addWidget(again)
    again.show()
    assert again.list.lines.item(0).text().startswith("W polowie\n")
    qtbot.keyClick(again.list.lines, Qt.Key.Key_Return)
    assert again.editor.title.text() == "W polowie"
    assert "Niedokonczone" in words_of(again, "front")
    again.save()
    assert context.drafts.listed() == []
    drawn(qtbot, again)
    again.preview.stop()


def test_keys_write_the_markup(qtbot, page):
    words = box(page, HEADING)
    qtbot.keyClicks(words, "dobra")
    words.selectAll()
    qtbot.keyClick(words, Qt.Key.Key_B, CTRL)
    assert words.words() == "**dobra**"
    qtbot.keyClick(words, Qt.Key.Key_B, CTRL)
    assert words.words() == "dobra"
    qtbot.keyClick(words, Qt.Key.Key_I, CTRL)
    assert words.words() == "*dobra*"
    words.selectAll()
    qtbot.keyClicks(words, "strona")
    words.selectAll()
    qtbot.keyClick(words, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(words, "https://x.pl")
    assert words.words() == "[strona](https://x.pl)"
    assert "[strona](https://x.pl)" in words_of(page, "front")


def test_enter_adds_an_item_to_a_list(qtbot, page):
    items = box(page, 3, "flap")
    qtbot.keyClicks(items, "Raz")
    qtbot.keyClick(items, Qt.Key.Key_Return)
    qtbot.keyClicks(items, "Dwa")
    qtbot.keyClick(items, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(items, "i pol")
    assert "Raz\nDwa\n    i pol" in words_of(page, "flap")


def test_a_click_on_the_pages_picks_the_panel(qtbot, page):
    outside, inside = page.preview.pages
    qtbot.mouseClick(inside, Qt.MouseButton.LeftButton, pos=inside.rect().center())
    assert page.editor.blocks.panel == "inside-middle"
    assert inside.chosen == "inside-middle"
    qtbot.mouseClick(outside, Qt.MouseButton.LeftButton, pos=outside.rect().center())
    assert page.editor.blocks.panel == "back"
    assert page.editor.blocks.cards[0].words.hasFocus()


def copied_picture(side):
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QApplication.clipboard().setImage(image)


def test_a_picture_is_pasted_described_and_saved_in_one_step(qtbot, page, context):
    copied_picture(100)
    back = box(page, 2, "back")
    before = len(page.editor.blocks.cards)
    qtbot.keyClick(back, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page.editor.blocks.cards) == before + 1)
    pasted = page.editor.blocks.cards[3]
    assert pasted.block.kind == "picture"
    alt = pasted.findChildren(TextBox)[0]
    qtbot.waitUntil(alt.hasFocus)
    qtbot.keyClicks(alt, "Stoisko")
    shown = pasted.fields.picture
    qtbot.waitUntil(shown.fault.isVisible)
    assert "unsharp" in shown.fault.text()
    assert shown.size_words.text().startswith("On paper ")
    qtbot.waitUntil(shown.picture.isVisible)
    leaflet = save_as(qtbot, page, "Z obrazem")
    (row,) = context.read(leaflet_shelf.attached, leaflet)
    assert row.alt_text == "Stoisko"
    assert page.editor.blocks.pictures[row.id].alt_text == "Stoisko"
    context.undo()
    assert list(context.read(leaflet_shelf.attached, leaflet)) == []
    assert context.read(leaflet_shelf.listed) == []


def test_a_picture_waits_with_the_draft(qtbot, page, context):
    copied_picture(900)
    qtbot.keyClick(page.editor.tabs, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(page.piece.pictures))
    leaflet = page.row_id
    page.show_list()
    page.open_record(leaflet)
    assert "picture" in [block.kind for block in page.piece.blocks if block.panel == "front"]
    drawn(qtbot, page)
    assert [one.fault for one in page.preview.latest.printable.pictures] == [""]


def test_the_flap_takes_widths_that_fold(qtbot, page):
    flap = page.editor.head.flap
    page.editor.show_part(page.editor.head)
    for typed, kept in (("94", 94), ("940", 94), ("x", 94), ("97", None)):
        flap.box.setFocus()
        flap.box.selectAll()
        qtbot.keyClicks(flap.box, typed)
        assert page.piece.values["flap_mm"] == kept
        assert bool(flap.box.property("wrong")) == (typed in ("940", "x"))


def test_another_language_takes_the_ready_texts(qtbot, page):
    qtbot.keyClicks(box(page, 2), "Moje zdanie")
    page.editor.head.language.chip("en").click()
    front = words_of(page, "front")
    assert "Moje zdanie" in front
    assert "Dobra firma zaczyna się od ludzi" not in front
    assert page.piece.order.language == "en"


def test_copies_versions_languages_and_templates(qtbot, page, context):
    first = save_as(qtbot, page, "Na targi")
    page.do("version")
    assert page.row_id != first
    assert page.editor.version.text() == "version 2"
    page.do("language:en")
    assert page.piece.values["language"] == "en"
    page.do("template")
    assert page.piece.is_template
    page.show_list()
    titles = [line.title for line in context.read(leaflet_shelf.listed)]
    assert titles == ["Na targi"] * 4
    own = page.list.new.menu().actions()[-1]
    assert own.text() == "Na targi"
    own.trigger()
    assert not page.piece.is_template
    page.do("delete")
    assert page.piece is None
    assert len(context.read(leaflet_shelf.listed)) == 4
    context.undo()
    assert len(context.read(leaflet_shelf.listed)) == 5


def test_a_leaflet_is_found_by_its_words_and_opens_with_the_cursor_in_them(qtbot, page):
    qtbot.keyClicks(box(page, HEADING), "Zolty czajnik")
    leaflet = save_as(qtbot, page, "Na targi")
    page.new_record()
    save_as(qtbot, page, "Inna")
    page.focus_search()
    qtbot.keyClicks(page.list.search, "czajnik")
    assert [page.list.lines.item(n).text() for n in range(page.list.lines.count())] == [
        "Na targi\nA4 tri-fold · English"
    ]
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    assert page.row_id == leaflet
    assert card(page, 0).isAncestorOf(QApplication.focusWidget())


def test_unsaved_changes_are_dropped_when_asked(qtbot, page, context):
    leaflet = save_as(qtbot, page, "Na targi")
    qtbot.keyClicks(box(page, HEADING), "Pomysl")
    drawn(qtbot, page)
    assert context.drafts.listed()
    page.do("discard")
    assert "Pomysl" not in words_of(page, "front")
    assert page.row_id == leaflet
    assert context.drafts.listed() == []


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(window, page, size):
    window.resize(*size)
    for tab in range(3):
        page.editor.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        assert checks.faults(window) == []
    page.show_list()
    QApplication.processEvents()
    assert checks.faults(window) == []
