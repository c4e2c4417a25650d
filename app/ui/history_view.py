"""A record's history in its card: folded, read from the journal when it is opened."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.formats import format_datetime
from app.base.i18n import _
from app.services.describing import ShownStep, history_of_all
from app.ui.context import Context
from app.ui.facts import pairs
from app.ui.parts import button, clear, column, holder, row, text
from app.ui.theme import Space


class _History(QWidget):
    """A button that shows and hides the changes of one record."""

    def __init__(self, context: Context, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._context, self._rows = context, rows
        self.toggle = button(_("Show the history"), self.show_or_hide, "quiet", icon="history")
        self.steps: QVBoxLayout = column(gap=Space.TWO)
        self.setLayout(column(row(self.toggle, None), self.steps))

    def show_or_hide(self) -> None:
        """Show who changed what and when, or hide it."""
        if self.steps.count():
            clear(self.steps)
            self.toggle.setText(_("Show the history"))
            return
        for step in self._context.read(history_of_all, self._rows):
            self.steps.addWidget(_step(step))
        self.toggle.setText(_("Hide the history"))


def history_section(context: Context, entity: str, row_id: str) -> QWidget:
    """Return the history of a record, folded."""
    return _History(context, [(entity, row_id)])


def history_of_several(context: Context, rows: Sequence[tuple[str, str]]) -> QWidget:
    """Return the history of records, as (entity, id), that are shown as one; folded."""
    return _History(context, rows)


def _step(step: ShownStep) -> QWidget:
    said = " · ".join(part for part in (format_datetime(step.time), step.author) if part)
    heading = row(text(step.label or _("Change"), "strong"), None, text(said, "muted", wrap=False))
    return holder(column(heading, pairs(step.fields), gap=Space.HALF))
