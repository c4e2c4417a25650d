"""Parts side by side while there is room."""

from PySide6.QtWidgets import QApplication, QLabel

from app.ui.beside import Beside


def test_parts_turn_into_a_column_where_it_is_narrow_and_back(qtbot, look):
    one, two = QLabel("one"), QLabel("two")
    both = Beside(one, two, from_width=400, stretches=(3, 1))
    qtbot.addWidget(both)
    both.resize(600, 200)
    both.show()
    QApplication.processEvents()
    assert both.is_row
    assert two.x() > one.x()
    assert one.width() > 2 * two.width()
    both.resize(300, 200)
    QApplication.processEvents()
    assert not both.is_row
    assert two.y() > one.y()
    both.resize(600, 200)
    QApplication.processEvents()
    assert both.is_row
