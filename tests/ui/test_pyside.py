"""The Qt that we ship keeps count of None; PySide6 6.12.0 on Python 3.11 loses one in each call."""

import sys

from PySide6.QtWidgets import QLabel

CALLS = 1000


def test_void_calls_leave_none_counted_right(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert abs(sys.getrefcount(None) - before) < CALLS / 10
