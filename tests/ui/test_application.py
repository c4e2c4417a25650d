"""The window speaks the chosen language and is built anew when the settings change."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QPushButton

from app.base.settings import Settings
from app.ui import application, qt_texts, theme
from app.ui.application import dress, open_window
from app.ui.main_window import MainWindow


@pytest.fixture
def opened(qtbot, look, database, try_pages, monkeypatch):
    from app.ui import main_window
    from app.ui.every_page import PageEntry

    kept = []
    monkeypatch.setattr(application.Context.__init__, "__defaults__", (kept.append,))
    pages = (PageEntry("one", "Companies"), PageEntry("two", "Visits"))
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (None, pages))
    window = open_window(database, Settings(language="en", theme="light"), first_page="one")
    yield window, kept
    for one in QApplication.topLevelWidgets():
        if isinstance(one, MainWindow):
            one.close()
            one.deleteLater()


def visible_windows():
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()
    ]


def test_another_language_and_size_build_the_window_anew_on_the_same_page(qtbot, opened):
    window, kept = opened
    window.go("two")
    window.context.change_settings(language="pl", font_percent=150, theme="dark")
    qtbot.waitUntil(lambda: visible_windows() not in ([], [window]))
    (again,) = visible_windows()
    assert kept == [Settings(language="pl", theme="dark", font_percent=150)]
    assert again.page_name == "two"
    assert again.navigation.buttons["one"].text() == "Firmy"
    assert theme.current().dark
    assert theme.px(10) == 15
    again.context.say("x")
    assert again.status.said.text() == "x"


def test_qts_own_buttons_speak_polish(qtbot, look):
    dress(look, Settings(language="pl"))
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Anuluj"
    dress(look, Settings(language="en"))


def test_qts_window_for_files_speaks_polish_throughout(qtbot, look):
    dress(look, Settings(language="pl"))
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {one.text().replace("&", "") for one in dialog.findChildren(QLabel)}
    assert said == {"Szukaj w:", "Nazwa pliku:", "Pliki rodzaju:"}


def test_what_no_translation_has_is_said_as_qt_says_it(qtbot, look):
    dress(look, Settings(language="pl"))
    assert QCoreApplication.translate("QFileDialog", "Not known") == "Not known"
    dress(look, Settings(language="en"))
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {one.text().replace("&", "") for one in dialog.findChildren(QLabel)}
    assert said == {"Look in:", "File name:", "Files of type:"}
    buttons = [one.text() for one in dialog.findChildren(QPushButton)]
    assert buttons == ["&Open", "Cancel"]


@pytest.mark.parametrize(
    ("platform", "desktop", "own"),
    [
        ("linux", "en", True),
        ("linux", "pl", False),
        ("win32", "en", False),
        ("darwin", "en", False),
    ],
)
def test_a_linux_desktop_in_another_language_is_not_asked_for_files(
    look, monkeypatch, platform, desktop, own
):
    monkeypatch.setattr(qt_texts.sys, "platform", platform)
    monkeypatch.setattr(qt_texts.QLocale, "system", lambda: QLocale(desktop))
    dress(look, Settings(language="pl"))
    attribute = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
    assert QCoreApplication.testAttribute(attribute) is own
    monkeypatch.undo()
    dress(look, Settings(language="en"))
