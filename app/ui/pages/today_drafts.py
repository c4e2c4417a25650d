"""The forms that were left unsaved: each is opened again or given up by one key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from app.base.errors import UserError
from app.base.formats import format_datetime
from app.base.i18n import _
from app.ui.action_row import ActionList, Deed, Line
from app.ui.context import Context
from app.ui.drafts import Draft


class DraftList(ActionList):
    """A line for each draft; what was given up can be had back until one goes on.

    Signals:
        changed: a draft was given up or had back.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        """Begin empty; `show_drafts` fills it."""
        super().__init__(_("Not saved yet"))
        self._context = context

    def show_drafts(self) -> None:
        """Show the drafts that there are now."""
        self.show_lines(_lines(self._context, self._discard))

    def _discard(self, key: str) -> None:
        draft = self._context.drafts.get(key)
        self._context.drafts.drop(key)
        self.show_drafts()
        self.changed.emit()
        if draft is not None:
            back = partial(self._bring_back, key, draft)
            self._context.offer(_("The draft is discarded."), _("Bring it back"), back)

    def _bring_back(self, key: str, draft: Draft) -> None:
        if self._context.drafts.get(key) is not None:
            raise UserError(_("The form holds what was typed since. Save or discard that first."))
        self._context.drafts.keep(key, draft)
        self.show_drafts()
        self.changed.emit()
        self.focus_row(key)


def _lines(context: Context, discarded: Callable[[str], None]) -> list[Line]:
    """Return a line for each form that was left unsaved: Enter opens it, D gives it up."""
    lines = []
    for key, draft in context.drafts.listed():
        page, _colon, row_id = draft.way.partition(":")
        moment = draft.moment
        words = _("Typed {when}, not saved").format(when=format_datetime(moment)) if moment else ""
        opened = partial(context.navigate, page, row_id)
        deeds = (
            Deed(_("Open"), "O", opened, "edit"),
            Deed(_("Discard"), "D", partial(discarded, key), "close", worded=False),
        )
        lines.append(Line(key, draft.title, words, opened=opened, deeds=deeds))
    return lines
