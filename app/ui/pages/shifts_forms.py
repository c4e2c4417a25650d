"""The form of a shift in its four moods: planned, moved, handed over, ended."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.base import clock
from app.base.formats import format_datetime
from app.base.i18n import _
from app.base.text import fold
from app.model.entity import Entity, Problem
from app.model.shift import Shift, ShiftState
from app.services import naming, promoters, shift_lists, shifts
from app.services.shift_lists import Other
from app.ui.action_row import ActionList, Line
from app.ui.context import Context
from app.ui.day_fields import MomentEditor
from app.ui.form_panel import FormPanel
from app.ui.pages.shifts_tile import hours_of
from app.ui.pages.today_lines import short_day
from app.ui.parts import section, text
from app.ui.pick_fields import PickEditor
from app.ui.search_box import Found

_FIELDS = ("promoter", "planned_from", "planned_to", "actual_to", "handover_note")


class Mood(Enum):
    """What the form is used for."""

    PLAN = "plan"
    MOVE = "move"
    HAND_OVER = "hand-over"
    END = "end"


_SHOWN = {
    Mood.PLAN: {"promoter", "planned_from", "planned_to"},
    Mood.MOVE: {"planned_from", "planned_to"},
    Mood.HAND_OVER: {"promoter"},
    Mood.END: {"actual_to", "handover_note"},
}


class ShiftPanel(FormPanel):
    """Plans a shift, moves it, gives it to somebody else, or ends it.

    Signals:
        swapped: two promoters took each other's shift; the id of the shown one.
    """

    swapped = Signal(str)

    def __init__(self, context: Context) -> None:
        """Make the form and the list of shifts to swap with."""
        super().__init__(context, Shift, label=self._label_of, deed=self._save, names=_FIELDS)
        self.mood = Mood.PLAN
        self.page = "shifts"
        self._centre = ""
        self._day: Any = None
        self._shift = ""
        self._warnings: tuple[str, ...] = ()
        self.about = text("", "muted")
        self.lead.addWidget(self.about)
        self.swaps = ActionList(
            _("Swap with"), _("Nobody else has a planned shift here that is still to come.")
        )
        self.swap_part = section(
            _("Or swap with"), text(_("Enter swaps at once."), "muted"), self.swaps
        )
        self.extra.addWidget(self.swap_part)
        self.saved.connect(self._warn)
        self.form.changed.connect(self._field_changed)
        person = self.form.boxes["promoter"].editor
        if isinstance(person, PickEditor):
            person.box.lookup = self._people

    def plan(self, centre: str, starts: datetime, ends: datetime, promoter: str | None) -> None:
        """Plan a shift at a time that can be changed."""
        self._enter(Mood.PLAN, "", centre)
        self.begin(
            centre=centre,
            promoter=promoter,
            planned_from=starts,
            planned_to=ends,
            state=ShiftState.PLANNED,
        )
        self.title.setText(_("Plan a shift"))
        if self.form.value("promoter"):
            self._go_to_time("planned_from")

    def replan(self, shift: Shift, name: str) -> None:
        """Plan a shift for another time."""
        self._enter(Mood.MOVE, shift.id, shift.centre, f"{name} · {_when(shift)}")
        self.edit(shift)
        self.title.setText(_("Move the shift"))
        self._go_to_time("planned_from")

    def hand_over(self, shift: Shift, name: str) -> None:
        """Give a shift to another promoter, or swap it."""
        self._enter(Mood.HAND_OVER, shift.id, shift.centre, f"{name} · {_when(shift)}")
        self.swaps.show_lines(
            [self._swap_line(one) for one in self._context.read(shift_lists.others, shift.id)]
        )
        self.edit(shift)
        self.title.setText(_("Hand the shift over"))
        self.form.boxes["promoter"].editor.setFocus()

    def end(self, shift: Shift, name: str, proposed: datetime | None = None) -> None:
        """End a running shift, now or at the end that is proposed."""
        begun = format_datetime(shift.actual_from)
        about = _("{promoter} · begun {when}").format(promoter=name, when=begun)
        self._enter(Mood.END, shift.id, shift.centre, about)
        self._proposed = proposed or clock.now()
        self.edit(shift)
        self.title.setText(_("End the shift"))
        self._go_to_time("actual_to")

    _proposed: datetime | None = None

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        return "new" if self.mood is Mood.PLAN else f"{self.mood.value}:{self._shift}"

    def subject(self) -> str:
        """Return whose shift it is and when, for the list of drafts."""
        if self.mood is Mood.PLAN:
            return self._context.title("promoter", self.form.value("promoter"))
        return self.about.text()

    def save(self) -> None:
        """Save; a plan needs both its ends."""
        if self.mood in (Mood.PLAN, Mood.MOVE):
            said = _("Say when the shift begins and when it ends.")
            missing = [
                Problem(name, self.form.boxes[name].readable()[1] or said)
                for name in ("planned_from", "planned_to")
                if self.form.value(name) is None
            ]
            if missing and self.editing:
                self._refuse(missing)
                return
        super().save()

    def _enter(self, mood: Mood, shift: str, centre: str, about: str = "") -> None:
        self.mood, self._shift, self._centre = mood, shift, centre
        for name in _FIELDS:
            self.form.show_field(name, visible=name in _SHOWN[mood])
        self.swap_part.setVisible(mood is Mood.HAND_OVER)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def _begin(self, record: Entity, key: str) -> None:
        super()._begin(record, f"{key}/{self.mood.value}")

    def _restore(self) -> None:
        if self.mood is Mood.END:
            self.form.suggest("actual_to", self._proposed)
        self._day = self.form.value("planned_from")
        super()._restore()

    def _go_to_time(self, name: str) -> None:
        editor = self.form.boxes[name].editor
        if isinstance(editor, MomentEditor):
            editor.time.setFocus()
            editor.time.selectAll()

    def _field_changed(self, name: str) -> None:
        """Let the end follow when the shift is put on another day."""
        starts, ends = self.form.value("planned_from"), self.form.value("planned_to")
        if name != "planned_from" or starts is None:
            return
        before, self._day = self._day, starts
        if before is not None and ends is not None:
            days = clock.to_local(starts).date() - clock.to_local(before).date()
            if days:
                moved = clock.to_local(ends).replace(tzinfo=None) + days
                self.form.set_value("planned_to", clock.from_local(moved))

    def _people(self, typed: str) -> list[Found]:
        """Find promoters: those of the Centre first."""
        own = self._context.read(_promoters_of, self._centre)
        words = fold(typed).split()
        fitting = [found for found in own if all(word in fold(found[1]) for word in words)]
        known = {found[0] for found in fitting}
        more = self._context.lookup("promoter", typed)
        return fitting + [found for found in more if found[0] not in known]

    def _label_of(self, values: Mapping[str, Any]) -> str:
        name = self._context.title("promoter", values["promoter"])
        when = format_datetime(values["planned_from"])
        if self.mood is Mood.PLAN:
            return _("Planned a shift: {promoter}, {when}").format(promoter=name, when=when)
        if self.mood is Mood.MOVE:
            return _("Moved the shift to {when}").format(when=when)
        if self.mood is Mood.HAND_OVER:
            return _("Handed the shift over to {promoter}").format(promoter=name)
        return _("Ended the shift at {when}").format(when=format_datetime(values["actual_to"]))

    def _save(self, session: Any, row: Shift, values: dict[str, Any]) -> Shift:
        del values
        typed = self.form.values()
        starts, ends = typed["planned_from"], typed["planned_to"]
        if self.mood is Mood.PLAN:
            noted = shifts.plan(session, self._centre, starts, ends, typed["promoter"])
        elif self.mood is Mood.MOVE:
            noted = shifts.move(session, row.id, starts, ends)
        elif self.mood is Mood.HAND_OVER:
            noted = shifts.hand_over(session, row.id, typed["promoter"])
        else:
            noted = shifts.end(session, row.id, typed["actual_to"], typed["handover_note"])
        self._warnings = noted.warnings
        return noted.shift

    def _warn(self) -> None:
        warnings, self._warnings = self._warnings, ()
        for warning in warnings:
            self._context.tell(warning, "amber")

    def _swap_line(self, other: Other) -> Line:
        return Line(
            other.shift.id,
            other.promoter_name,
            _when(other.shift),
            opened=partial(self._swap, other),
        )

    def _swap(self, other: Other) -> None:
        shift = self._shift
        label = _("Swapped the shift with {promoter}").format(promoter=other.promoter_name)
        noted = self._context.write(shifts.swap, shift, other.shift.id, label=label)
        self._context.drafts.drop(self._key)
        self._row = None
        self._warnings = noted[0].warnings + noted[1].warnings
        self._warn()
        self.swapped.emit(shift)


def _when(shift: Shift) -> str:
    starts, ends = shift.planned_from, shift.planned_to
    if starts is None:
        return ""
    return f"{short_day(clock.to_local(starts).date())}, {hours_of(starts, ends)}"


def _promoters_of(session: Any, centre: str) -> list[Found]:
    return [(one.id, naming.title(session, one)) for one in promoters.active(session, centre)]
