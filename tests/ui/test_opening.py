"""The frame is painted before the store is opened; what cannot be opened is said."""

import subprocess
import sys

from PySide6.QtWidgets import QApplication, QMessageBox

from app.base.errors import UserError
from app.base.settings import Settings
from app.services import enrolment
from app.ui import main_window, program
from app.ui.application import open_window
from app.ui.every_page import PageEntry

OF_USE_LATER = (
    "PIL", "alembic", "app.documents", "cryptography", "phonenumbers", "pypdfium2", "pyrage",
    "reportlab", "segno", "stdnum",
)  # fmt: skip
OPENED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.base.settings import Settings
from app.ui import application, program

settings = Settings(language="en", theme="light")
of_qt = application.build_application(settings)
made = program._Program(settings)
made.begin(Path(sys.argv[1]))
while not made._window.status.exchange.text():
    of_qt.processEvents()
print(made._window.page_name)
print(*(name for name in sys.argv[2:] if name in sys.modules))
made.end()
"""
PAGES = (PageEntry("one", "Companies"), PageEntry("two", "Visits"))


def test_the_frame_stands_before_the_store_is_opened(qtbot, look, database, try_pages, monkeypatch):
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (None, PAGES))
    opened = []

    def opening():
        opened.append(database)
        return database

    window = open_window(opening, Settings(language="en", theme="light"), first_page="one")
    qtbot.addWidget(window)
    assert opened == []
    assert window.isVisible()
    assert window.page is None
    window.grab()
    qtbot.waitUntil(lambda: window.page_name == "one")
    assert opened == [database]
    qtbot.waitUntil(lambda: window.status.who.text() == "Anna Żak · Central office")


def test_a_store_that_cannot_be_opened_is_said_and_the_program_ends(
    qtbot, look, try_pages, monkeypatch
):
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (None, PAGES))
    said, left = [], []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: said.append(words[-1]))
    monkeypatch.setattr(QApplication, "exit", left.append)

    def opening():
        raise UserError("These records are open in another window.")

    window = open_window(opening, Settings(language="en", theme="light"))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(left))
    assert said == ["These records are open in another window."]
    assert left == [1]


def test_a_store_that_is_open_elsewhere_is_told_of_once(qtbot, look, tmp_path, monkeypatch):
    first = enrolment.set_up_office(tmp_path, "Sieć")
    said, started = [], []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: said.append(words[-1]))
    monkeypatch.setattr(QApplication, "exit", lambda _code: None)
    made = program._Program(Settings(language="en", theme="light"))
    made.begin(tmp_path)
    window = made._window
    qtbot.addWidget(window)
    window.context.started.connect(started.append)
    qtbot.waitUntil(lambda: bool(said))
    made._copy()
    QApplication.processEvents()
    assert not window.notice.isVisible()
    assert started == []
    assert len(said) == 1
    first.close()


def test_what_draws_papers_and_seals_files_is_loaded_when_it_is_first_used(tmp_path):
    enrolment.set_up_office(tmp_path, "Sieć").close()
    command = [sys.executable, "-c", OPENED, str(tmp_path), *OF_USE_LATER]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["today", ""]
