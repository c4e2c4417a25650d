"""The window: navigation, the pages that are built when first shown, and the bottom line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.base.i18n import _
from app.ui import every_page
from app.ui.context import Context
from app.ui.errors import Failures
from app.ui.every_page import PAGES, PageEntry
from app.ui.menu import Menu
from app.ui.navigation import Navigation
from app.ui.page import Page
from app.ui.parts import column, row, text
from app.ui.status_line import StatusLine
from app.ui.tab_order import order_tabs
from app.ui.theme import Space
from app.ui.window_notice import WindowNotice
from app.ui.window_place import keep_place, restore_place

if TYPE_CHECKING:
    from app.ui.stick_watch import StickWatch


ExchangeState = Callable[[], str]
"""Says in words what waits for the office."""


class MainWindow(QMainWindow):
    """The frame around the pages.

    Signals:
        shown: a page's name, after it came to the front.
        painted: the frame was painted for the first time.
    """

    shown = Signal(str)
    painted = Signal()

    def __init__(
        self,
        context: Context,
        exchange_state: ExchangeState | None = None,
        pages: Sequence[PageEntry] = PAGES,
    ) -> None:
        """Build the frame; a page is built when it is first shown.

        Args:
            context: for all pages.
            exchange_state: says what waits for the office; none, nothing is said.
            pages: which pages there are.
        """
        super().__init__()
        self.context = context
        self._entries = {entry.name: entry for entry in pages}
        self._exchange_state = exchange_state
        self._pages: dict[str, Page] = {}
        self._full = False
        self._had_focus: QWidget | None = None
        self._sticks: StickWatch | None = None
        self.keeper: object = None
        """Whoever builds the window anew when the settings change; it lives as long."""
        self.setWindowTitle("Centrum CSR")
        self.setAcceptDrops(True)
        entries = [(entry.name, _(entry.label), entry.icon) for entry in pages]
        self.navigation = Navigation(entries)
        self.notice = WindowNotice()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.menu_parts = Menu(self, context, entries)
        self._build()
        self._connect()
        restore_place(self)
        self._was_painted = False
        self.painted.connect(self._show_state, Qt.ConnectionType.QueuedConnection)

    @property
    def page(self) -> Page | None:
        """Return the page in front."""
        front = self.stack.currentWidget()
        return front if isinstance(front, Page) else None

    @property
    def page_name(self) -> str:
        """Return the name of the page in front."""
        return self.page.name if self.page is not None else ""

    def go(self, name: str, row_id: str = "") -> None:
        """Bring a page to the front, and there a record."""
        entry = self._entries.get(name)
        if entry is None or (self.page is not None and not self.page.may_leave()):
            return
        page = self._pages.get(name) or self._build_page(entry)
        if self._full and page is not self.page:
            self.fill(False)
        if page is not self.page:
            self.notice.pass_by()
        self.stack.setCurrentWidget(page)
        self.navigation.mark(name)
        self.setWindowTitle(f"{_(entry.label)} – Centrum CSR")
        self.menu_parts.show_commands(page.commands_once())
        if row_id:
            page.open_record(row_id)
        self.shown.emit(name)

    def fill(self, full: bool) -> None:
        """Give the page the window (the booth), or give the frame back.

        The bottom line stays: it says what was undone, without moving anything.
        """
        self._full = full
        for part in (self.navigation, self.menuBar()):
            part.setVisible(not full)
        self.notice.hold(holding=full)

    def open_hit(self, entity: str, row_id: str) -> None:
        """Open a record that a search found."""
        self.go(every_page.page_that_opens(entity, self._entries.values()), row_id)

    def open_palette(self) -> None:
        """Search everything and commands."""
        from app.ui.palette import Palette

        kinds = every_page.kinds_opened(self._entries.values())
        palette = Palette(self, self.context, self.menu_parts.everything(), kinds)
        palette.chosen.connect(self.open_hit)
        palette.open()

    def show_opening(self) -> None:
        """Say that the records are being opened, until the first page comes."""
        words = text(_("Opening the records…"), "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files wherever they are dropped; Qt calls."""
        if event.mimeData().hasUrls() and self.stack.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Give dropped files to the page in front, else to the exchange; Qt calls."""
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not (self.page is not None and self.page.take_files(paths)):
            self.take_in(paths)

    def take_in(self, files: Sequence[Path]) -> None:
        """Look into exchange files that came."""
        self.go("exchange")
        if self.page is not None:
            self.page.take_files(files)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow what is shown, whatever came to it since; Qt calls."""
        page = self.page
        order_tabs(self.navigation, *([] if page is None else [page]), self.status)
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time; Qt calls."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, stop jobs, remember the window's place; Qt calls."""
        for page in self._pages.values():
            page.may_leave()
        if self._sticks is not None:
            self._sticks.stop()
        self.context.stop_tasks()
        keep_place(self)
        super().closeEvent(event)

    def _build(self) -> None:
        right = column(self.notice, self.stack, gap=Space.NONE)
        right.setStretch(1, 1)
        middle = row(self.navigation, right, gap=Space.NONE)
        middle.setStretch(1, 1)
        whole = column(middle, self.status, gap=Space.NONE)
        whole.setStretch(0, 1)
        inside = QWidget()
        inside.setLayout(whole)
        self.setCentralWidget(inside)

    def _connect(self) -> None:
        context, menu = self.context, self.menu_parts
        self.navigation.chosen.connect(self.go)
        menu.new_wanted.connect(self._new_wanted)
        menu.search_wanted.connect(self._search_wanted)
        menu.palette_wanted.connect(self.open_palette)
        menu.help_wanted.connect(self._help_wanted)
        menu.about_wanted.connect(self._about_wanted)
        context.went.connect(self.go)
        context.filled.connect(self.fill)
        context.said.connect(self.status.say)
        context.told.connect(self.notice.tell)
        context.offered.connect(self.notice.offer)
        context.started.connect(self.status.watch)
        context.changed.connect(self._context_changed)
        context.undone.connect(self.status.say_undone)
        self.status.undo_wanted.connect(context.undo)
        self.status.redo_wanted.connect(context.redo)
        self.status.exchange_wanted.connect(self._exchange_wanted)
        self.status.busy.connect(self._set_busy)
        self.status.demo_wanted.connect(self._tell_of_demo)
        self.failures = Failures(context.tell)
        context.jobs.failures = self.failures

    def _build_page(self, entry: PageEntry) -> Page:
        self._pages[entry.name] = page = entry.build(self.context)
        self.stack.addWidget(page)
        return page

    def _new_wanted(self) -> None:
        if self.page is not None:
            self.page.new_record()

    def _search_wanted(self) -> None:
        if self.page is not None:
            self.page.focus_search()

    def _help_wanted(self) -> None:
        from app.ui.help import show_help

        show_help(self, self.page_name)

    def _about_wanted(self) -> None:
        from app.ui.help import show_about

        show_about(self)

    def _set_busy(self, busy: bool) -> None:
        """Let the person do nothing but cancel while a shown job runs; go on where it began."""
        if busy:
            self._had_focus = QApplication.focusWidget()
        for part in (self.navigation, self.stack, self.menuBar()):
            part.setEnabled(not busy)
        if not busy:
            self._give_focus_back()

    def _give_focus_back(self) -> None:
        before, self._had_focus = self._had_focus, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        elif self.page is not None:
            self.page.setFocus()

    def _tell_of_demo(self) -> None:
        words = _(
            "Everything here is made up: try whatever you like. Your own records begin apart "
            "from it, when you leave the demo."
        )
        self.notice.offer(words, _("Leave the demo"), self.context.demo_left.emit)

    def _watch_sticks(self) -> None:
        from app.ui.stick_watch import StickWatch  # brings the store, which the start awaits

        if "exchange" in self._entries and self._sticks is None:
            self._sticks = StickWatch(self.context, self.take_in, parent=self)

    def _exchange_wanted(self) -> None:
        self.go("exchange")

    def _context_changed(self, _changes: object) -> None:
        self.notice.pass_by()  # what was to be mended has been, or something else was done
        self._show_exchange()

    def _show_state(self) -> None:
        if not self.context.is_open:
            return  # what hinders has been told of, and would be told of again
        self.status.show_who(self.context.who_in_words())
        self.status.show_demo(shown=self.context.is_demo)
        self._show_exchange()
        self._watch_sticks()

    def _show_exchange(self) -> None:
        if self._exchange_state is not None:
            self.status.show_exchange(self._exchange_state())
        else:
            self.status.show_exchange("")
