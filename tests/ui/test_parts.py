"""Small parts: a button is pressed by Enter too, and by no click that was meant for another."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.ui.parts import button


def test_enter_presses_a_button_and_control_enter_is_left_to_the_form(qtbot, look):
    pressed = []
    made = button("Save", lambda: pressed.append("pressed"))
    qtbot.addWidget(made)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(made, key)
    assert len(pressed) == 3
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "", autorep=True)
    QApplication.sendEvent(made, held)
    assert len(pressed) == 3


def mouse(target, kind, at=0):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(target.rect().center())
    event = QMouseEvent(kind, place, target.mapToGlobal(place), left, left, none)
    event.setTimestamp(at)
    QApplication.sendEvent(target, event)


def test_the_second_half_of_a_double_click_counts_where_the_first_one_was(qtbot, look):
    pressed = []
    first = button("It took place", lambda: pressed.append("first"))
    instead = button("Plan again", lambda: pressed.append("instead"))
    kinds = QEvent.Type
    for made in (first, instead):
        qtbot.addWidget(made)
        made.show()
    for kind in (kinds.MouseButtonPress, kinds.MouseButtonRelease):
        mouse(first, kind)
    for target in (instead, first):
        mouse(target, kinds.MouseButtonDblClick)
        mouse(target, kinds.MouseButtonRelease)
    assert pressed == ["first", "first"]
    qtbot.mouseClick(instead, Qt.MouseButton.LeftButton)
    assert pressed[-1] == "instead"


def test_a_press_of_long_ago_lends_its_button_no_double_click(qtbot, look):
    pressed = []
    made = button("Discard", lambda: pressed.append("discard"))
    qtbot.addWidget(made)
    made.show()
    kinds = QEvent.Type
    mouse(made, kinds.MouseButtonPress, 1_000)
    mouse(made, kinds.MouseButtonRelease, 1_010)
    for kind in (kinds.MouseButtonDblClick, kinds.MouseButtonRelease):
        mouse(made, kind, 60_000)  # the first half was on what stood here a moment ago
    assert pressed == ["discard"]
