"""What can be done with shifts: by keys, by buttons, and by accepting an end that is proposed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.base import clock
from app.base.formats import format_datetime
from app.base.i18n import _
from app.model.shift import Shift
from app.services import centres, local_days, records, roster, shift_lists, shifts
from app.services.shift_lists import NeverEnded
from app.ui.action_row import ActionList, Deed, Line
from app.ui.context import Context
from app.ui.pages.shifts_card import (
    ShiftDeed,
    can_be_missed,
    can_plan,
    can_start,
    planned,
    runs,
)  # fmt: skip
from app.ui.pages.shifts_forms import ShiftPanel
from app.ui.pages.shifts_tile import Item, standing
from app.ui.pages.shifts_week import WeekGrid


class ShiftDoing(QObject):
    """Does the deeds of the chosen tile; what asks for more opens the form."""

    def __init__(
        self,
        context: Context,
        grid: WeekGrid,
        panel: ShiftPanel,
        open_form: Callable[[], None],
    ) -> None:
        """Serve a page.

        Args:
            context: the page's.
            grid: where the chosen tile stands.
            panel: the form.
            open_form: brings the form to the front.
        """
        super().__init__()
        self._context, self._grid, self._panel = context, grid, panel
        self._open_form = open_form
        self.centre = ""
        self.deeds = (
            ShiftDeed(_("Plan a shift"), "N", self.plan, can_plan),
            ShiftDeed(_("Start"), "S", self.start, can_start, main=True),
            ShiftDeed(_("End…"), "E", self.end, runs, main=True),
            ShiftDeed(_("Hand over or swap…"), "H", self.hand_over, planned),
            ShiftDeed(_("Move…"), "M", self.replan, planned),
            ShiftDeed(_("Nobody came"), "U", self.nobody_came, can_be_missed),
            ShiftDeed(_("Take off the roster"), "Delete", self.remove, planned),
        )

    def plan(self) -> None:
        """Plan a shift where the chosen tile stands: in the gap, or on the day."""
        if not self.centre or self._panel.editing:
            return
        item = self._grid.current
        day = item.day if item is not None else clock.today()
        starts = local_days.at(day, roster.OPENING.opens)
        ends = local_days.at(day, roster.OPENING.closes)
        if item is not None and item.cell is None and item.span is not None:
            starts, ends = item.span
        me = self._context.who.promoter
        own = self._context.read(centres.own, me) if me else None
        here = me if own is not None and own.id == self.centre else None
        self._open_form()
        self._panel.plan(self.centre, starts, ends, here)

    def start(self) -> None:
        """Start the chosen shift now."""
        item = self._item(can_start)
        if item is not None:
            note(self._context, shifts.start, shift=item.key, label=_("Started the shift"))

    def end(self, proposed: datetime | None = None) -> None:
        """Ask when the chosen shift ended, and for the note."""
        item = self._item(runs)
        if item is not None and item.cell is not None:
            shift = item.cell.shift
            if proposed is None and item.cell.forgotten:
                proposed = self._context.read(shifts.propose_end, shift)
            self._open_form()
            self._panel.end(shift, item.title, proposed)

    def hand_over(self) -> None:
        """Ask who takes the chosen shift, or with whom it is swapped."""
        item = self._item(planned)
        if item is not None and item.cell is not None:
            self._open_form()
            self._panel.hand_over(item.cell.shift, item.title)

    def replan(self) -> None:
        """Ask for another time of the chosen shift."""
        item = self._item(planned)
        if item is not None and item.cell is not None:
            self._open_form()
            self._panel.replan(item.cell.shift, item.title)

    def nobody_came(self) -> None:
        """Note that nobody came for the chosen shift."""
        item = self._item(can_be_missed)
        if item is not None:
            self._context.write(shifts.unfilled, item.key, label=_("Noted that nobody came"))

    def remove(self) -> None:
        """Take the chosen shift off the roster; Undo brings it back."""
        item = self._item(planned)
        if item is not None:
            self._context.write(_remove, item.key, label=_("Took the shift off the roster"))

    def _item(self, fits: Any) -> Item | None:
        """Return the chosen item if a deed fits it; else say why it does not."""
        item = self._grid.current
        if item is None or self._panel.editing:
            return None
        if not fits(item):
            self._context.say(standing(item))
            return None
        return item


class NeverEndedList(ActionList):
    """A Centre's shifts that nobody ended, each with an end to accept."""

    def __init__(self, context: Context, opened: Callable[[str], None]) -> None:
        """Begin empty.

        Args:
            context: the page's.
            opened: shows a shift, to say another time.
        """
        super().__init__(_("Shifts that nobody ended"))
        self._context, self._opened = context, opened

    def show_centre(self, centre: str) -> None:
        """Show the shifts of a Centre."""
        lost = self._context.read(shift_lists.never_ended, centre)
        self.show_lines([self._lost_line(one) for one in lost])

    def _lost_line(self, one: NeverEnded) -> Line:
        end = format_datetime(one.proposed_end)
        deeds = (
            Deed(_("End it so"), "Space", partial(self._end_so, one), "check"),
            Deed(_("Other time"), "O", partial(self._opened, one.shift.id)),
        )
        begun = format_datetime(one.shift.actual_from)
        return Line(
            one.shift.id,
            _("{promoter} · begun {when}").format(promoter=one.promoter_name, when=begun),
            _("Probable end: {when}").format(when=end),
            opened=partial(self._opened, one.shift.id),
            deeds=deeds,
        )

    def _end_so(self, one: NeverEnded) -> None:
        label = _("Ended the shift at {when}").format(when=format_datetime(one.proposed_end))
        note(self._context, shifts.end, one.shift.id, one.proposed_end, label=label)


def _remove(session: Any, shift: str) -> None:
    records.delete(session, records.get(session, Shift, shift))


def note(context: Context, deed: Any, *given: Any, label: str, **more: Any) -> None:
    """Run a service that notes a shift, and say what should be looked at again."""
    noted = context.write(deed, *given, label=label, **more)
    for warning in noted.warnings:
        context.tell(warning, "amber")
