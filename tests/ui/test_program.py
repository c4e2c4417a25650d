"""The program as a whole: going back to a copy closes the store and opens it again on the copy."""

import pytest
from PySide6.QtWidgets import QApplication

from app.base.settings import Settings
from app.model.company import Company, CompanyKind, Stage
from app.services import care, enrolment, records
from app.store.database import Database
from app.ui import program
from app.ui.main_window import MainWindow


@pytest.fixture
def started(qtbot, look, tmp_path):
    """A program on a store whose copy lacks the last company."""
    folder, copy = tmp_path / "store", tmp_path / "copy.db"
    database = enrolment.set_up_office(folder, "Sieć")
    _add(database, "Before")
    care.save_copy(database, copy)
    _add(database, "After")
    database.close()
    made = program._Program(Settings(language="en", theme="light"))
    made.begin(folder)
    qtbot.waitUntil(lambda: _window().page_name == "today")
    yield made, copy
    for window in _windows():
        window.close()
        window.deleteLater()
    made.end()


def _add(database, name):
    def save(session):
        made = records.new(
            Company, name=name, kind=CompanyKind.COMPANY, county="2816", stage=Stage.NEW
        )
        records.save(session, made)

    database.write(save, label=name)


def _windows():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]


def _window():
    return next(window for window in _windows() if window.isVisible())


def _names(database):
    with database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT name FROM company")]


def test_the_copy_takes_the_place_and_the_present_records_are_kept(qtbot, started):
    made, copy = started
    before = made._window.context
    before.going_back.emit(copy)
    qtbot.waitUntil(lambda: _window().page_name == "today")
    context = made._window.context
    assert context is not before
    assert "in its place" in _window().notice.words
    assert _names(context.database) == ["Before"]
    kept = list(context.database.folder.glob("replaced-*.db"))
    assert len(kept) == 1
    assert kept[0].stat().st_size > 0


def test_a_copy_that_is_none_leaves_the_records_and_says_so(qtbot, started, tmp_path):
    made, _copy = started
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no store")
    made._window.context.going_back.emit(bad)
    qtbot.waitUntil(lambda: _window().page_name == "today")
    assert _window().notice.property("tone") == "red"
    assert sorted(_names(made._window.context.database)) == ["After", "Before"]
    assert isinstance(made._window.context.database, Database)
