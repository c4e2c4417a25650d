"""The navigation: one entry is on, and the ring of the focus never stays on another."""

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def window(two_pages):
    return two_pages


def test_the_ring_goes_along_with_a_click(window, qtbot):
    one, two = window.navigation.buttons.values()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    assert (window.page_name, two.hasFocus()) == ("two", True)


def test_a_page_that_takes_the_cursor_keeps_it(window, qtbot):
    one, two = window.navigation.buttons.values()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    window.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.page.setFocus()
    window.navigation.mark("one")
    assert window.page.hasFocus()


def test_arrows_move_the_ring_and_the_page(window, qtbot):
    one, two = window.navigation.buttons.values()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(one, Qt.Key.Key_Down)
    assert (window.page_name, two.hasFocus()) == ("two", True)
    qtbot.keyClick(two, Qt.Key.Key_Down)
    assert (window.page_name, one.hasFocus()) == ("one", True)
