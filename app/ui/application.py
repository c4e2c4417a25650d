"""Builds the application once: style, typeface, language; and the window on an open store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.base import i18n
from app.base.errors import UserError
from app.base.i18n import _
from app.base.paths import resource
from app.base.settings import Settings
from app.ui import qt_texts, stylesheet, theme
from app.ui.context import Context
from app.ui.main_window import MainWindow
from app.ui.ring_collector import RingCollector

if TYPE_CHECKING:
    from app.store.database import Database


def build_application(settings: Settings, arguments: Sequence[str] = ()) -> QApplication:
    """Return the process's application in the person's language and look."""
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else QApplication([*arguments])
    application.setOrganizationName("centrum-csr")
    application.setApplicationName("centrum-csr")
    application.setApplicationDisplayName("")
    RingCollector.of(application)
    dress(application, settings)
    return application


def dress(application: QApplication, settings: Settings) -> None:
    """Put the settings' language, colours and size of text in force."""
    i18n.set_language(settings.spoken)
    qt_texts.speak(application, settings.spoken)
    theme.load_fonts()
    chosen = theme.choose(settings.theme, settings.font_percent)
    application.setStyle("Fusion")
    application.setPalette(theme.qt_palette(chosen.colours))
    application.setFont(theme.font())
    application.setStyleSheet(stylesheet.sheet(chosen, resource("icons").as_posix()))


def open_window(
    database: Database | Callable[[], Database], settings: Settings, *, first_page: str = "today"
) -> MainWindow:
    """Open the window on a store and show a page.

    Args:
        database: open, or what opens it once the window has been painted; whoever calls closes
            the window's context after the application has ended.
        settings: the person's choices.
        first_page: a name of `PAGES`.
    """
    context = Context(database, settings)
    keeper = _Keeper(context)
    if callable(database):
        return keeper.open_first(first_page)
    return keeper.open(first_page)


class _Keeper(QObject):
    """Keeps the window, and builds it anew when language, colours or size of text change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._window: MainWindow | None = None
        context.settings_changed.connect(self._settings_changed)

    def open(self, page: str) -> MainWindow:
        """Build the window and show it."""
        window = self._made()
        window.go(page)
        window.show()
        return window

    def open_first(self, page: str) -> MainWindow:
        """Show the frame at once, and the page when the store is open."""
        window = self._made()
        window.show_opening()
        window.painted.connect(partial(self._fill, page))
        window.show()
        return window

    def _made(self) -> MainWindow:
        window = MainWindow(self._context, self._exchange_state)
        self._window = window
        window.keeper = self
        window.failures.install()
        return window

    def _fill(self, page: str) -> None:
        if self._window is None:
            return
        try:
            self._context.open()
        except UserError as error:
            QMessageBox.warning(self._window, _("Centrum CSR cannot start"), str(error))
            QApplication.exit(1)
            return
        self._window.go(page)

    def _settings_changed(self) -> None:
        QTimer.singleShot(0, self._open_again)

    def _open_again(self) -> None:
        before = self._window
        application = QApplication.instance()
        if before is None or not isinstance(application, QApplication):
            return
        page, ends = before.page_name, application.quitOnLastWindowClosed()
        application.setQuitOnLastWindowClosed(False)
        before.close()
        dress(application, self._context.settings)
        self.open(page)
        before.deleteLater()
        application.setQuitOnLastWindowClosed(ends)

    def _exchange_state(self) -> str:
        from app.services import exchange

        return exchange.summary(self._context.database)


def run(application: QApplication) -> int:
    """Hand over to Qt until the last window is closed."""
    return application.exec()
