"""Editors of days and moments: typed, in words, or from the calendar."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from app.base.clock import from_local, to_local
from app.base.errors import UserError
from app.base.formats import format_date, format_time, parse_date, parse_time
from app.base.i18n import _
from app.ui import icons, theme
from app.ui.form_fields import Editor
from app.ui.parts import row
from app.ui.text_box import TextBox


class DateEditor(Editor):
    """A day: typed, in words, or from the calendar."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.box = TextBox(accessible)
        self.box.setPlaceholderText(_("today, +14, 12.3"))
        action = QAction(icons.icon("calendar", "muted"), _("Calendar"), self)
        action.triggered.connect(self._open_calendar)
        self.box.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self.box.textEdited.connect(self.changed)
        self.box.left.connect(self._box_left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> date | None:
        """Return the day.

        Raises:
            UserError: when no day can be read.
        """
        return parse_date(self.box.text())

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self.box.setText(format_date(value))

    def _box_left(self) -> None:
        try:
            self.set_value(self.value())
        except UserError:
            pass  # said under the field by the form
        finally:
            self.left.emit()

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            chosen = self.value()
        except UserError:
            chosen = None
        if chosen is not None:
            calendar.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))

        def take(day: QDate) -> None:
            self.set_value(date(day.year(), day.month(), day.day()))
            self.changed.emit()
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        holding = QWidgetAction(menu)
        holding.setDefaultWidget(calendar)
        menu.addAction(holding)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class MomentEditor(Editor):
    """A day and a time of the clock in Warsaw."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.day = DateEditor(accessible)
        self.time = TextBox(_("{field}: time").format(field=accessible))
        self.time.setPlaceholderText(_("8:30"))
        self.time.setFixedWidth(theme.px(72))
        self.day.changed.connect(self.changed)
        self.time.textEdited.connect(self.changed)
        self.day.left.connect(self._part_left)
        self.time.left.connect(self._time_left)
        self._shown: datetime | None = None
        layout = row(self.day, self.time)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.day)

    def value(self) -> datetime | None:
        """Return the moment in UTC; seconds of a moment that was not touched are kept.

        Raises:
            UserError: when day or time cannot be read, or the day is missing.
        """
        day, clock_time = self.day.value(), parse_time(self.time.text())
        if day is None:
            if clock_time is not None:
                raise UserError(_("Type the day too, for example today."))
            return None
        if clock_time is None:
            raise UserError(_("Type the time too, for example 8:30."))
        if self._shown is not None:
            before = to_local(self._shown).replace(second=0, microsecond=0, tzinfo=None)
            if before == datetime.combine(day, clock_time):
                return self._shown
        return from_local(datetime.combine(day, clock_time))

    def set_value(self, value: datetime | None) -> None:
        """Show a moment."""
        self._shown = value
        self.day.set_value(to_local(value).date() if value else None)
        self.time.setText(format_time(value))

    def _time_left(self) -> None:
        try:
            found: time | None = parse_time(self.time.text())
        except UserError:
            found = None
        if found is not None:
            self.time.setText(format_time(found))
        self._part_left()

    def _part_left(self) -> None:
        if not self.time.hasFocus() and not self.day.box.hasFocus():
            self.left.emit()
