"""The sheet of an event: participants by line, sessions by time, one key per mark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from app.base.formats import format_percent
from app.base.i18n import _
from app.model.entity import choice_label, field_map
from app.model.participation import ParticipantRole, Participation, ParticipationStatus
from app.services.attendance import Sheet, SheetLine
from app.ui import theme

_LEAD = 3
"""Columns before the sessions: line, name, group."""

_NAME = 150
_LINE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARKS = {True: "✓", False: "–", None: ""}


class SheetTable(QTableWidget):
    """Arrows move, Space turns a mark over, Delete takes a person off, digits begin a paper list.

    Signals:
        toggled: a session's id and a participation's.
        opened: a participation's id.
        withdrawn: a participation's id.
        numbered: a session's id and the first digit of the numbers on its paper list.
        left: Esc.
    """

    toggled = Signal(str, str)
    opened = Signal(str)
    withdrawn = Signal(str)
    numbered = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        """Begin with nobody."""
        super().__init__()
        self.sheet = Sheet((), (), 0, ())
        self.setAccessibleName(_("Participants and sessions"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(36))
        self.cellDoubleClicked.connect(self._double_clicked)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other marks; the cursor stays on its line and session."""
        person = self.current_line()
        column = max(self.currentColumn(), 0)
        self.sheet = sheet
        self.setRowCount(len(sheet.lines))
        columns = _LEAD + len(sheet.sessions) + 2
        if self.columnCount() != columns:
            self.setColumnCount(columns)
        self._show_heads()
        for place, line in enumerate(sheet.lines):
            for where, words in enumerate(self._cells(line)):
                self._put(place, where, words, line)
        self._stay(person, column)

    def current_line(self) -> SheetLine | None:
        """Return the participant on whose line the cursor is."""
        place = self.currentRow()
        return self.sheet.lines[place] if 0 <= place < len(self.sheet.lines) else None

    def go_to(self, participation: str) -> None:
        """Show a participant's line."""
        for place, line in enumerate(self.sheet.lines):
            if line.participation == participation:
                self.setCurrentCell(place, max(self.currentColumn(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, take off, or move; Qt calls."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._toggle(self.currentRow(), self.currentColumn())
        elif event.key() in _LINE_KEYS and not event.isAutoRepeat():
            line = self.current_line()
            if line is not None:
                deleting = event.key() == Qt.Key.Key_Delete
                (self.withdrawn if deleting else self.opened).emit(line.participation)
        elif event.text().isdecimal() and self.sheet.sessions:
            self.numbered.emit(self._session_at(self.currentColumn()), event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Leave letters to the page's own keys."""

    def _double_clicked(self, place: int, column: int) -> None:
        """Turn a mark over, or open the person; a double click on a mark is one press."""
        if _LEAD <= column < _LEAD + len(self.sheet.sessions):
            self._toggle(place, column)
        else:
            self.opened.emit(self.sheet.lines[place].participation)

    def _toggle(self, place: int, column: int) -> None:
        """Turn the mark under the cursor over; left of the sessions, that of the first."""
        if not (0 <= place < len(self.sheet.lines)) or not self.sheet.sessions:
            return
        self.toggled.emit(self._session_at(column), self.sheet.lines[place].participation)

    def _session_at(self, column: int) -> str:
        """Return the id of the session of a column; left of the sessions, of the first."""
        session = min(max(column - _LEAD, 0), len(self.sheet.sessions) - 1)
        return self.sheet.sessions[session].id

    def _show_heads(self) -> None:
        sessions = [_("S{n}").format(n=n + 1) for n in range(len(self.sheet.sessions))]
        heads = [_("No."), _("First and last name"), _("Group"), *sessions, _("Share"), _("Notes")]
        self.setHorizontalHeaderLabels(heads)
        for place in (1, 2, len(heads) - 1):
            named = self.horizontalHeaderItem(place)
            if named is not None:
                named.setTextAlignment(_LEFT)
        for place, part in enumerate(self.sheet.sessions):
            head = self.horizontalHeaderItem(_LEAD + place)
            if head is not None:
                head.setToolTip(part.session.topic or "")
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what the other columns leave; Qt calls."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        sessions = len(self.sheet.sessions)
        widths = [44, 0, 150, *([46] * sessions), 84, 104]
        rest = self.viewport().width() - sum(theme.px(width) for width in widths)
        for place in range(self.columnCount()):
            width = theme.px(widths[place]) or max(rest, theme.px(_NAME))
            self.setColumnWidth(place, width)

    def _cells(self, line: SheetLine) -> list[str]:
        fields = field_map(Participation)
        group = choice_label(fields["group"], line.group)
        status = _status(line)
        share = format_percent(line.share) if any(c is not None for c in line.cells) else ""
        done = f"{share} ✓" if line.completed else share
        number = str(line.number) if line.number else ""
        return [number, line.name, group, *(_MARKS[cell] for cell in line.cells), done, status]

    def _put(self, place: int, where: int, words: str, line: SheetLine) -> None:
        item = self.item(place, where)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(place, where, item)
        item.setText(words)
        item.setToolTip(words)
        marks = range(_LEAD, _LEAD + len(line.cells))
        share = _LEAD + len(line.cells)
        side = Qt.AlignmentFlag.AlignLeft
        if where in marks:
            side = Qt.AlignmentFlag.AlignHCenter
        elif where in (0, share):
            side = Qt.AlignmentFlag.AlignRight
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(theme.colour(self._tone(where, line)))

    def _tone(self, where: int, line: SheetLine) -> str:
        if line.status == ParticipationStatus.RESERVE and where == self.columnCount() - 1:
            return "amber"
        place = where - _LEAD
        if 0 <= place < len(line.cells):
            return "accent" if line.cells[place] else "muted"
        if place == len(line.cells):
            return "accent" if line.completed else "text"
        return "text"

    def _stay(self, line: SheetLine | None, column: int) -> None:
        if line is not None:
            places = [one.participation for one in self.sheet.lines]
            if line.participation in places:
                self.setCurrentCell(places.index(line.participation), column)
                return
        if self.sheet.lines and self.currentRow() < 0:
            self.setCurrentCell(0, min(_LEAD, self.columnCount() - 1))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SAID = (ParticipationStatus.RESERVE, ParticipationStatus.CONFIRMED)


def _status(line: SheetLine) -> str:
    """Return what the marks do not say: who waits, who came unregistered, who is a guest."""
    fields = field_map(Participation)
    if line.status in _SAID:
        return choice_label(fields["status"], line.status)
    if line.role != ParticipantRole.PARTICIPANT:
        return choice_label(fields["role"], line.role)
    return _("Walk-in") if line.walk_in else ""
