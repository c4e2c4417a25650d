"""Saved actions taken back and done again, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.base.errors import UserError
from app.base.i18n import _
from app.store import undo
from app.store.undo import UndoStep

if TYPE_CHECKING:
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
        label = _("Undone: {action}").format(action=step.label)
        try:
            done = self._database.write(undo.take_back, step, label=label, undoable=False)
        except undo.ChangedSinceError:
            with self._database.writing() as connection:
                undo.forget(connection, step)
            raise
        return done.changes

    def redo(self) -> Changes:
        """Do again what was taken back last.

        Raises:
            UserError: when there is nothing to do again, or the record was changed since; the
                step is then dropped.
        """
        step = self._again()
        if step is None:
            raise UserError(_("There is nothing to redo."))
        label = _("Redone: {action}").format(action=step.label)
        try:
            done = self._database.write(undo.do_again, step, label=label, undoable=False)
        except undo.ChangedSinceError:
            with self._database.writing() as connection:
                undo.forget(connection, step)
            raise
        return done.changes

    def _latest(self) -> UndoStep | None:
        with self._database.reading() as connection:
            return undo.last_step(connection)

    def _again(self) -> UndoStep | None:
        with self._database.reading() as connection:
            return undo.undone_step(connection)
