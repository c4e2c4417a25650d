"""The shift on Today: start and end by one key; a forgotten end is proposed, never set."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.base.formats import format_datetime, format_time
from app.base.i18n import _
from app.model.shift import Shift
from app.services import shifts
from app.services.shifts import Forgotten, Noted
from app.services.today import Today
from app.ui.action_row import ActionList, Deed, Line
from app.ui.context import Context
from app.ui.form_fields import TextEditor
from app.ui.pages.today_lines import shift_lines
from app.ui.parts import button, column, row, text
from app.ui.theme import Space

_SHOWN = 3


class ShiftBox(QWidget):
    """Whether one is on duty, and the shifts to come."""

    def __init__(self, context: Context) -> None:
        """Build the parts; `show_today` fills them."""
        super().__init__()
        self._context = context
        self._running: Shift | None = None
        self.state = text("", "strong")
        self.note = TextEditor(_("Note for whom comes next"))
        self.note.box.setPlaceholderText(_("Note for whom comes next"))
        self.deed = button("", self.start_or_end, "normal", tip=_("Start or end the shift (S)"))
        self.forgotten = ActionList(_("Shifts that nobody ended"))
        self.coming = ActionList(_("Coming shifts"), _("No shift is planned for you."))
        head = row(self.state, self.deed)
        head.setStretch(0, 1)
        self.setLayout(column(self.forgotten, head, self.note, self.coming, gap=Space.ONE))

    def show_today(self, today: Today) -> None:
        """Show how it is now."""
        self._running = today.running_shift
        if self._running is not None:
            since = format_time(self._running.actual_from)
            place = self._context.title("centre", self._running.centre)
            self.state.setText(
                _("On duty since {time} · {centre}").format(time=since, centre=place)
            )
            self.deed.setText(_("End the shift"))
        else:
            self.state.setText(_("You are not on duty."))
            self.deed.setText(_("Start the shift"))
        self.deed.setAccessibleName(self.deed.text())
        self.note.setVisible(self._running is not None)
        self.forgotten.setVisible(bool(today.forgotten))
        self.forgotten.show_lines([self._forgotten_line(one) for one in today.forgotten])
        self.coming.show_lines(shift_lines(self._context, today.shifts[:_SHOWN]))

    def start_or_end(self) -> None:
        """Start a shift now, or end the running one with the note."""
        running = self._running
        if running is None:
            noted = self._context.write(shifts.start, label=_("Started the shift"))
        else:
            note = self.note.value()
            noted = self._context.write(
                shifts.end, running.id, note=note, label=_("Ended the shift")
            )
            self.note.set_value(None)
        self._warn(noted)

    def _forgotten_line(self, one: Forgotten) -> Line:
        begun = format_datetime(one.shift.actual_from)
        end = format_datetime(one.proposed_end)
        deeds = (
            Deed(_("End it so"), "Space", partial(self._end_forgotten, one), "check"),
            Deed(_("Other time"), "O", partial(self._context.navigate, "shifts", one.shift.id)),
        )
        return Line(
            one.shift.id,
            _("The shift begun {when} was not ended").format(when=begun),
            _("Probable end: {when}").format(when=end),
            deeds=deeds,
        )

    def _end_forgotten(self, one: Forgotten) -> None:
        label = _("Ended the shift at {when}").format(when=format_datetime(one.proposed_end))
        noted = self._context.write(shifts.end, one.shift.id, one.proposed_end, label=label)
        self._warn(noted)

    def _warn(self, noted: Noted) -> None:
        for warning in noted.warnings:
            self._context.tell(warning, "amber")
