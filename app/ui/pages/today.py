"""Today: what is on for the person at work, most pressing first, each done by one key."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from app.base import clock
from app.base.formats import format_long_date, format_number
from app.base.i18n import _, ngettext
from app.model.task import Task
from app.services import (
    device_list,
    exchange,
    local_days,
    notices,
    promoters,
    records,
    tasks,
    visit_lists,
)
from app.services import today as today_service
from app.services.people import Slip
from app.services.tasks import TaskRow
from app.services.today import Counts
from app.services.visit_lists import VisitRow, VisitView
from app.ui.action_row import ActionList
from app.ui.beside import Beside
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages.today_drafts import DraftList
from app.ui.pages.today_lines import (
    event_lines,
    notice_lines,
    short_day,
    slip_lines,
    stock_lines,
    visit_lines,
)
from app.ui.pages.today_shift import ShiftBox
from app.ui.pages.today_task import NewTask
from app.ui.parts import button, card, column, holder, row, scrolled, section, text
from app.ui.task_lines import task_lines
from app.ui.theme import Space

_AHEAD = timedelta(days=7)
_EVENTS = 5
_TWO_COLUMNS = 640
"""Pixels at 100 % from which the right column has room for its words beside the left one."""


class TodayPage(Page):
    """Visits, tasks, the shift, events, low stock and what waits for the office."""

    name = "today"
    shows = frozenset(
        {"visit", "task", "shift", "event", "stock_move", "material", "company", "person"}
    )

    def __init__(self, context: Context) -> None:
        """Build the cards; `reload` fills them."""
        super().__init__(context)
        self.greeting = text("", "title", wrap=False)
        self.day = text("", "muted", wrap=False)
        self.visits = ActionList(_("Visits"), _("No visits today and in the coming week."))
        self.tasks = ActionList(_("Tasks"), _("Nothing to do in the coming week. Well done."))
        self.new_task = NewTask(context)
        self.shift = ShiftBox(context)
        self.events = ActionList(_("Events"), _("No events in the coming two weeks."))
        self.stock = ActionList(_("Materials that run low"), _("Enough of everything."))
        self.notices = ActionList(_("Notices of Art. 14 that are due"))
        self.slips = ActionList(_("Slips whose details are still to be typed"))
        self.drafts = DraftList(context)
        self.waiting = text("")
        self.numbers = tuple(text("0", "number", wrap=False) for _place in range(3))
        self.counted = tuple(text("", "muted") for _place in range(3))
        self._last_list = self.visits
        self._notices_known: object = None
        for one in (self.drafts, self.visits, self.tasks):
            one.reached.connect(partial(setattr, self, "_last_list", one))
        self.drafts.changed.connect(self._drafts_changed)
        self.new_task.left.connect(self._take_focus)
        self._build()

    def _build(self) -> None:
        plan = button(
            _("Plan a visit"),
            partial(self.context.navigate, "visits", "plan:>today"),
            "primary",
            icon="plus",
            tip=_("Plan a visit (P)"),
        )
        head = row(column(self.greeting, self.day, gap=Space.NONE), None, plan)
        self.draft_card = card(section(_("Not saved yet"), self.drafts))
        self.draft_card.hide()
        left = column(
            self.draft_card,
            card(section(_("Visits"), self.visits)),
            card(section(_("Tasks"), self.tasks, self.new_task)),
            card(section(_("Coming events"), self.events)),
            card(section(_("This month"), self._figures())),
            None,
            gap=Space.TWO,
        )
        self.shift_card = card(section(_("My shift"), self.shift))
        hand_over = button(
            _("Open the exchange"), partial(self.context.navigate, "exchange"), "quiet"
        )
        self.invite_button = button(
            _("Invite a promoter…"),
            partial(self.context.navigate, "exchange", "devices"),
            icon="plus",
        )
        self.notice_card = card(section(_("Notices of Art. 14 that are due"), self.notices))
        self.notice_card.hide()
        right = column(
            self.shift_card,
            card(section(_("Materials that run low"), self.stock)),
            self.notice_card,
            card(
                section(
                    _("The office"),
                    self.waiting,
                    row(self.invite_button, None),
                    self.slips,
                    beside=hand_over,
                )
            ),
            None,
            gap=Space.TWO,
        )
        both = Beside(holder(left), holder(right), from_width=_TWO_COLUMNS, stretches=(3, 2))
        self.setLayout(row(scrolled(column(head, both, gap=Space.TWO), Space.TWO)))

    def _figures(self) -> QWidget:
        parts = [
            column(number, label, gap=Space.NONE)
            for number, label in zip(self.numbers, self.counted, strict=True)
        ]
        made = row(*parts, gap=Space.TWO)
        for place in range(len(parts)):
            made.setStretch(place, 1)
        return holder(made)

    def reload(self) -> None:
        """Read what is on and show it."""
        me = self.context.who.promoter
        today = self.context.read(today_service.today, me)
        name = self.context.read(_first_name)
        hello = _("Good day, {name}").format(name=name) if name else _("Good day")
        self.greeting.setText(hello)
        self.day.setText(format_long_date(clock.today()))
        coming = self.context.read(_coming_visits, me)
        self.visits.show_lines(
            visit_lines(self.context, (*today.overdue_visits, *today.visits, *coming))
        )
        due = self.context.read(tasks.due, me, clock.today() + _AHEAD)
        self.tasks.show_lines(
            task_lines(
                self.context,
                due,
                aside=lambda task: _day(task.due),
                detail=lambda task: task_detail(task, me),
            )
        )
        self.shift_card.setVisible(me is not None)
        if me is not None:
            self.shift.show_today(today)
        self.events.show_lines(event_lines(self.context, today.events[:_EVENTS]))
        self.stock.show_lines(stock_lines(self.context, today.short))
        self.drafts.show_drafts()
        self.draft_card.setVisible(bool(self.drafts.rows))
        self._show_waiting(today.open_slips)
        self._show_counts(today.counts)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first line, or where one was, so that its keys work at once; Qt calls.

        It reads anew each time: the day may be another, and files may have been handed over.
        """
        self._stale = True
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if not self.new_task.is_begun:
            lists = (self._last_list, self.visits, self.tasks)
            next((one for one in lists if one.focus_row()), None)

    def new_record(self) -> None:
        """Begin a new task."""
        self.new_task.setFocus()

    def open_record(self, row_id: str) -> None:
        """Go to a task; one that is not due soon is shown where it belongs."""
        if row_id == "new":
            self.new_record()
            return
        known = row_id in [one.line.key for one in self.tasks.rows]
        if known:
            self._last_list = self.tasks
            self.tasks.focus_row(row_id)
        elif row_id:
            task = self.context.read(records.get, Task, row_id)
            if task.visit or task.company:
                page = "visits" if task.visit else "companies"
                self.context.navigate(page, task.visit or task.company or "")

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of the day with their keys."""
        deeds = (
            (_("Plan a visit"), "P", partial(self.context.navigate, "visits", "plan:>today")),
            (
                _("Record a visit that was not planned"),
                "Shift+R",
                partial(self.context.navigate, "visits", "record-new:>today"),
            ),
            (_("New task"), "N", self.new_record),
            (_("Start or end the shift"), "S", self.shift.start_or_end),
        )
        return tuple(self._command(*deed) for deed in deeds)

    def _command(self, words: str, key: str, deed: Any) -> QAction:
        action = QAction(words, self)
        action.setShortcut(key)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _on=False: deed())
        return action

    def _show_waiting(self, slips: Sequence[Slip]) -> None:
        words = _sentence(exchange.summary(self.context.database))
        is_first = self.context.who.is_office and self.context.read(device_list.is_alone)
        if is_first:
            words = _("Nobody else works in the network yet. Invite the first promoter.")
        self.waiting.setText(words)
        self.invite_button.setVisible(is_first)
        self.slips.show_lines(slip_lines(self.context, slips))
        self.slips.setVisible(bool(slips))
        self._show_notices()

    def _show_notices(self) -> None:
        """Show how many notices are due; they are counted anew only when something changed."""
        days = self.context.settings.notice_days
        known = (clock.today(), days, self.context.seen())
        if known != self._notices_known:
            self._notices_known = known
            pressing = notices.pressing(self.context.read(notices.due, days))
            self.notices.show_lines(notice_lines(self.context, pressing))
            self.notice_card.setVisible(bool(pressing))

    def _drafts_changed(self) -> None:
        self.draft_card.setVisible(bool(self.drafts.rows))
        if not self.drafts.rows:
            self._take_focus()

    def _show_counts(self, counts: Counts) -> None:
        done = (
            (counts.visits, ngettext("visit held", "visits held", counts.visits)),
            (
                counts.handed_out,
                ngettext("copy handed out", "copies handed out", counts.handed_out),
            ),
            (counts.events, ngettext("event held", "events held", counts.events)),
        )
        for shown, label, (number, words) in zip(self.numbers, self.counted, done, strict=True):
            shown.setText(format_number(number))
            label.setText(words)


def task_detail(task: TaskRow, me: str | None) -> str:
    """Return about which company a task is, and whose it is if not one's own."""
    owner = task.owner_name if task.owner != me else ""
    return " · ".join(part for part in (task.company_name, owner) if part)


def _day(day: date) -> str:
    if day == clock.today():
        return _("today")
    return short_day(day)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _first_name(session: Any) -> str:
    person = promoters.current(session)
    return str(person.first_name or "") if person is not None else ""


def _coming_visits(session: Any, me: str | None) -> list[VisitRow]:
    first = clock.today() + timedelta(days=1)
    starts, ends = local_days.bounds(first, clock.today() + _AHEAD)
    ids = visit_lists.ids(session, VisitView.PLANNED, me, since=starts, until=ends)
    return visit_lists.page(session, ids)
