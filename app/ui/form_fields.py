"""Editors of single values, one for each kind of field."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from app.base.clock import from_local, to_local
from app.base.errors import UserError
from app.base.formats import format_date, format_time, parse_date, parse_time
from app.base.i18n import _
from app.ui import icons, theme
from app.ui.chips import ChoiceChips, removable_chip
from app.ui.flow import FlowLayout
from app.ui.parts import clear, column, row
from app.ui.search_box import Found, Lookup, SearchBox
from app.ui.text_box import TextBox
from app.ui.theme import Space


class Editor(QWidget):
    """A widget that edits one value.

    Signals:
        changed: the person changed the value.
        left: the cursor went to another field.
    """

    changed = Signal()
    left = Signal()

    def value(self) -> Any:
        """Return the attribute's value; an empty editor gives `None`.

        Raises:
            UserError: when what is typed cannot be read.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, without telling."""
        raise NotImplementedError

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark what is refused, where the editor has a frame to mark."""
        for box in self.findChildren(TextBox):
            box.set_wrong(wrong=wrong)


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.box = TextBox(accessible)
        self.box.textEdited.connect(self.changed)
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> str | None:
        """Return the trimmed text."""
        return self.box.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text from its beginning."""
        self.box.setText(value or "")
        self.box.setCursorPosition(0)


class NumberEditor(Editor):
    """A whole number."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.box = TextBox(accessible)
        self.box.textEdited.connect(self.changed)
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> int | None:
        """Return the number; spaces between its digits do not matter.

        Raises:
            UserError: when it is none.
        """
        typed = "".join(self.box.text().split()).replace("−", "-")
        if not typed:
            return None
        try:
            return int(typed)
        except ValueError:
            wrong = _("“{text}” is not a whole number. Type digits alone.")
            raise UserError(wrong.format(text=self.box.text())) from None

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.box.setText("" if value is None else str(value))


class _Lines(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor went; Qt calls."""
        super().focusOutEvent(event)
        self.left.emit()


class LongTextEditor(Editor):
    """Text of several lines."""

    def __init__(self, accessible: str, lines: int = 4) -> None:
        """Begin empty, at a height of some lines."""
        super().__init__()
        self.box = _Lines()
        self.box.setAccessibleName(accessible)
        self.box.setTabChangesFocus(True)
        height = QFontMetrics(theme.font()).lineSpacing() * lines + theme.px(Space.TWO)
        self.box.setMinimumHeight(height)
        self.box.setMaximumHeight(height * 2)
        self._quiet = False
        self.box.textChanged.connect(self._text_changed)
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> str | None:
        """Return the trimmed text."""
        return self.box.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._quiet = True
        self.box.setPlainText(value or "")
        self._quiet = False

    def _text_changed(self) -> None:
        if not self._quiet:
            self.changed.emit()


class ChipsEditor(Editor):
    """One or several of few choices."""

    def __init__(
        self, options: list[Found], accessible: str, *, several: bool, required: bool
    ) -> None:
        """Begin with none chosen."""
        super().__init__()
        self.chips = ChoiceChips(options, accessible, several=several, clearable=not required)
        self._several = several
        self.chips.changed.connect(lambda _values: self.changed.emit())
        self.chips.left.connect(self.left)
        self.setLayout(row(self.chips))
        self.setFocusProxy(self.chips)

    def value(self) -> Any:
        """Return the chosen value, or the tuple of them."""
        values = self.chips.values
        if self._several:
            return values or None
        return values[0] if values else None

    def set_value(self, value: Any) -> None:
        """Choose a value, or several."""
        chosen = value if isinstance(value, tuple) else (value,) if value else ()
        self.chips.set_values([str(one) for one in chosen])


class PickEditor(Editor):
    """One record, or one of many choices, found by typing."""

    def __init__(self, lookup: Lookup, title: Callable[[str], str], accessible: str) -> None:
        """Begin with nothing picked.

        Args:
            lookup: finds by typed text.
            title: names what is picked.
            accessible: the name for screen readers.
        """
        super().__init__()
        self.box = SearchBox(lookup, accessible)
        self._title = title
        self.box.picked.connect(lambda _id: self.changed.emit())
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> str | None:
        """Return the id of what is picked.

        Raises:
            UserError: when something is typed that is not in the list.
        """
        if self.box.problem:
            raise UserError(self.box.problem)
        return self.box.id or None

    def set_value(self, value: str | None) -> None:
        """Show what is picked."""
        self.box.set_picked(value or "", self._title(value) if value else "")


class ManyEditor(Editor):
    """Several records: those picked as chips, and a box that adds."""

    def __init__(self, lookup: Lookup, title: Callable[[str], str], accessible: str) -> None:
        """Begin with nothing picked; the arguments are those of `PickEditor`."""
        super().__init__()
        self._lookup = lookup
        self._title = title
        self._ids: list[str] = []
        self.box = SearchBox(self._others, accessible, keeps=False)
        self.box.setPlaceholderText(_("Type to add"))
        self.box.picked.connect(self._box_picked)
        self.box.left.connect(self.left)
        self._flow = FlowLayout()
        self._picked = QWidget()
        self._picked.setLayout(self._flow)
        self._picked.hide()
        self.setLayout(column(self._picked, self.box))
        self.setFocusProxy(self.box)

    def value(self) -> tuple[str, ...] | None:
        """Return the ids of what is picked.

        Raises:
            UserError: when something is typed that is not in the list.
        """
        if self.box.problem:
            raise UserError(self.box.problem)
        return tuple(self._ids) or None

    def set_value(self, value: tuple[str, ...] | None) -> None:
        """Show what is picked."""
        self._ids = list(value or ())
        self.box.set_picked("", "")
        self._show()

    def _others(self, text: str) -> list[Found]:
        return [found for found in self._lookup(text) if found[0] not in self._ids]

    def _box_picked(self, row_id: str) -> None:
        if row_id and row_id not in self._ids:
            self._ids.append(row_id)
            self._show()
            self.changed.emit()

    def _remove(self, row_id: str) -> None:
        self._ids.remove(row_id)
        self.box.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._flow)
        for row_id in self._ids:
            chip = removable_chip(self._title(row_id), partial(self._remove, row_id))
            self._flow.addWidget(chip)
            chip.show()
        self._picked.setVisible(bool(self._ids))
        self.updateGeometry()


class FlagEditor(Editor):
    """Yes or no, with its label beside the box."""

    def __init__(self, label: str) -> None:
        """Begin unticked."""
        super().__init__()
        self.box = QCheckBox(label)
        self.box.setAccessibleName(label)
        self.box.toggled.connect(self._toggled)
        self._quiet = False
        self.setLayout(row(self.box, None))
        self.setFocusProxy(self.box)

    def value(self) -> bool | None:
        """Return whether it is ticked; unticked is `None` until it was ticked once."""
        return True if self.box.isChecked() else self._off

    _off: bool | None = None

    def set_value(self, value: bool | None) -> None:
        """Tick or untick."""
        self._quiet = True
        self._off = None if value is None else False
        self.box.setChecked(bool(value))
        self._quiet = False

    def _toggled(self) -> None:
        if not self._quiet:
            self.changed.emit()
            self.left.emit()


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
