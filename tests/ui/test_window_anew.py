"""A window that is built anew leaves nothing of the one before."""

import gc
import weakref

import pytest
from PySide6.QtWidgets import QApplication

from app.base.settings import Settings
from app.services import enrolment
from app.ui import application
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow


@pytest.fixture
def opened(qtbot, look, tmp_path, monkeypatch):
    """A window on an office's store; its settings are kept nowhere."""
    monkeypatch.setattr(application.Context.__init__, "__defaults__", (lambda _settings: None,))
    database = enrolment.set_up_office(tmp_path / "store", "Sieć")
    application.open_window(database, Settings(language="en", theme="light"))
    yield
    window = the_window()
    window.close()
    window.deleteLater()
    database.close()


def the_window():
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.page
    )


def widgets_on_all_pages():
    for entry in PAGES:
        the_window().go(entry.name)
    return len(QApplication.allWidgets())


def build_anew(qtbot, theme):
    """Let the window be built anew; return once nothing of the one before is left."""
    before = weakref.ref(the_window())
    before().context.change_settings(theme=theme)

    def gone():
        gc.collect()
        return before() is None

    qtbot.waitUntil(gone, timeout=20_000)


def test_nothing_is_left_of_the_window_before(qtbot, opened):
    widgets_on_all_pages()
    build_anew(qtbot, "dark")
    first = widgets_on_all_pages()
    build_anew(qtbot, "light")
    assert widgets_on_all_pages() == first
