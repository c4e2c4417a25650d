"""The people of an event: registered in few keys, and marked as present from the paper list."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.base.formats import format_number, format_numbers
from app.base.i18n import _
from app.model.event import Event
from app.model.participation import Participation, ParticipationStatus
from app.model.person import PartnerGroup
from app.services import attendance, events, people, records, registration, typed_person
from app.services.attendance import Sheet
from app.ui import theme
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.pages.events_card import places_text
from app.ui.pages.events_check_in import CheckIn
from app.ui.pages.events_marking import Marking
from app.ui.pages.events_papers import certificate_of, papers_of
from app.ui.pages.events_person import ParticipantPanel
from app.ui.pages.events_sheet import SheetTable
from app.ui.pages.events_tests import PointsWindow
from app.ui.paper_window import Paper, papers_button
from app.ui.parts import button, card, column, holder, row, scrolled, section, text
from app.ui.search_box import Found, SearchBox
from app.ui.theme import Space

_NEW = "new:"
_SIDE = 280
_FOUND_AT_MOST = 7


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
        self.person = SearchBox(self._lookup, _("Person"), keeps=False, guesses=False)
        self.person.setPlaceholderText(_("Name, then Enter"))
        self.person.picked.connect(self._add)
        self.said = text("", "accent")
        self.notice = Notice(closable=False)
        self.notice.deed.clicked.connect(self._mend)
        self.table = SheetTable()
        self.table.toggled.connect(self._toggle)
        self.table.withdrawn.connect(self._withdraw)
        self.table.left.connect(self.left)
        self.table.opened.connect(self.edit_person)
        self.marking = Marking(context)
        self.table.numbered.connect(self.marking.begin)
        self.check_in = CheckIn(context)
        self.check_in.came.connect(self._came)
        self.details = ParticipantPanel(context)
        self.details.saved.connect(self._person_saved)
        self.details.left.connect(self._close_details)
        self.right = QStackedWidget()
        self._was_slip = False
        self._build()

    def _build(self) -> None:
        back = button(_("Back"), self.left.emit, icon="left", tip=_("Back to the event (Esc)"))
        tests = button(_("Test results"), self.type_tests, icon="edit",
                       tip=_("Type the points of the knowledge tests"))  # fmt: skip
        papers = papers_button(self.context, self.papers)
        names = column(self.title, self.summary, gap=Space.NONE)
        head = row(back, names, tests, papers, gap=Space.TWO)
        head.setStretch(1, 1)
        hint = text(_("New people: first and last name, phone and e-mail if known."), "muted")
        add = section(_("Add a person"), self.person, self.said, hint, self.way, self.group)
        side = column(
            card(self.check_in),
            card(section(_("Attendance from paper"), self.marking)),
            card(add),
            None,
            gap=Space.TWO,
        )
        left = scrolled(side)
        left.setFixedWidth(theme.px(_SIDE))
        keys = text(
            _("Space: present or absent. Enter: details. Delete: off the list. ✓: 80 % or more."),
            "muted",
        )
        listed = column(self.notice, self.table, keys)
        listed.setStretch(1, 1)
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setLayout(row(self.details))
        self.right.addWidget(holder(listed))
        self.right.addWidget(frame)
        both = row(left, self.right, gap=Space.TWO)
        both.setStretch(1, 1)
        whole = column(head, both, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def open_event(self, event_id: str) -> None:
        """Work on the people of another event."""
        self.event_id = event_id
        self.table.setCurrentCell(-1, -1)
        self.way.set_values(["register"])
        self.group.set_values([])
        self.right.setCurrentIndex(0)
        self._say("")
        self.refresh()

    def refresh(self) -> None:
        """Read the people and marks again."""
        event = self.context.read(records.get, Event, self.event_id)
        self.title.setText(event.title)
        shown = self.context.read(attendance.sheet, self.event_id)
        self.table.show_sheet(shown)
        self._show_summary(shown)
        self.check_in.show_sheet(self.event_id, shown)
        self.marking.show_sheet(shown)
        if shown.doubled:
            numbers = format_numbers(shown.doubled)
            words = _("Two people have the same line number: {numbers}.").format(numbers=numbers)
            self.notice.show_text(words, "amber", _("Give new numbers"))
        else:
            self.notice.hide()

    def papers(self) -> list[Paper]:
        """Return the papers of the event, the chosen person's certificate first."""
        line = self.table.current_line()
        own = [certificate_of(self.context, self.event_id, line)] if line is not None else []
        return [*own, *papers_of(self.context, self.event_id)]

    def type_tests(self) -> None:
        """Type the points of the knowledge tests."""
        PointsWindow(self.context, self.event_id, self.window()).open()

    def begin(self) -> None:
        """Put the cursor where the next key is wanted: at the marks, else at a new person."""
        if self.table.sheet.lines:
            self.table.setFocus()
        else:
            self.person.setFocus()

    def edit_person(self, participation: str) -> None:
        """Type the details of a participant, over the list."""
        for line in self.table.sheet.lines:
            if line.participation == participation:
                self.table.go_to(participation)
                self.right.setCurrentIndex(1)
                slips = self.context.read(people.open_slips, self.event_id)
                self._was_slip = line.person in {one.person for one in slips}
                self.details.edit_participant(participation, line.person)

    def edit_person_of(self, person: str) -> None:
        """Type the details of somebody who is on the list."""
        for line in self.table.sheet.lines:
            if line.person == person:
                self.edit_person(line.participation)

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self.details.editing:
            self.details.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _person_saved(self, _person: str) -> None:
        """Go on with the next slip whose details are still to be typed, else to the list."""
        slips = {one.person for one in self.context.read(people.open_slips, self.event_id)}
        lines = self.table.sheet.lines
        following = [one for one in lines[self.table.currentRow() + 1 :] if one.person in slips]
        if self._was_slip and following:
            self.edit_person(following[0].participation)
        else:
            self._close_details()

    def _close_details(self) -> None:
        self.right.setCurrentIndex(0)
        self.table.setFocus()

    def _show_summary(self, shown: Sheet) -> None:
        listed = self.context.read(events.page, [self.event_id])
        completed = sum(line.completed for line in shown.lines)
        said = [places_text(listed[0])] if listed else []
        if completed:
            said.append(_("{n} with 80 % or more").format(n=format_number(completed)))
        self.summary.setText(" · ".join(said))

    def _came(self, participation: str) -> None:
        self.table.go_to(participation)
        self.check_in.box.setFocus()

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
