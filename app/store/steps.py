"""Saved actions taken back and done again, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.base.errors import UserError
from app.base.i18n import _
from app.store import undo
from app.store.undo import UndoStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from app.store.changes import Changes
    from app.store.database import Database


class Steps:
    """Undo and redo reach back over restarts.

    Doing again and taking back are ordinary changes: they are journalled and exchanged. Whatever
    is saved in between ends what can be done again.
    """

    def __init__(self, database: Database) -> None:
        """Take steps of a store back and do them again."""
        self._database = database

    def undo_label(self) -> str | None:
        """Return what would be taken back."""
        step = self._latest()
        return step.label if step else None

    def redo_label(self) -> str | None:
        """Return what would be done again."""
        step = self._again()
        return step.label if step else None

    def undo(self) -> Changes:
        """Take the latest saved action back.

        Raises:
            UserError: when there is nothing to undo, or the record was changed since; the step
                is then dropped so that the one before it can be reached.
        """
        step = self._latest()
        if step is None:
            raise UserError(_("There is nothing to undo."))
        return self._played(undo.take_back, step, _("Undone: {action}"))

    def redo(self) -> Changes:
        """Do again what was taken back last.

        Raises:
            UserError: when there is nothing to do again, or the record was changed since; the
                step is then dropped.
        """
        step = self._again()
        if step is None:
            raise UserError(_("There is nothing to redo."))
        return self._played(undo.do_again, step, _("Redone: {action}"))

    def _played(
        self, deed: Callable[[Session, UndoStep], None], step: UndoStep, words: str
    ) -> Changes:
        label = words.format(action=step.label)
        try:
            return self._database.write(deed, step, label=label, undoable=False).changes
        except undo.ChangedSinceError:
            with self._database.writing() as connection:
                undo.forget(connection, step)
            raise

    def _latest(self) -> UndoStep | None:
        with self._database.reading() as connection:
            return undo.last_step(connection)

    def _again(self) -> UndoStep | None:
        with self._database.reading() as connection:
            return undo.undone_step(connection)
