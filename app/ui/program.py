"""The program from start to end: first start, the open store, the daily copy, the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.base.paths import user_data
from app.base.progress import Progress
from app.base.settings import Settings, save_settings
from app.services import made_up
from app.store.place import FILE_NAME
from app.ui.application import build_application, dress, open_window, run
from app.ui.main_window import MainWindow
from app.ui.window_place import take_place

if TYPE_CHECKING:
    from app.store.database import Database

_COPY_AFTER_MILLISECONDS = 3_000


def run_program(folder: Path, settings: Settings) -> int:
    """Open the window on a folder's store, or ask how to begin when there is none.

    Args:
        folder: where the store is or will be.
        settings: the person's choices.

    Returns:
        The process's exit code.
    """
    application = build_application(settings)
    program = _Program(settings)
    if not program.begin(folder):
        return 1
    try:
        return run(application)
    finally:
        program.end()


class _Program(QObject):
    """Holds what lives as long as the program: the store and its window."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._window: MainWindow | None = None
        self._first_start: QWidget | None = None
        self._own = Path()

    def begin(self, folder: Path) -> bool:
        """Show the first window; tell whether there is one."""
        self._own = user_data() if made_up.is_made_up(folder) else folder
        if (folder / FILE_NAME).is_file():
            return self._open(folder)
        self._first(folder)
        return True

    def _first(self, folder: Path) -> None:
        """Ask how to begin; once more when the language or the size of text is another."""
        from app.ui.first_start import FirstStart

        before, first = self._first_start, FirstStart(folder, self._settings)
        first.ready.connect(self._ready)
        first.dressed.connect(partial(self._dress, folder))
        self._first_start = first
        if before is not None:
            take_place(first, before)
            before.deleteLater()
        first.show()

    def _dress(self, folder: Path, settings: Settings) -> None:
        application = QApplication.instance()
        self._settings = settings
        save_settings(settings)
        if isinstance(application, QApplication):
            dress(application, settings)
        QTimer.singleShot(0, self, partial(self._first, folder))

    def end(self) -> None:
        """Give the store free."""
        if self._window is not None:
            self._window.context.close()

    def _ready(self, folder: Path) -> None:
        if self._open(folder) and self._first_start is not None:
            self._first_start.deleteLater()
            self._first_start = None

    def _open(self, folder: Path) -> bool:
        def opening() -> Database:
            from app.store.database import Database

            return Database.open(folder)

        self._window = open_window(opening, self._settings)
        self._window.context.demo_left.connect(self._leave_demo)
        self._window.context.going_back.connect(self._go_back)
        self._window.context.repair_wanted.connect(self._repair)
        QTimer.singleShot(_COPY_AFTER_MILLISECONDS, self._copy)
        return True

    def _leave_demo(self) -> None:
        """Close the demo and open the own records, or ask how to begin them."""
        with self._between_windows():
            self.begin(self._own)

    def _go_back(self, file: Path) -> None:
        """Put a copy in the place of the present records, which are kept beside it."""
        with self._between_windows() as folder:
            said = _put_back(file, folder)
            self._open(folder)
        if self._window is not None:
            self._window.context.told.emit(*said)

    def _repair(self) -> None:
        """Make the present records anew from their journal."""
        with self._between_windows() as folder:
            said = _mended(folder)
            self._open(folder)
        if self._window is not None:
            self._window.context.told.emit(*said)

    @contextmanager
    def _between_windows(self) -> Iterator[Path]:
        """Close the window and give the store free, lend its folder; the block opens another."""
        application = QApplication.instance()
        if self._window is None or not isinstance(application, QApplication):
            raise RuntimeError("there is no window to close")
        context, self._window = self._window.context, None
        folder = context.database.folder
        self._settings = context.settings
        application.setQuitOnLastWindowClosed(False)
        for window in application.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.close()
                window.deleteLater()
        context.close()
        try:
            yield folder
        finally:
            application.setQuitOnLastWindowClosed(True)

    def _copy(self) -> None:
        if self._window is None or not self._window.context.is_open:
            return  # a store that cannot be opened has been told of
        context = self._window.context

        def job(_progress: Progress) -> None:
            from app.services import care

            care.copy_today(context.database)

        context.start(job, text=_("Making today's backup…"))


def _mended(folder: Path) -> tuple[str, str]:
    """Make a store anew from its journal; return what came of it, in words, and their tone."""
    from app.services import care

    try:
        done = care.repair(folder)
    except UserError as error:
        return str(error), "red"
    return " ".join(care.repaired_lines(done)), "amber" if done.cut else "accent"


def _put_back(file: Path, folder: Path) -> tuple[str, str]:
    """Put a copy in a store's place; return what came of it, in words, and their tone."""
    from app.services import care, copies

    try:
        missing = care.restore(file, folder)
    except UserError as error:
        return str(error), "red"
    done = _("The copy is in its place; what stood there before is kept in the same folder.")
    return f"{done} {copies.missing_text(missing)}".strip(), "accent"
