"""The Centre's roster: the week with its gaps, the chosen shift, and the month's hours."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from app.base import clock
from app.base.formats import format_date, format_hours, format_number
from app.base.i18n import _, ngettext
from app.model.shift import Shift
from app.services import centres, local_days, naming, records, roster, shifts
from app.services.roster import Day
from app.ui.context import Context
from app.ui.empty_state import EmptyState
from app.ui.page import Page
from app.ui.pages.shifts_card import MonthTotals, ShiftCard
from app.ui.pages.shifts_doing import NeverEndedList, ShiftDoing
from app.ui.pages.shifts_forms import ShiftPanel
from app.ui.pages.shifts_frame import CentreBox, ShiftsBody, ShiftsHead
from app.ui.pages.shifts_papers import papers_of
from app.ui.pages.shifts_tile import Item, gaps_of
from app.ui.pages.shifts_week import WeekGrid
from app.ui.paper_window import Paper, offer_papers, papers_button
from app.ui.parts import button, card, column, holder, row, scrolled, section, text
from app.ui.theme import Space, px

_WEEK = timedelta(days=7)
_SIDE = 300


class ShiftsPage(Page):
    """A week as a grid; what is chosen there stands beside it."""

    name = "shifts"
    shows = frozenset({"shift", "tally", "centre", "promoter"})

    def __init__(self, context: Context) -> None:
        """Build the parts; `reload` fills them."""
        super().__init__(context)
        self._centre = ""
        self._monday = local_days.monday_of(clock.today())
        self._month = (clock.today().year, clock.today().month)
        self._wanted = ""
        self.centre = CentreBox()
        self.centre.activated.connect(lambda _place: self.choose_centre(self.centre.currentData()))
        self.grid = WeekGrid()
        self.grid.stand_on(clock.today())
        self.panel = ShiftPanel(context)
        self.doing = ShiftDoing(context, self.grid, self.panel, self._open_form)
        self.card = ShiftCard(self.doing.deeds)
        self.month = MonthTotals()
        self.never_ended = NeverEndedList(context, self.open_record)
        self.week = text("", "lead", wrap=False)
        self.gaps = text("", "muted")
        self.grid.chosen.connect(self._item_chosen)
        self.grid.opened.connect(self._item_opened)
        self.grid.beyond.connect(lambda weeks: self.turn(weeks, keep_day=True))
        self.card.left.connect(self.grid.take_focus)
        self.month.turned.connect(self.turn_month)
        self.panel.saved.connect(self._panel_saved)
        self.panel.swapped.connect(self._panel_saved)
        self.panel.left.connect(self._panel_left)
        self._build()

    def _build(self) -> None:
        new = button(_("Plan a shift"), self.new_record, "primary", icon="plus",
                     tip=_("Plan a shift (N)"))  # fmt: skip
        papers = papers_button(self.context, self.papers)
        before = button("", partial(self.turn, -1), icon="left", tip=_("Previous week (PgUp)"))
        after = button("", partial(self.turn, 1), icon="right", tip=_("Next week (PgDn)"))
        self.now = button(_("This week"), self.this_week, tip=_("This week (T)"))
        steps = row(before, self.now, after, gap=Space.HALF)
        self.forgotten_part = card(section(_("Shifts that nobody ended"), self.never_ended))
        head = row(column(self.week, self.gaps, gap=Space.NONE), holder(steps))
        head.setStretch(0, 1)
        month = card(self.month)
        left = holder(column(card(head, self.grid, gap=Space.TWO), month, None, gap=Space.TWO))
        self.side_card = card(self.card)
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setLayout(row(self.panel))
        frame.setFixedHeight(px(370))  # of itself it is higher than large letters leave room for
        self.form_card = frame
        frame.hide()
        side = holder(column(self.side_card, frame, self.forgotten_part, None, gap=Space.TWO))
        side.setMinimumWidth(px(_SIDE))
        both = ShiftsBody(left, side, month)
        top = ShiftsHead(self.centre, papers, new)
        whole = column(top, both, None, gap=Space.TWO)
        self.area = scrolled(whole, Space.TWO)
        nothing = EmptyState(
            "shifts", _("No Centre yet"), _("Shifts are kept per Centre. Import the office's file.")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(nothing)
        self.setLayout(row(self.stack))

    def reload(self) -> None:
        """Read the Centre's week and month and show them."""
        self._show_centres()
        self.stack.setCurrentIndex(0 if self._centre else 1)
        if not self._centre:
            return
        self.doing.centre = self._centre
        self.never_ended.show_centre(self._centre)
        self.forgotten_part.setVisible(bool(self.never_ended.rows))
        days = self.context.read(roster.week, self._centre, self._monday)
        self._show_heading(days)
        wanted, self._wanted = self._wanted, ""
        self.grid.show_days(days, wanted)
        self._show_month()

    @property
    def is_editing(self) -> bool:
        """Tell whether the form is open."""
        return self.panel.editing

    def new_record(self) -> None:
        """Plan a shift where the chosen tile stands: in the gap, or on the day."""
        self.doing.plan()

    def open_record(self, row_id: str) -> None:
        """Show a shift's week with the shift chosen; one that was forgotten is to be ended.

        `move:ID`, `hand-over:ID` and `end:ID` lead to the form.
        """
        if row_id == "new":
            self.refresh()
            self.new_record()
            return
        deed, _colon, what = row_id.rpartition(":")
        row_id = what
        shift = self.context.read(records.get, Shift, row_id)
        found = shifts.span(shift)
        begins = found[0] if found else clock.now()
        self.panel.leave()
        self._centre, self._wanted = shift.centre, shift.id
        self._go(local_days.monday_of(local_days.day_of(begins)))
        self.grid.take_focus()
        deeds = {"move": self.doing.replan, "hand-over": self.doing.hand_over}
        if shifts.is_forgotten(shift) or deed == "end":
            self.doing.end()
        elif deed in deeds:
            deeds[deed]()

    def turn(self, weeks: int, *, keep_day: bool = False) -> None:
        """Show an earlier or later week."""
        if not keep_day:
            day = self.grid.current.day if self.grid.current else clock.today()
            self.grid.stand_on(day)
        self._go(self._monday + weeks * _WEEK)

    def this_week(self) -> None:
        """Show the week of today, and choose today."""
        self.grid.stand_on(clock.today())
        self._go(local_days.monday_of(clock.today()))
        self.grid.take_focus()

    def turn_month(self, months: int) -> None:
        """Show the hours of an earlier or later month."""
        year, month = self._month
        place = year * 12 + month - 1 + months
        self._month = (place // 12, place % 12 + 1)
        self._show_month()

    def choose_centre(self, centre: str) -> None:
        """Show another Centre."""
        if centre and centre != self._centre:
            self.panel.leave()
            self._centre = centre
            self.reload()

    def papers(self) -> list[Paper]:
        """Return the papers of the shown week and month."""
        return papers_of(self.context, self._centre, self._monday, self._month)

    def offer_papers(self) -> None:
        """Offer the papers of the shown week and month in a menu."""
        offer_papers(self.context, self.papers(), self)

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        self.panel.keep_draft()
        return True

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of the roster with their keys."""
        turns = (
            (_("Previous week"), ("PgUp", "Alt+Left"), partial(self.turn, -1)),
            (_("Next week"), ("PgDown", "Alt+Right"), partial(self.turn, 1)),
            (_("This week"), ("T",), self.this_week),
            (_("Previous month"), ("Ctrl+PgUp",), partial(self.turn_month, -1)),
            (_("Next month"), ("Ctrl+PgDown",), partial(self.turn_month, 1)),
            (_("Papers of the shown week and month"), ("D",), self.offer_papers),
        )
        deeds = [(one.words, (one.key,), one.done) for one in self.doing.deeds]
        return tuple(self._command(*one) for one in (*deeds, *turns))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the chosen tile, so that its keys work at once; Qt calls."""
        self._stale = True
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if not self.is_editing:
            self.grid.take_focus()

    def _command(self, words: str, keys: tuple[str, ...], deed: Any) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(len(keys) > 1)
        action.triggered.connect(lambda _on=False: None if self.is_editing else deed())
        return action

    def _go(self, monday: date) -> None:
        """Show a week, and the month in which most of it lies."""
        self._monday = monday
        middle = monday + timedelta(days=3)
        self._month = (middle.year, middle.month)
        self.refresh()

    def _show_centres(self) -> None:
        found = self.context.read(_centres)
        if not self._centre and found:
            own = self.context.read(centres.own, self.context.who.promoter)
            self._centre = own.id if own is not None else found[0][0]
        self.centre.show_centres(found, self._centre)

    def _show_heading(self, days: Sequence[Day]) -> None:
        self.week.setText(f"{format_date(days[0].day)} – {format_date(days[-1].day)}")
        open_gaps = [gap for day in days for gap in gaps_of(day)]
        length = sum(round((gap.ends - gap.starts).total_seconds() / 60) for gap in open_gaps)
        words = ngettext("{n} gap in duty, {length}", "{n} gaps in duty, {length}", len(open_gaps))
        said = words.format(n=format_number(len(open_gaps)), length=format_hours(length))
        self.gaps.setText(said if open_gaps else _("No gaps in duty"))
        self.now.setEnabled(self._monday != local_days.monday_of(clock.today()))

    def _show_month(self) -> None:
        sheets = self.context.read(roster.month_sheet, self._centre, *self._month)
        self.month.show_month(*self._month, sheets)

    def _item_chosen(self, item: Item) -> None:
        counted = self.context.read(shifts.counts, item.key) if item.cell is not None else {}
        self.card.show_item(item, counted)

    def _item_opened(self, item: Item) -> None:
        if item.cell is None:
            self.new_record()
        elif self.card.take_focus():
            self.area.ensureWidgetVisible(self.card)

    def _open_form(self) -> None:
        self.side_card.hide()
        self.form_card.show()
        self.area.ensureWidgetVisible(self.form_card)

    def _panel_saved(self, row_id: str) -> None:
        self._wanted = row_id
        shift = self.context.read(records.get, Shift, row_id)
        found = shifts.span(shift)
        if found is not None:
            self._monday = local_days.monday_of(local_days.day_of(found[0]))
        self._panel_left()
        self.reload()
        self.grid.take_focus()

    def _panel_left(self) -> None:
        self.form_card.hide()
        self.side_card.show()
        self.grid.take_focus()


def _centres(session: Any) -> list[tuple[str, str]]:
    return [(one.id, naming.title(session, one)) for one in centres.every(session)]
