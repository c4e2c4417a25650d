"""Small parts: a button is pressed by Enter too."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
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
