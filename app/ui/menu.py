"""The menu bar: everything that can be done, with its shortcut, so that nothing is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from app.base.i18n import LANGUAGES, N_, _
from app.base.settings import FONT_PERCENTS

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_THEMES = {"auto": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class Menu(QObject):
    """Fills the window's menu bar and keeps the part that changes with the page."""

    def __init__(self, window: MainWindow, pages: Sequence[tuple[str, str, str]]) -> None:
        """Make every action.

        Args:
            window: whose menu bar.
            pages: names, translated words and icons, in the order of the navigation.
        """
        super().__init__(window)
        self._window = window
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
        window, menu = self._window, self._menu(_("&File"))
        self._add(menu, _("New record"), self._new, "Ctrl+N")
        menu.addSeparator()
        if "exchange" in self._names:
            self._add(
                menu, _("Export for the office…"), lambda: window.go("exchange", "export"), "Ctrl+E"
            )
            self._add(
                menu,
                _("Import from the office…"),
                lambda: window.go("exchange", "import"),
                "Ctrl+I",
            )
            menu.addSeparator()
        if "settings" in self._names:
            self._add(menu, _("Settings"), lambda: window.go("settings"))
        self._add(menu, _("Quit"), window.close, "Ctrl+Q")

    def _edit(self) -> None:
        window, menu = self._window, self._menu(_("&Edit"))
        self._add(menu, _("Undo the last saved action"), window.context.undo, "Ctrl+Z")
        self._add(menu, _("Redo what was undone"), window.context.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        self._add(menu, _("Search on this page"), self._search, "Ctrl+F")
        self._add(menu, _("Search everything and commands"), self._palette, "Ctrl+K")

    def _go(self, pages: Sequence[tuple[str, str, str]]) -> None:
        menu = self._menu(_("&Go"))
        for number, (name, words, _icon) in enumerate(pages, start=1):
            keys = [f"Alt+{number}"] if number <= 9 else []
            if name == "booth":
                keys.append("F2")
            self._add(menu, words, partial(self._window.go, name), *keys)

    def _view(self) -> None:
        context, menu = self._window.context, self._menu(_("&View"))
        chosen = context.settings
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
        self._add(menu, _("Help on this page"), self._show_help, "F1")
        self._add(menu, _("About Centrum CSR"), self._about)

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
                lambda _on=False, value=value: self._window.context.change_settings(**change(value))
            )
            action.setData(f"{words}: {label}")
            group.addAction(action)
            below.addAction(action)

    def _new(self) -> None:
        if self._window.page is not None:
            self._window.page.new_record()

    def _search(self) -> None:
        if self._window.page is not None:
            self._window.page.focus_search()

    def _palette(self) -> None:
        from app.ui.palette import Palette

        Palette(self._window).open()

    def _show_help(self) -> None:
        from app.ui.help import show_help

        show_help(self._window, self._window.page_name)

    def _about(self) -> None:
        from app.ui.help import show_about

        show_about(self._window)


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
