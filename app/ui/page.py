"""The base of every page: what it shows, when it reads again, and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.context import Context

if TYPE_CHECKING:
    from app.store.changes import Changes


class Page(QWidget):
    """One feature's page; it is built when it is first shown.

    Attributes:
        name: the page's name in `PAGES`, in help and in `context.navigate`.
        shows: names of entities; a change of one of them makes the page read again.
    """

    name: ClassVar[str] = ""
    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        """Hold the context; a page builds its widgets here and reads in `reload`."""
        super().__init__()
        self.context = context
        self.setProperty("role", "plain")
        self._stale = True
        self._commands: Sequence[QAction] | None = None
        context.changed.connect(self._context_changed)

    def reload(self) -> None:
        """Read what is shown and show it; called when first shown and after changes."""

    def new_record(self) -> None:
        """Begin a new record (Ctrl+N); a page without any does nothing."""

    def open_record(self, row_id: str) -> None:
        """Show a record; `context.navigate(page, row_id)` leads here."""

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take files and folders dropped onto the window; tell whether the page wants them."""
        del files
        return False

    def focus_search(self) -> None:
        """Put the cursor into the search box (Ctrl+F, /)."""

    def commands(self) -> Sequence[QAction]:
        """Return the page's own deeds, for the menu bar and for Ctrl+K."""
        return ()

    def commands_once(self) -> Sequence[QAction]:
        """Return the same commands each time; their shortcuts work while the page is shown."""
        if self._commands is None:
            self._commands = self.commands()
            self.addActions(list(self._commands))
        return self._commands

    def may_leave(self) -> bool:
        """Tell whether the page may be left; what is typed has been kept as a draft."""
        return True

    def refresh(self) -> None:
        """Read again now, or when next shown."""
        if self.isVisible():
            self._stale = False
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was away; Qt calls."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _context_changed(self, changes: Changes) -> None:
        if self.shows & changes.kinds:
            self.refresh()
