"""Widgets side by side stand on one line: the lower ones in its middle."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.ui.parts import button, flow, text


class _Block(QWidget):
    """A widget of one size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size


@pytest.fixture
def laid(qtbot):
    """Return a function that shows widgets in a flow of a width."""

    def lay(width, *widgets):
        made = flow(*widgets)
        qtbot.addWidget(made)
        made.resize(width, made.heightForWidth(width))
        made.show()
        return made

    return lay


def _middle(widget: QWidget) -> float:
    return widget.y() + widget.height() / 2


def test_a_text_beside_a_button_stands_in_the_middle_of_its_line(laid):
    wide, words = button("Choose the file…", lambda: None), text("or drop it", wrap=False)
    made = laid(600, wide, words)
    assert made.isVisible()
    assert words.height() < wide.height()
    assert words.x() > wide.x()
    assert _middle(words) == pytest.approx(_middle(wide), abs=1)


def test_each_line_has_a_middle_of_its_own(laid):
    high, low, next_high, next_low = blocks = [_Block(100, height) for height in (40, 20, 60, 10)]
    made = laid(220, *blocks)
    assert (_middle(high), _middle(low)) == (20, 20)
    assert next_high.y() > high.y() + high.height()
    assert _middle(next_high) == _middle(next_low)
    assert made.heightForWidth(220) == next_high.y() + 60
    assert [one.x() for one in blocks] == [0, low.x(), 0, low.x()]
