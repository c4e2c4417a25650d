"""The booth: choose the fair, then the whole window counts by single keys."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import _
from app.model.entity import choice_label, field_map
from app.model.event import Event, EventKind
from app.services import booth, events, local_days, people
from app.services.events import EventRow, EventView
from app.ui.action_row import ActionList, Line
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages.booth_board import Board
from app.ui.parts import button, card, column, headline, row, scrolled, section, text
from app.ui.theme import Space

_AHEAD = timedelta(days=31)
_PAST = 5
_SLIPS = 20
_FIRST_KINDS = (EventKind.FAIR, EventKind.LOCAL)


class BoothPage(Page):
    """First the fairs to choose from, then the board of the chosen one."""

    name = "booth"
    shows = frozenset({"stock_move", "tally", "participation", "event", "material", "person"})

    def __init__(self, context: Context) -> None:
        """Build the choice and the board."""
        super().__init__(context)
        self.board = Board(context)
        self.board.closed.connect(self.leave_booth)
        self.choice = ActionList(
            _("Fairs and events"),
            _("No event is near. Create the fair first; then one key counts one leaflet."),
        )
        self.slips = ActionList(_("Slips whose details are still to be typed"))
        self.slips_card = card(section(_("Slips whose details are still to be typed"), self.slips))
        new = button(
            _("New event"),
            partial(context.navigate, "events", "new"),
            icon="plus",
            tip=_("New event (Ctrl+N)"),
        )
        words = _(
            "Choose where you stand. Then a digit hands out a copy, Space counts a talk, "
            "Backspace takes the last press back, and # takes the number of a signed slip."
        )
        start = column(
            headline(_("Booth"), new),
            text(words, "muted"),
            card(self.choice),
            self.slips_card,
            None,
            gap=Space.TWO,
        )
        self._start = scrolled(start, Space.TWO)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start)
        self.stack.addWidget(self.board)
        self.setLayout(row(self.stack))

    @property
    def is_open(self) -> bool:
        """Tell whether the board of a fair is in front."""
        return self.stack.currentWidget() is self.board

    def reload(self) -> None:
        """Show the numbers as they are now, or the fairs to choose from."""
        if self.is_open and not self.context.read(booth.is_there, self.board.event_id):
            self.leave_booth()
        elif self.is_open:
            self.board.show_now()
        else:
            self.choice.show_lines(self._lines())
            slips = self._slip_lines()
            self.slips.show_lines(slips)
            self.slips_card.setVisible(bool(slips))

    def open_record(self, row_id: str) -> None:
        """Stand at a fair: its board takes the whole window."""
        if row_id == "new":
            self.new_record()
            return
        self.board.open_event(row_id)
        self.stack.setCurrentWidget(self.board)
        self.context.fill_window(True)
        self.board.setFocus()

    def new_record(self) -> None:
        """Begin a new event where events are kept."""
        self.context.navigate("events", "new")

    def leave_booth(self) -> None:
        """Give the frame back and show the fairs."""
        self.context.fill_window(False)
        self.stack.setCurrentWidget(self._start)
        self.reload()
        self.choice.focus_row()

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of the booth; at the board their keys are single ones."""
        deeds = (
            (_("Count a talk at the booth"), self.board.talk),
            (_("Take the last press at the booth back"), self.board.take_back),
            (_("Leave the booth"), self.leave_booth),
        )
        made = []
        for words, deed in deeds:
            action = QAction(words, self)
            action.triggered.connect(partial(self._do, deed))
            made.append(action)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the fair of today, or on counting; Qt calls."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Show the fairs again when one comes back; Qt calls."""
        super().hideEvent(event)
        if not self.window().isMinimized() and not event.spontaneous():
            self.stack.setCurrentWidget(self._start)
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by a key wherever the focus is; Qt calls."""
        if self.is_open and not self.board.hasFocus():
            self.board.setFocus()
            self.board.keyPressEvent(event)
        elif not self.is_open and event.text().isdecimal() and event.text():
            self.context.say(_("Choose where you stand first (Enter); then a digit hands out."))
        else:
            super().keyPressEvent(event)

    def _take_focus(self) -> None:
        if self.is_open:
            self.board.setFocus()
        else:
            self.choice.focus_row()

    def _do(self, deed: Any, _checked: bool = False) -> None:
        if self.is_open:
            deed()

    def _lines(self) -> list[Line]:
        return [self._line(one) for one in self.context.read(_near)]

    def _slip_lines(self) -> list[Line]:
        found = [one for one in self.context.read(people.open_slips) if one.event]
        return [
            Line(
                one.person,
                _("Slip {number}").format(number=one.number),
                one.event_title,
                format_date(local_days.day_of(one.taken_at)),
                opened=partial(self.context.navigate, "events", f"person:{one.event}:{one.person}"),
            )
            for one in found[:_SLIPS]
        ]

    def _line(self, one: EventRow) -> Line:
        today = _is_today(one)
        kind = choice_label(field_map(Event)["kind"], one.kind)
        return Line(
            one.id,
            one.title,
            " · ".join(part for part in (kind, one.place, one.county) if part),
            format_date(local_days.day_of(one.starts)),
            badge=_("today") if today else "",
            opened=partial(self.open_record, one.id),
        )


def _near(session: Any) -> list[EventRow]:
    """Return where one may stand: today's fairs first, what comes next, what has just been."""
    coming = events.page(session, events.ids(session, EventView.UPCOMING))
    last = clock.now() + _AHEAD
    coming = [one for one in coming if one.starts <= last]
    past = events.page(session, events.ids(session, EventView.PAST)[: _PAST * 4])
    fairs = [one for one in past if one.kind in _FIRST_KINDS]
    known = {one.id for one in coming}
    past = [one for one in fairs[:_PAST] if one.id not in known]
    today = [one for one in (*coming, *past) if _is_today(one)]
    today.sort(key=lambda one: (one.kind not in _FIRST_KINDS, one.starts))
    return today + [one for one in (*coming, *past) if not _is_today(one)]


def _is_today(one: EventRow) -> bool:
    first, last = local_days.day_of(one.starts), local_days.day_of(one.ends)
    return first <= clock.today() <= last
