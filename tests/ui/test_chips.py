"""Chips: what becomes of the focus when they go with their window."""

from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import delete, isValid

from app.ui.chips import ChoiceChips
from app.ui.parts import column


class Watched(ChoiceChips):
    """Remembers whether it was still whole each time that it was told of the focus."""

    def __init__(self, told):
        super().__init__([("pl", "Polish"), ("en", "English")], "Language")
        self.told = told

    def focus_moved(self):
        self.told.append(isValid(self))


def test_chips_that_go_with_the_focus_are_told_of_nothing_more(qtbot, look):
    told = []
    window, chips, other = QWidget(), Watched(told), QPushButton("Close")
    window.setLayout(column(chips, other))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    chip = chips.findChildren(QPushButton)[0]
    chip.setFocus()
    other.setFocus()
    assert told == [True]
    chip.setFocus()
    delete(chips)  # as with a window that is closed: a signal of what is half gone is an error
    assert told == [True]
