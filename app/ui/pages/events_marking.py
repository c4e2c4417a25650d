"""Attendance from the paper list: a box of numbers for each session of an event."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.base.formats import format_time, format_weekday, parse_numbers
from app.base.i18n import _
from app.services import attendance
from app.services.attendance import Sheet, SheetSession
from app.services.local_days import day_of
from app.ui.context import Context
from app.ui.parts import button, clear, column, holder, row, text
from app.ui.text_box import TextBox
from app.ui.theme import Space


class NumbersBox(TextBox):
    """The numbers of those who signed, as `1-12,14,17-22`; Enter marks them.

    Signals:
        entered: what was typed.
    """

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.text().strip():
                self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)


class Marking(QWidget):
    """A box, a count and "others absent" for each session."""

    def __init__(self, context: Context) -> None:
        """Begin without sessions."""
        super().__init__()
        self.context = context
        self.boxes: dict[str, NumbersBox] = {}
        self._counts: dict[str, QLabel] = {}
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._layout: QVBoxLayout = column(gap=Space.TWO)
        self.setLayout(self._layout)

    def show_sheet(self, sheet: Sheet) -> None:
        """Make a box for each session, once; then only their counts change."""
        shown = tuple((part.id, session_text(n, part)) for n, part in enumerate(sheet.sessions))
        if shown != self._shown:
            self._shown = shown
            self._make(sheet)
        for place, part in enumerate(sheet.sessions):
            there = sum(line.cells[place] is True for line in sheet.lines)
            words = _("Present: {n} of {all}").format(n=there, all=len(sheet.lines))
            self._counts[part.id].setText(words)

    def begin(self, session: str, typed: str) -> None:
        """Begin the paper list of a session anew with what was typed elsewhere.

        What stands in the box was refused or left: together they would be other numbers.
        """
        box = self.boxes[session]
        box.setText(typed)
        box.setFocus()

    def _make(self, sheet: Sheet) -> None:
        clear(self._layout)
        self.boxes = {}
        self._counts = {part.id: text("", "muted") for part in sheet.sessions}
        for place, part in enumerate(sheet.sessions):
            self._layout.addWidget(self._box_of(part, session_text(place, part)))
        if not sheet.sessions:
            none = _("Add a session on the event's card; attendance is kept by session.")
            self._layout.addWidget(text(none, "muted"))

    def _box_of(self, part: SheetSession, words: str) -> QWidget:
        label = text(words, "field")
        label.setToolTip(part.session.topic or "")
        box = NumbersBox(_("Numbers of those present, {session}").format(session=words))
        box.setPlaceholderText(_("1-12,14,17-22"))
        box.entered.connect(partial(self._mark, part.id, words))
        label.setBuddy(box)
        self.boxes[part.id] = box
        rest = button(
            _("Others absent"),
            partial(self._rest, part.id, words),
            "quiet",
            tip=_("Mark everybody without a mark as absent"),
        )
        below = row(self._counts[part.id], rest)
        below.setStretch(0, 1)
        return holder(column(label, box, below, gap=Space.HALF))

    def _mark(self, session: str, words: str, typed: str) -> None:
        """Mark the typed numbers; when they are refused, they stay, marked to be typed anew."""
        self.boxes[session].selectAll()
        numbers = parse_numbers(typed)
        label = _("Attendance: {session}").format(session=words)
        self.context.write(attendance.mark, session, numbers, label=label)
        self.boxes[session].clear()
        following = list(self.boxes)
        place = following.index(session) + 1
        if place < len(following):
            self.boxes[following[place]].setFocus()

    def _rest(self, session: str, words: str) -> None:
        label = _("Others absent: {session}").format(session=words)
        self.context.write(attendance.mark_rest_absent, session, label=label)


def session_text(place: int, part: SheetSession) -> str:
    """Return a session's number with its day and hours."""
    starts, ends = part.session.starts, part.session.ends
    when = f"{format_weekday(day_of(starts))} {format_time(starts)}"
    return _("S{n} · {when}–{end}").format(n=place + 1, when=when, end=format_time(ends))
