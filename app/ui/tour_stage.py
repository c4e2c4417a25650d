"""A window on one store, played by keys, and the pictures that are taken of it."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.base.errors import UserError
from app.base.settings import Settings
from app.services import exchange
from app.store.database import Database
from app.ui.application import dress
from app.ui.context import Context
from app.ui.main_window import MainWindow

_PATIENCE = 60.0
SIZE = (1366, 768)
Stroke = str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ENTER = (Qt.Key.Key_Return, CTRL)


class TourError(Exception):
    """Something did not come out as the tour expects."""


class Album:
    """Takes numbered pictures of windows."""

    def __init__(self, folder: Path) -> None:
        """Begin with none."""
        self._folder = folder
        self.pictures: list[dict[str, str]] = []

    def take(self, widget: QWidget, name: str, caption: str) -> None:
        """Save a picture of a widget as it looks now."""
        settle()
        file = f"{len(self.pictures) + 1:02}-{name}.png"
        if not widget.grab().save(str(self._folder / file)):
            raise UserError(f"{self._folder / file}")
        self.pictures.append({"file": file, "shows": caption})


class Stage:
    """An open store with its window; use it with `with`."""

    def __init__(self, folder: Path, settings: Settings, album: Album) -> None:
        """Open the store and show the window on Today."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, settings)
        self.album = album
        self.database = Database.open(folder)
        self.context = Context(self.database, settings, lambda _settings: None)
        self.window = MainWindow(self.context, lambda: exchange.summary(self.database))
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window, 2_000)
        settle()

    def __enter__(self) -> Self:
        """Return the stage."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the window and give the store free."""
        self.window.close()
        self.context.stop_tasks()
        settle()
        self.window.deleteLater()
        settle()
        self.database.close()

    def go(self, page: str, row_id: str = "") -> None:
        """Go to a page, and there to a record."""
        self.window.go(page, row_id)
        settle(120)

    def keys(self, *strokes: Stroke) -> None:
        """Type into whatever has the focus, letter by letter."""
        for stroke in strokes:
            if isinstance(stroke, str):
                for letter in stroke:
                    type_letter(_focused(self.window), letter)
            else:
                key, held = stroke if isinstance(stroke, tuple) else (stroke, None)
                QTest.keyClick(_focused(self.window), key, held or Qt.KeyboardModifier.NoModifier)
            settle()

    def picture(self, name: str, caption: str) -> None:
        """Take a picture of the window."""
        self.album.take(self.window, name, caption)


def type_letter(target: QWidget, letter: str) -> None:
    """Type one letter of any script."""
    if letter.isascii():
        QTest.keyClicks(target, letter)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def settle(milliseconds: int = 0) -> None:
    """Let the window do what it has put off."""
    for _round in range(3):
        QApplication.processEvents()
    if milliseconds:
        QTest.qWait(milliseconds)


def wait_until(true: Callable[[], object], what: str) -> None:
    """Wait for a job in the background.

    Raises:
        TourError: when it takes longer than anybody would wait.
    """
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TourError(f"waited in vain: {what}")
        QTest.qWait(10)
    settle()


def expect(true: object, what: str) -> None:
    """Go on only when something came out as it should.

    Raises:
        TourError: when it did not.
    """
    if not true:
        raise TourError(what)


def _focused(window: QWidget) -> QWidget:
    found: QWidget | None = QApplication.focusWidget()
    return window if found is None else found
