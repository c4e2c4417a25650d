"""What the tests of the exchange do with its page, and read from it."""

from PySide6.QtWidgets import QLabel


def file_of(pair):
    (file,) = (pair / "files").glob("*.csrx")
    return file


def look_into(qtbot, page, files):
    page.take(files)
    qtbot.waitUntil(lambda: not page.intake.is_busy)
    qtbot.waitUntil(lambda: bool(page.intake.table.rows.ids))


def take_in(qtbot, page, files):
    look_into(qtbot, page, files)
    page.intake.apply()
    qtbot.waitUntil(lambda: not page.intake.is_busy and not page.intake.files)


def words_in(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def table_texts(table):
    columns = range(len(table.rows.columns))
    return [
        [table.rows.text_at(place, column) for column in columns]
        for place in range(len(table.rows.ids))
    ]
