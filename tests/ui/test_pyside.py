"""The Qt that we ship keeps count of None, and leaves Python's import alone."""

import linecache
import sys

from PySide6.QtWidgets import QLabel

CALLS = 1000


def test_void_calls_leave_none_counted_right(qtbot):
    # PySide6 6.12.0 on Python 3.11 loses one in each call.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert abs(sys.getrefcount(None) - before) < CALLS / 10


def test_a_module_that_is_imported_beside_qt_is_not_read_and_kept(tmp_path, monkeypatch):
    file = tmp_path / "imported_beside_qt.py"
    file.write_text("VALUE = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    imported = __import__("imported_beside_qt")

    assert imported.VALUE == 1
    assert str(file) not in linecache.cache
