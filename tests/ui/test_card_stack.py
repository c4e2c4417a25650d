"""The place beside a list: a card that is shown anew keeps the focus where it was worked at."""

from PySide6.QtWidgets import QApplication, QLabel

from app.ui.card_stack import CardStack
from app.ui.parts import button, column, row


def card(names):
    rows = [
        row(QLabel(name), button("Edit", tip=name), button("Delete", tip=name)) for name in names
    ]
    return column(*rows)


def test_the_focus_stays_in_its_row_of_a_card_that_is_shown_anew(qtbot, look):
    stack = CardStack(QLabel("Nothing is chosen"))
    qtbot.addWidget(stack)
    with qtbot.waitActive(stack):
        stack.show()
        stack.activateWindow()
    stack.show_card(card("abc"))
    stack.enter()
    for _step in range(4):
        QApplication.focusWidget().focusNextChild()
    assert QApplication.focusWidget().toolTip() == "c"

    stack.show_card(card("abc"))
    assert QApplication.focusWidget().toolTip() == "c"
    stack.show_card(card("ab"))
    assert (QApplication.focusWidget().text(), QApplication.focusWidget().toolTip()) == (
        "Edit",
        "b",
    )
