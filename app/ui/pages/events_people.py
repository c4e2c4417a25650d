"""The people of an event: registered in few keys, and marked as present from the paper list."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.formats import format_number, format_time, format_weekday, parse_numbers
from app.base.i18n import _
from app.model.event import Event
from app.model.participation import Participation, ParticipationStatus
from app.model.person import PartnerGroup
from app.services import attendance, events, records, registration, typed_person
from app.services.attendance import Sheet, SheetSession
from app.services.local_days import day_of
from app.ui import theme
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.pages.events_card import places_text
from app.ui.pages.events_sheet import SheetTable
from app.ui.parts import Notice, button, card, clear, column, holder, row, scrolled, section, text
from app.ui.search_box import Found, SearchBox
from app.ui.text_box import TextBox
from app.ui.theme import Space

_NEW = "new:"
_SIDE = 280
_FOUND_AT_MOST = 7


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


class PeoplePanel(QWidget):
    """Takes the page's whole width while the people of one event are worked on.

    Signals:
        left: Esc, or the button that goes back.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        """Build the parts; `open_event` fills them."""
        super().__init__()
        self.context = context
        self.event_id = ""
        self.numbers: dict[str, NumbersBox] = {}
        self.title = text("", "title")
        self.summary = text("", "muted")
        self.way = ChoiceChips(
            [("register", _("Registration")), ("walk_in", _("Came unregistered"))],
            _("How the person is added"),
            clearable=False,
        )
        self.way.set_values(["register"])
        self.group = ChoiceChips(
            [(str(one.value), _(one.label)) for one in PartnerGroup], _("Group")
        )
        self.person = SearchBox(self._lookup, _("Person"), keeps=False)
        self.person.setPlaceholderText(_("Name, then Enter"))
        self.person.picked.connect(self._add)
        self.said = text("", "accent")
        self.notice = Notice(closable=False)
        self.notice.deed.clicked.connect(self._mend)
        self.table = SheetTable()
        self.table.toggled.connect(self._toggle)
        self.table.withdrawn.connect(self._withdraw)
        self.table.left.connect(self.left)
        self._marking: QVBoxLayout = column(gap=Space.TWO)
        self._marked_for: tuple[str, ...] = ()
        self._build()

    def _build(self) -> None:
        back = button(_("Back"), self.left.emit, icon="left", tip=_("Back to the event (Esc)"))
        head = row(back, column(self.title, self.summary, gap=Space.NONE), gap=Space.TWO)
        head.setStretch(1, 1)
        hint = text(_("New people: first and last name, phone and e-mail if known."), "muted")
        add = section(_("Add a person"), self.person, self.said, hint, self.way, self.group)
        side = column(
            card(section(_("Attendance from paper"), self._marking)),
            card(add),
            None,
            gap=Space.TWO,
        )
        left = scrolled(side)
        left.setFixedWidth(theme.px(_SIDE))
        keys = text(
            _("Space: present or absent. Delete: off the list. ✓ at the share: 80 % or more."),
            "muted",
        )
        right = column(self.notice, self.table, keys)
        right.setStretch(1, 1)
        both = row(left, holder(right), gap=Space.TWO)
        both.setStretch(1, 1)
        whole = column(head, both, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def open_event(self, event_id: str) -> None:
        """Work on the people of another event."""
        self.event_id = event_id
        self._marked_for = ()
        self.table.setCurrentCell(-1, -1)
        self.way.set_values(["register"])
        self.group.set_values([])
        self._say("")
        self.refresh()

    def refresh(self) -> None:
        """Read the people and marks again."""
        event = self.context.read(records.get, Event, self.event_id)
        self.title.setText(event.title)
        shown = self.context.read(attendance.sheet, self.event_id)
        self.table.show_sheet(shown)
        self._show_summary(shown)
        self._show_marking(shown)
        if shown.doubled:
            numbers = ", ".join(str(n) for n in shown.doubled)
            words = _("Two people have the same line number: {numbers}.").format(numbers=numbers)
            self.notice.show_text(words, "amber", _("Give new numbers"))
        else:
            self.notice.hide()

    def begin(self) -> None:
        """Put the cursor where the next key is wanted: at the marks, else at a new person."""
        if self.table.sheet.lines:
            self.table.setFocus()
        else:
            self.person.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_summary(self, shown: Sheet) -> None:
        listed = self.context.read(events.page, [self.event_id])
        completed = sum(line.completed for line in shown.lines)
        said = [places_text(listed[0])] if listed else []
        if completed:
            said.append(_("{n} with 80 % or more").format(n=format_number(completed)))
        self.summary.setText(" · ".join(said))

    def _show_marking(self, shown: Sheet) -> None:
        """Make a box for each session, once; then only their counts change."""
        ids = tuple(part.id for part in shown.sessions)
        if ids != self._marked_for or not ids:
            clear(self._marking)
            self.numbers = {}
            self._counts = {part.id: text("", "muted") for part in shown.sessions}
            for place, part in enumerate(shown.sessions):
                self._marking.addWidget(self._box_of(place, part))
            if not ids:
                none = _("Add a session on the event's card; attendance is kept by session.")
                self._marking.addWidget(text(none, "muted"))
            self._marked_for = ids
        for place, part in enumerate(shown.sessions):
            there = sum(line.cells[place] is True for line in shown.lines)
            words = _("Present: {n} of {all}")
            self._counts[part.id].setText(words.format(n=there, all=len(shown.lines)))

    def _box_of(self, place: int, part: SheetSession) -> QWidget:
        session = part.session
        when = f"{format_weekday(day_of(session.starts))} {format_time(session.starts)}"
        words = _("S{n} · {when}–{end}").format(
            n=place + 1, when=when, end=format_time(session.ends)
        )
        label = text(words, "field")
        label.setToolTip(session.topic or "")
        box = NumbersBox(_("Numbers of those present, {session}").format(session=words))
        box.setPlaceholderText(_("1-12,14,17-22"))
        box.entered.connect(partial(self._mark, part.id, words))
        label.setBuddy(box)
        self.numbers[part.id] = box
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
        numbers = parse_numbers(typed)
        label = _("Attendance: {session}").format(session=words)
        self.context.write(attendance.mark, session, numbers, label=label)
        self.numbers[session].clear()
        following = list(self.numbers)
        place = following.index(session) + 1
        if place < len(following):
            self.numbers[following[place]].setFocus()

    def _rest(self, session: str, words: str) -> None:
        label = _("Others absent: {session}").format(session=words)
        self.context.write(attendance.mark_rest_absent, session, label=label)

    def _toggle(self, session: str, participation: str) -> None:
        line = self.table.current_line()
        label = _("Attendance of {name}").format(name=line.name if line else "…")
        self.context.write(attendance.toggle, session, participation, label=label)

    def _withdraw(self, participation: str) -> None:
        line = self.table.current_line()
        label = _("Took {name} off the list").format(name=line.name if line else "…")
        place = self.table.currentRow()
        following = self.context.write(registration.withdraw, participation, label=label)
        if self.table.rowCount():
            self.table.setCurrentCell(min(place, self.table.rowCount() - 1), 1)
        if following is not None:
            name = self.context.title("person", following.person)
            self._say(_("{name} moves up from the reserve list.").format(name=name))

    def _mend(self) -> None:
        label = _("Gave new line numbers")
        self.context.write(registration.mend_lines, self.event_id, label=label)

    def _lookup(self, typed: str) -> list[Found]:
        """Return people who fit, and what is typed as a new one."""
        found = self.context.lookup("person", typed)[:_FOUND_AT_MOST]
        name = typed_person.title(typed)
        if name:
            found.append((_NEW + typed, _("New person: {name}").format(name=name)))
        return found

    def _add(self, picked: str) -> None:
        if not picked:
            return
        is_new = picked.startswith(_NEW)
        person: Any = typed_person.read(picked[len(_NEW) :]) if is_new else picked
        name = typed_person.title(picked[len(_NEW) :]) if is_new else ""
        name = name or self.context.title("person", picked)
        known = {line.participation for line in self.table.sheet.lines}
        walked_in = self.way.values == ("walk_in",)
        deed = registration.walk_in if walked_in else registration.register
        label = _("Added {name} to the list").format(name=name)
        groups = self.group.values
        taken = self.context.write(
            deed, self.event_id, person, groups[0] if groups else None, label=label
        )
        self._say_taken(taken, name, known)
        self.table.go_to(taken.id)
        self.person.setFocus()

    def _say_taken(self, taken: Participation, name: str, known: set[str]) -> None:
        number = taken.line_number or "–"
        if taken.id in known:
            words = _("{name} is on the list already: no. {n}.")
        elif taken.status == ParticipationStatus.RESERVE:
            words = _("No place left: {name} is on the reserve list, no. {n}.")
        else:
            words = _("{name}: no. {n}.")
        self._say(words.format(name=name, n=number))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
