"""Words without room: shortened with an ellipsis, kept in full for whoever asks."""

from PySide6.QtGui import QAccessible

from app.ui.eliding import each_fitting, short_text


def heard(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_line_shows_what_fits_and_keeps_all_its_words(qtbot, look):
    words = "Józef Dąbrowski · Centrum CSR w Piszu"
    line = short_text("muted")
    qtbot.addWidget(line)
    line.setText(words)
    line.show()
    wanted = line.sizeHint().width()
    line.resize(wanted // 2, 20)
    assert line.text() == words
    assert heard(line) == words
    assert line.sizeHint().width() == wanted, "it would never grow again"
    assert line.shown.startswith("Józef")
    assert line.shown.endswith("…")
    line.resize(wanted, 20)
    assert line.shown == words


def test_only_the_words_that_are_too_long_alone_are_shortened(qtbot, look):
    line = short_text("body")
    qtbot.addWidget(line)
    metrics = line.fontMetrics()
    width = metrics.horizontalAdvance("Wojciechowska")
    assert each_fitting("Anna Wojciechowska-Lis", metrics, width + 20) == "Anna Wojciechowska-Lis"
    shortened = each_fitting("Anna Wojciechowska-Lis", metrics, width - 20)
    assert shortened.startswith("Anna Wojc")
    assert shortened.endswith("…Lis")
