"""The one object that pages get: read, write, start, undo, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.base.i18n import _
from app.base.settings import Settings, save_settings
from app.ui.drafts import Drafts
from app.ui.jobs import Jobs

if TYPE_CHECKING:  # the store takes half a second to import; the window is painted before
    from app.store.changes import Changes, Written
    from app.store.database import Database
    from app.store.who import Who

P = ParamSpec("P")
R = TypeVar("R")


class Context(QObject):
    """Stands between the pages and the store; every page has the same one.

    Signals:
        changed: a `Changes` after a write, an undo or an import.
        said: a short line for the bottom, and whether it can be undone.
        undone: a short line for the bottom; what it tells can be done again.
        told: a message that stays until it is closed, and its tone.
        offered: a message, the words of a button beside it, and what the button does.
        went: a page's name, and a record's id or nothing.
        started: a `Task` that began.
        filled: a page takes the whole window, or gives it back.
        demo_left: the person wants to leave the demo and begin with own records.
        repair_wanted: the person wants the records made anew from the journal.
        going_back: the person wants the records of a copy (its path) in place of the present ones.
        settings_changed: the settings are others now; the window is built anew.
    """

    changed = Signal(object)
    said = Signal(str, bool)
    undone = Signal(str)
    told = Signal(str, str)
    offered = Signal(str, str, object)
    went = Signal(str, str)
    started = Signal(object)
    filled = Signal(bool)
    demo_left = Signal()
    repair_wanted = Signal()
    going_back = Signal(object)
    settings_changed = Signal()

    def __init__(
        self,
        database: Database | Callable[[], Database],
        settings: Settings,
        save: Callable[[Settings], None] = save_settings,
    ) -> None:
        """Serve pages from a store.

        Args:
            database: the store, or what opens it when it is first needed.
            settings: the person's choices.
            save: keeps changed settings.
        """
        super().__init__()
        self._opening = database if callable(database) else lambda: database
        self._database = None if callable(database) else database
        self._drafts: Drafts | None = None
        self.settings = settings
        self._save_settings = save
        self.jobs = jobs = Jobs(self.open, self)
        self.start, self.start_read = jobs.start, jobs.start_read
        self.start_write = jobs.start_write
        for told, passed_on in (
            (jobs.started, self.started),
            (jobs.changed, self.changed),
            (jobs.said, self.said),
        ):
            told.connect(passed_on)
        self.changed.connect(self._read_drafts_again)

    @property
    def database(self) -> Database:
        """Return the store; it is opened now if nobody needed it before.

        Raises:
            UserError: when it cannot be opened.
        """
        return self._database if self._database is not None else self.open()

    @property
    def is_open(self) -> bool:
        """Tell whether there is an open store."""
        return self._database is not None

    def open(self) -> Database:
        """Open the store, if nobody needed it before.

        Raises:
            UserError: when it cannot be opened.
        """
        if self._database is None:
            self._database = self._opening()
        return self._database

    @property
    def drafts(self) -> Drafts:
        """Return what was typed and not yet saved."""
        if self._drafts is None:
            self._drafts = Drafts(self.database.folder / "drafts.json")
        return self._drafts

    def close(self) -> None:
        """Give the store free, if it was opened."""
        if self._database is not None:
            self._database.close()

    @property
    def who(self) -> Who:
        """Return the store's own identity: device, role, counties, the person at work."""
        return self.database.who

    def read(self, query: Callable[Concatenate[Any, P], R], *args: P.args, **more: P.kwargs) -> R:
        """Return what a service reads; it gets a session first."""
        return self.database.read(query, *args, **more)

    def write(
        self,
        deed: Callable[..., R],
        *args: Any,
        label: str,
        seen: dict[int, int] | None = None,
        quiet: bool = False,
        **more: Any,
    ) -> R:
        """Run a service that saves; tell every page, and offer to undo.

        Args:
            deed: a service; it gets a session first.
            *args: for the service.
            label: what was done, in the user's words: `_("Saved visit in {company}")`.
            seen: what `seen()` said when the form was opened.
            quiet: whether to leave out the line at the bottom.
            **more: for the service.

        Raises:
            UserError: when the service refuses. Pages let it pass: it is shown in words.
        """
        written = self.database.write(deed, *args, label=label, seen=seen, **more)
        self._announce(written, label, quiet=quiet)
        return written.result

    @property
    def is_demo(self) -> bool:
        """Tell whether the records are made up."""
        from app.services import made_up

        return made_up.is_made_up(self.database.folder)

    def undo(self) -> None:
        """Take the latest saved action back; when there is none, say so in the bottom line.

        Raises:
            UserError: when the record was changed since.
        """
        label = self.database.undo_label()
        if label is None:
            self.say(_("There is nothing to undo."))
            return
        self.changed.emit(self.database.undo())
        self.undone.emit(_("Undone: {action}").format(action=label))

    def redo(self) -> None:
        """Do again what was undone last; when there is nothing, say so in the bottom line.

        Raises:
            UserError: when the record was changed since.
        """
        label = self.database.redo_label()
        if label is None:
            self.say(_("There is nothing to redo."))
            return
        self.changed.emit(self.database.redo())
        self.say(_("Redone: {action}").format(action=label), undoable=True)

    def stop_tasks(self) -> None:
        """Cancel and await what runs, before the program leaves."""
        self.jobs.stop()

    def say(self, text: str, *, undoable: bool = False) -> None:
        """Show a short line at the bottom for some seconds."""
        self.said.emit(text, undoable)

    def tell(self, text: str, tone: str = "accent") -> None:
        """Show a message that stays until it is closed; the tone is accent, amber or red."""
        self.told.emit(text, tone)

    def offer(self, text: str, deed: str, done: Callable[[], object]) -> None:
        """Show a message with a button; a page that takes the whole window is not disturbed."""
        self.offered.emit(text, deed, done)

    def navigate(self, page: str, row_id: str = "") -> None:
        """Go to a page of `PAGES`, and there to a record; `new` begins a new one."""
        self.went.emit(page, row_id)

    def fill_window(self, full: bool) -> None:
        """Give the page in front the whole window (the booth), or give the frame back."""
        self.filled.emit(full)

    def who_in_words(self) -> str:
        """Return who works here and where, for the bottom line."""
        from app.services.at_work import in_words

        return self.read(in_words)

    def seen(self) -> dict[int, int]:
        """Return what is held now; a form keeps it and gives it back when it saves."""
        return self.database.seen()

    def lookup(self, entity: str, text: str = "") -> list[tuple[str, str]]:
        """Return records of an entity that fit what is typed, as (id, title)."""
        from app.services.lookup import lookup

        return self.read(lookup, entity, text)

    def titles(self, entity: str, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of records by id; one that has not arrived is missing."""
        from app.services import naming

        return self.read(naming.titles, entity, tuple(ids))

    def title(self, entity: str, row_id: str | None) -> str:
        """Return a record's title, or a dash for one that has not arrived."""
        if not row_id:
            return ""
        return self.titles(entity, (row_id,)).get(row_id, "–")

    def change_settings(self, **values: Any) -> None:
        """Change and save settings; the window follows."""
        changed = self.settings.with_values(**values)
        if changed != self.settings:
            self.settings = changed
            self._save_settings(changed)
            self.settings_changed.emit()

    def keep_settings(self, **values: Any) -> None:
        """Change and save settings that nothing on the screen follows."""
        self.settings = self.settings.with_values(**values)
        self._save_settings(self.settings)

    def keep_folder(self, folder: str) -> None:
        """Remember where files were last exported to or imported from."""
        self.keep_settings(folder=folder)

    def _read_drafts_again(self, changes: Changes) -> None:
        # Drafts of erased people were dropped on the disk.
        if "erasure" in changes.kinds:
            self._drafts = None

    def _announce(self, written: Written[Any], label: str, *, quiet: bool) -> None:
        if written.changes.rows:
            self.changed.emit(written.changes)
            if not quiet:
                self.say(label, undoable=True)
