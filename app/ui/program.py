"""The program from start to end: first start, the open store, the daily copy, the window."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import Progress
from app.base.settings import Settings
from app.services import care
from app.store.database import Database
from app.store.engine import FILE_NAME
from app.ui.application import build_application, open_window, run
from app.ui.main_window import MainWindow

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
        self._database: Database | None = None
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
        if self._database is not None:
            self._database.close()

    def _ready(self, folder: Path) -> None:
        if self._open(folder) and self._first_start is not None:
            self._first_start.deleteLater()
            self._first_start = None

    def _open(self, folder: Path) -> bool:
        try:
            database = Database.open(folder)
            window = open_window(database, self._settings)
        except UserError as error:
            # No window yet that could say it.
            QMessageBox.warning(None, _("Centrum CSR cannot start"), str(error))
            return False
        self._database, self._window = database, window
        QTimer.singleShot(_COPY_AFTER_MILLISECONDS, self._copy)
        return True

    def _copy(self) -> None:
        database, window = self._database, self._window
        if database is None or window is None:
            return

        def job(_progress: Progress) -> None:
            care.copy_today(database)

        window.context.start(job, text=_("Making today's backup…"))
