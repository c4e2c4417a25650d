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
    """The context of a window on an office's store; its settings are kept nowhere."""
    monkeypatch.setattr(application.Context.__init__, "__defaults__", (lambda _settings: None,))
    database = enrolment.set_up_office(tmp_path / "store", "Sieć")
    context = application.open_window(database, Settings(language="en", theme="light")).context
    yield context
    window = window_of(context)
    window.close()
    window.deleteLater()
    database.close()


def window_of(context):
    """Return the window that is open; those of tests before may be on their way out."""
    return next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, MainWindow) and one.context is context and one.isVisible()
    )


def widgets_on_all_pages(context):
    for entry in PAGES:
        window_of(context).go(entry.name)
    return len(QApplication.allWidgets())


def build_anew(qtbot, context, theme):
    """Let the window be built anew; return once nothing of the one before is left."""
    before = weakref.ref(window_of(context))
    context.change_settings(theme=theme)

    def gone():
        gc.collect()
        return before() is None

    qtbot.waitUntil(gone, timeout=20_000)


def test_nothing_is_left_of_the_window_before(qtbot, opened):
    widgets_on_all_pages(opened)
    build_anew(qtbot, opened, "dark")
    first = widgets_on_all_pages(opened)
    build_anew(qtbot, opened, "light")
    assert widgets_on_all_pages(opened) <= first, "what is left of tests before may go meanwhile"
