"""The program from start to end: first start, the open store, the daily copy, the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.base.i18n import _
from app.base.progress import Progress
from app.base.settings import Settings
from app.store.place import FILE_NAME
from app.ui.application import build_application, open_window, run
from app.ui.main_window import MainWindow

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
        self._first_start: QObject | None = None

    def begin(self, folder: Path) -> bool:
        """Show the first window; tell whether there is one."""
        if (folder / FILE_NAME).is_file():
            return self._open(folder)
        from app.ui.first_start import FirstStart

        first = FirstStart(folder)
        first.ready.connect(self._ready)
        self._first_start = first
        first.show()
        return True

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
        QTimer.singleShot(_COPY_AFTER_MILLISECONDS, self._copy)
        return True

    def _copy(self) -> None:
        if self._window is None:
            return
        context = self._window.context

        def job(_progress: Progress) -> None:
            from app.services import care

            care.copy_today(context.database)

        context.start(job, text=_("Making today's backup…"))
