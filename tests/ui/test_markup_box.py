"""The box for light markup: what is bold looks bold, the words stay as they are typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.markup_box import MarkupBox

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make(qtbot, look):
    def made(words="", *, is_list=False):
        box = MarkupBox("Words", is_list=is_list)
        qtbot.addWidget(box)
        box.resize(300, 100)
        box.show()
        box.show_words(words)
        return box

    return made


def looks(box):
    """Return each run of the same look as (words, bold, italic, colour)."""
    found = []
    block = box.document().begin()
    while block.isValid():
        text = block.text()
        for one in block.layout().formats():
            form = one.format
            words = text[one.start : one.start + one.length]
            bold = form.fontWeight() == QFont.Weight.DemiBold
            colour = form.foreground().color().name() if form.hasProperty(0x821) else ""
            found.append((words, bold, form.fontItalic(), colour))
        block = block.next()
    return found


def test_bold_is_bold_and_its_marks_are_pale(make):
    pale, accent = theme.colour("control").name(), theme.colour("accent").name()
    box = make("Za **darmo** i *od* [nas](https://x.pl)")
    shown = [(words, bold, italic) for words, bold, italic, _c in looks(box)]
    assert ("darmo", True, False) in shown
    assert ("od", False, True) in shown
    assert [words for words, _b, _i, colour in looks(box) if colour == pale] == [
        "**", "**", "*", "*", "[", "](https://x.pl)",
    ]  # fmt: skip
    assert [words for words, _b, _i, colour in looks(box) if colour == accent] == ["nas"]
    assert box.words() == "Za **darmo** i *od* [nas](https://x.pl)"


def test_bold_over_two_lines_is_shown_as_it_will_print_and_a_list_goes_by_items(make, qtbot):
    box = make("Za **raz\ndwa*")
    assert not any(bold for _w, bold, _i, _c in looks(box))
    told = []
    box.edited.connect(lambda: told.append(box.words()))
    box.moveCursor(box.textCursor().MoveOperation.End)
    qtbot.keyClicks(box, "*")
    assert [words for words, bold, _i, _c in looks(box) if bold] == ["raz", "dwa"]
    assert told == ["Za **raz\ndwa**"], "colours are no change of the words"
    items = make("Za **raz\ndwa**", is_list=True)
    assert not any(bold for _w, bold, _i, _c in looks(items))


def mark(box, begins, ends):
    cursor = box.textCursor()
    cursor.setPosition(begins)
    cursor.setPosition(ends, cursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("words", "marked", "key", "made"),
    [
        ("za darmo dziś", (3, 9), Qt.Key.Key_B, "za **darmo** dziś"),
        ("za darmo dziś", (5, 5), Qt.Key.Key_B, "za **darmo** dziś"),
        ("za **darmo** dziś", (5, 10), Qt.Key.Key_B, "za darmo dziś"),
        ("za **darmo** dziś", (7, 7), Qt.Key.Key_B, "za darmo dziś"),
        ("za **darmo** dziś", (5, 10), Qt.Key.Key_I, "za ***darmo*** dziś"),
        ("za ***darmo*** dziś", (6, 11), Qt.Key.Key_I, "za **darmo** dziś"),
        ("za *darmo* dziś", (4, 9), Qt.Key.Key_I, "za darmo dziś"),
        ("", (0, 0), Qt.Key.Key_B, "****"),
    ],
)
def test_keys_make_bold_and_italics_and_take_them_off(make, qtbot, words, marked, key, made):
    box = make(words)
    mark(box, *marked)
    qtbot.keyClick(box, key, CTRL)
    assert box.words() == made


def test_each_item_of_a_list_gets_marks_of_its_own(make, qtbot):
    box = make("Raz\n    i pół\nDwa", is_list=True)
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_B, CTRL)
    assert box.words() == "**Raz**\n    **i pół**\n**Dwa**"
    qtbot.keyClick(box, Qt.Key.Key_B, CTRL)
    assert box.words() == "Raz\n    i pół\nDwa"


def test_a_box_that_was_filled_before_it_was_shown_is_no_higher_than_its_words(qtbot, look):
    box = MarkupBox("Words")
    qtbot.addWidget(box)
    box.show_words("One line")
    box.show()

    assert box.minimumHeight() == box.maximumHeight() == box.sizeHint().height()


@pytest.mark.parametrize("words", ["One line", "Two\nlines", "1\n2\n3\n4"])
def test_the_box_is_as_high_as_its_words_and_no_higher_than_it_says(make, words):
    box = make(words)
    box.show()
    QApplication.processEvents()
    assert box.minimumHeight() == box.height() == box.maximumHeight()
    assert box.verticalScrollBar().maximum() == 0
