"""The window: navigation, the pages that are built when first shown, and the bottom line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.base.i18n import N_, _
from app.ui.context import Context
from app.ui.errors import Failures
from app.ui.icons import NAMES
from app.ui.menu import Menu
from app.ui.navigation import Navigation
from app.ui.page import Page
from app.ui.parts import column, row, text
from app.ui.status_line import StatusLine
from app.ui.theme import Space
from app.ui.window_notice import WindowNotice

if TYPE_CHECKING:
    from app.ui.stick_watch import StickWatch


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the program.

    Attributes:
        name: in `context.navigate`, in help and in the module's path.
        label: in the navigation, untranslated.
        holds: names of entities whose records the page opens.
    """

    name: str
    label: str
    holds: tuple[str, ...] = ()

    @property
    def icon(self) -> str:
        """Return the icon of the page's name, or a plain one."""
        return self.name if self.name in NAMES else "file"

    @property
    def module(self) -> str:
        """Return where the page is written; it is imported when it is first shown."""
        return f"app.ui.pages.{self.name}"

    @property
    def page_class(self) -> str:
        """Return the name of the page's class."""
        return f"{self.name.title().replace('_', '')}Page"


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", N_("Today"), ("task",)),
    PageEntry("companies", N_("Companies"), ("company", "person")),
    PageEntry("visits", N_("Visits"), ("visit",)),
    PageEntry("events", N_("Events"), ("event",)),
    PageEntry("booth", N_("Booth")),
    PageEntry("materials", N_("Materials"), ("material",)),
    PageEntry("leaflets", N_("Leaflets"), ("leaflet",)),
    PageEntry("shifts", N_("Shifts"), ("shift",)),
    PageEntry("exchange", N_("Exchange")),
    PageEntry("settings", N_("Settings")),
)
"""Every page, in the order of the navigation; Alt+1…9 lead to the first nine."""

SMALLEST = (1024, 640)
DESIGNED_FOR = (1366, 768)

_KINDS_FIRST = ("company", "person", "event", "visit", "task", "material", "leaflet", "shift")
"""In which order a search lists what fits alike."""

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
        self._sticks: StickWatch | None = None
        self.keeper: object = None
        """Whoever builds the window anew when the settings change; it lives as long."""
        self.setWindowTitle("Centrum CSR")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        entries = [(entry.name, _(entry.label), entry.icon) for entry in pages]
        self.navigation = Navigation(entries)
        self.notice = WindowNotice()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.menu_parts = Menu(self, entries)
        self._build()
        self._connect()
        self._restore_geometry()
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
        page = self._pages.get(name) or self._made(entry)
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
        for entry in self._entries.values():
            if entity in entry.holds:
                self.go(entry.name, row_id)
                return

    def actions_to_search(self) -> list[QAction]:
        """Return every deed of the menu bar that can be done now."""
        return self.menu_parts.everything()

    def kinds_to_search(self) -> tuple[str, ...]:
        """Return the names of the entities whose records a page opens."""
        held = (kind for entry in self._entries.values() for kind in entry.holds)
        return tuple(sorted(set(held), key=_KINDS_FIRST.index))

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
        QSettings().setValue("window/geometry", self.saveGeometry())
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
        context = self.context
        self.navigation.chosen.connect(self.go)
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
        context.failures = self.failures

    def _made(self, entry: PageEntry) -> Page:
        found: Any = getattr(import_module(entry.module), entry.page_class)
        page: Page = found(self.context)
        self._pages[entry.name] = page
        self.stack.addWidget(page)
        return page

    def _set_busy(self, busy: bool) -> None:
        """Let the person do nothing but cancel while a shown job runs."""
        for part in (self.navigation, self.stack, self.menuBar()):
            part.setEnabled(not busy)
        if not busy and self.page is not None:
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
            self._sticks = StickWatch(self.context, self.take_in)

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

    def _restore_geometry(self) -> None:
        saved = QSettings().value("window/geometry")
        if saved is None or not self.restoreGeometry(saved):
            room = self.screen().availableGeometry()
            pairs = zip(SMALLEST, DESIGNED_FOR, (room.width(), room.height()), strict=True)
            fits = [(max(least, min(most, there)), there) for least, most, there in pairs]
            self.resize(*(length for length, _there in fits))
            if all(there >= length for length, there in fits) and any(
                there == length for length, there in fits
            ):
                # A title bar would push the bottom line off so small a screen.
                self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
