"""The menu bar: everything that can be done, with its shortcut, so that nothing is hidden."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.base.i18n import LANGUAGES, N_, _
from app.base.settings import FONT_PERCENTS
from app.ui.context import Context

_THEMES = {"auto": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class Menu(QObject):
    """Fills a window's menu bar and keeps the part that changes with the page.

    Signals:
        new_wanted: a new record of the page in front.
        search_wanted: the search box of the page in front.
        palette_wanted: the search for everything.
        help_wanted: the help on the page in front.
        about_wanted: what the program says of itself.
    """

    new_wanted = Signal()
    search_wanted = Signal()
    palette_wanted = Signal()
    help_wanted = Signal()
    about_wanted = Signal()

    def __init__(
        self, window: QMainWindow, context: Context, pages: Sequence[tuple[str, str, str]]
    ) -> None:
        """Make every action.

        Args:
            window: whose menu bar.
            context: goes to pages, undoes, changes settings.
            pages: names, translated words and icons, in the order of the navigation.
        """
        super().__init__(window)
        self._window, self._context = window, context
        self._names = {name for name, _words, _icon in pages}
        self._file()
        self._edit()
        self._go(pages)
        self._commands = self._menu(_("&Page"))
        self._view()
        self._help()
        self._commands.menuAction().setVisible(False)

    def show_commands(self, commands: Sequence[QAction]) -> None:
        """Offer the deeds of the page in front."""
        self._commands.clear()
        self._commands.addActions(list(commands))
        self._commands.menuAction().setVisible(bool(commands))

    def everything(self) -> list[QAction]:
        """Return every action that can be done now, in the order of the menus."""
        return [
            action for action in _leaves(self._window.menuBar().actions()) if action.isEnabled()
        ]

    def _file(self) -> None:
        go, menu = self._context.navigate, self._menu(_("&File"))
        self._add(menu, _("New record"), self.new_wanted.emit, "Ctrl+N")
        menu.addSeparator()
        if "exchange" in self._names:
            send, take = partial(go, "exchange", "export"), partial(go, "exchange", "import")
            self._add(menu, _("Export for the office…"), send, "Ctrl+E")
            self._add(menu, _("Import from the office…"), take, "Ctrl+I")
            menu.addSeparator()
        if "settings" in self._names:
            self._add(menu, _("Settings"), partial(go, "settings"))
        self._add(menu, _("Quit"), self._window.close, "Ctrl+Q")

    def _edit(self) -> None:
        context, menu = self._context, self._menu(_("&Edit"))
        self._add(menu, _("Undo the last saved action"), context.undo, "Ctrl+Z")
        self._add(menu, _("Redo what was undone"), context.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        self._add(menu, _("Search on this page"), self.search_wanted.emit, "Ctrl+F")
        self._add(menu, _("Search everything and commands"), self.palette_wanted.emit, "Ctrl+K")

    def _go(self, pages: Sequence[tuple[str, str, str]]) -> None:
        menu = self._menu(_("&Go"))
        for number, (name, words, _icon) in enumerate(pages, start=1):
            keys = [f"Alt+{number}"] if number <= 9 else []
            if name == "booth":
                keys.append("F2")
            self._add(menu, words, partial(self._context.navigate, name), *keys)

    def _view(self) -> None:
        chosen, menu = self._context.settings, self._menu(_("&View"))
        themes = {name: _(label) for name, label in _THEMES.items()}
        sizes = {str(percent): f"{percent} %" for percent in FONT_PERCENTS}
        self._choice(menu, _("Colours"), themes, chosen.theme, lambda name: {"theme": name})
        self._choice(
            menu,
            _("Size of text"),
            sizes,
            str(chosen.font_percent),
            lambda percent: {"font_percent": int(percent)},
        )
        self._choice(menu, _("Language"), LANGUAGES, chosen.spoken, lambda name: {"language": name})

    def _help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, _("Help on this page"), self.help_wanted.emit, "F1")
        self._add(menu, _("About Centrum CSR"), self.about_wanted.emit)

    def _menu(self, words: str) -> QMenu:
        return self._window.menuBar().addMenu(words)

    def _add(self, menu: QMenu, words: str, done: Callable[[], object], *keys: str) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False: done())
        menu.addAction(action)
        self._window.addAction(action)
        return action

    def _choice(
        self,
        menu: QMenu,
        words: str,
        options: dict[str, str],
        chosen: str,
        change: Callable[[str], dict[str, object]],
    ) -> None:
        below = menu.addMenu(words)
        group = QActionGroup(below)
        for value, label in options.items():
            action = QAction(label, below)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(
                lambda _on=False, value=value: self._context.change_settings(**change(value))
            )
            action.setData(f"{words}: {label}")
            group.addAction(action)
            below.addAction(action)


def _leaves(actions: Sequence[QAction]) -> list[QAction]:
    """Return the actions of menus and of the menus in them."""
    found: list[QAction] = []
    for action in actions:
        below = action.menu()
        if isinstance(below, QMenu):
            found += _leaves(below.actions())
        elif not action.isSeparator():
            found.append(action)
    return found
