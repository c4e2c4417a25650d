"""A new task in one line: what, by which day, Enter."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.base import clock
from app.base.errors import UserError
from app.base.formats import format_date
from app.base.i18n import _
from app.services import tasks
from app.ui import theme
from app.ui.context import Context
from app.ui.day_fields import DateEditor
from app.ui.form_fields import TextEditor
from app.ui.parts import button, row

_USUAL = timedelta(days=7)


class NewTask(QWidget):
    """The line under the tasks that adds one; it is due in a week unless a day is typed.

    Signals:
        left: the person goes back to the rows.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        """Begin empty."""
        super().__init__()
        self._context = context
        self.title = TextEditor(_("New task"))
        self.title.box.setPlaceholderText(_("New task"))
        self.due = DateEditor(_("Due"))
        self.due.setFixedWidth(theme.px(140))
        self.add = button(_("Add"), self.save, icon="plus", tip=_("Add the task (Enter)"))
        line = row(self.title, self.due, self.add)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setFocusProxy(self.title)

    @property
    def is_begun(self) -> bool:
        """Tell whether the cursor is in a box where something was typed."""
        boxes = (self.title.box, self.due.box)
        return any(box.hasFocus() for box in boxes) and any(box.text() for box in boxes)

    def save(self) -> None:
        """Save the task; without a title nothing happens.

        Raises:
            UserError: when no day can be read.
        """
        title = self.title.value()
        if not title:
            self.title.setFocus()
            return
        try:
            due = self.due.value() or clock.today() + _USUAL
        except UserError:
            self.due.setFocus()
            raise
        label = _("New task for {day}: {task}").format(day=format_date(due), task=title)
        self._context.write(tasks.add, title, due, label=label)
        self.title.set_value(None)
        self.due.set_value(None)
        self.title.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter; clear by Esc, and leave by it what is clear; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        elif event.key() == Qt.Key.Key_Escape and self.is_begun:
            self.title.set_value(None)
            self.due.set_value(None)
            self.title.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
