"""The chosen shift or gap, with what can be done about it; and a Centre's hours of a month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.base import clock
from app.base.formats import (
    format_datetime,
    format_hours,
    format_long_date,
    format_month,
    format_number,
)
from app.base.i18n import _, ngettext
from app.model.shift import ShiftState
from app.services import local_days
from app.services.roster import Cell, MonthSheet
from app.ui import theme
from app.ui.pages.shifts_tile import Item, hours_of, state_of
from app.ui.parts import Part, button, clear, column, flow, headline, holder, row, text
from app.ui.theme import Space

_CELLS = 4
"""Columns that a promoter's line takes: name, shifts, hours, and the room before the next."""
_TWO_BESIDE = 560
"""Pixels at 100 % from which two promoters stand in one line."""


@dataclass(frozen=True, slots=True)
class ShiftDeed:
    """What can be done with the chosen shift.

    Attributes:
        words: what it does, translated.
        key: its shortcut.
        done: called without arguments.
        fits: tells whether it can be done with an item now.
        main: whether it is what is mostly wanted when it fits.
    """

    words: str
    key: str
    done: Callable[[], object]
    fits: Callable[[Item], bool]
    main: bool = False


def planned(item: Item) -> bool:
    """Tell whether the item is a shift that is still only planned."""
    return item.cell is not None and item.cell.state == ShiftState.PLANNED


def runs(item: Item) -> bool:
    """Tell whether the item is a shift that goes on."""
    return item.cell is not None and item.cell.state == ShiftState.RUNNING


def can_start(item: Item) -> bool:
    """Tell whether a planned shift is that of today, so that it can be started."""
    return planned(item) and item.day == clock.today()


def can_be_missed(item: Item) -> bool:
    """Tell whether a planned shift should have begun."""
    return planned(item) and item.span is not None and item.span[0] <= clock.now()


def can_plan(item: Item) -> bool:
    """Tell whether nobody is on duty there."""
    return item.cell is None


class ShiftCard(QWidget):
    """Says what is chosen in the week; Esc goes back there.

    Signals:
        left: Esc.
    """

    left = Signal()

    def __init__(self, deeds: Sequence[ShiftDeed]) -> None:
        """Begin empty.

        Args:
            deeds: what can be done, the most wanted first.
        """
        super().__init__()
        self._deeds = deeds
        self.buttons: list[QPushButton] = []
        self._inner = column(gap=Space.ONE)
        self.setLayout(self._inner)

    def show_item(self, item: Item, counted: dict[str, int]) -> None:
        """Show what is chosen, and what was counted on the shift."""
        had_focus = any(one.hasFocus() for one in self.buttons)
        clear(self._inner)
        fitting = [deed for deed in self._deeds if deed.fits(item)]
        self.buttons = [_button(deed) for deed in fitting]
        state = state_of(item.cell) if item.cell else ("", "")
        worked = item.cell is not None and item.cell.state == ShiftState.ENDED
        said = _("Ended") if worked else state[0]
        badges = [text(said, "badge", tone=state[1])] if said else []
        parts: list[Part] = [headline(item.title, *badges, role="lead")]
        day = format_long_date(item.day)
        parts.append(text(f"{day[:1].upper()}{day[1:]}", "muted"))
        parts += [text(line) for line in _lines(item, counted)]
        if item.cell is not None and item.cell.shift.handover_note:
            parts.append(text(_("Note for whom comes next"), "field"))
            parts.append(text(item.cell.shift.handover_note))
        if self.buttons:
            parts += [Space.HALF, flow(*self.buttons)]
        self._inner.addLayout(column(*parts, gap=Space.ONE))
        if had_focus:
            self.take_focus()

    def take_focus(self) -> bool:
        """Go to the main deed; tell whether there is one."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self.buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc, do by Enter, move by arrows; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            chosen = next((one for one in self.buttons if one.hasFocus()), None)
            if chosen is not None:
                chosen.click()
        else:
            super().keyPressEvent(event)


class MonthTotals(QWidget):
    """Each promoter's hours in a month, and all together.

    Signals:
        turned: another month is wanted: -1 or 1.
    """

    turned = Signal(int)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.title = text("", "lead", wrap=False)
        self.before = button(
            "", lambda: self.turned.emit(-1), icon="left",
            tip=_("Previous month (Ctrl+PgUp)"),
        )  # fmt: skip
        self.after = button(
            "", lambda: self.turned.emit(1), icon="right",
            tip=_("Next month (Ctrl+PgDn)"),
        )  # fmt: skip
        self._sheets: Sequence[MonthSheet] = ()
        self._beside = 2
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(theme.px(Space.TWO))
        self._lines.setVerticalSpacing(theme.px(Space.HALF))
        self._lines.setColumnStretch(0, 1)
        self.together = text("", "muted")
        steps = holder(row(self.before, self.after, gap=Space.HALF))
        head = row(column(self.title, self.together, gap=Space.NONE), steps)
        head.setStretch(0, 1)
        self.setLayout(column(head, holder(self._lines), gap=Space.ONE))

    def show_month(self, year: int, month: int, sheets: Sequence[MonthSheet]) -> None:
        """Show a month's hours."""
        words = format_month(year, month)
        self.title.setText(f"{words[:1].upper()}{words[1:]}")
        self._sheets = sheets
        self._show_lines()
        days, minutes = sum(len(one.days) for one in sheets), sum(one.minutes for one in sheets)
        words = ngettext("{n} ended shift, {length}", "{n} ended shifts, {length}", days)
        said = words.format(n=format_number(days), length=format_hours(minutes))
        self.together.setText(said if sheets else _("No shift has ended in this month."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two promoters into a line, or one where names would be cut; Qt calls."""
        super().resizeEvent(event)
        beside = 2 if event.size().width() >= theme.px(_TWO_BESIDE) else 1
        if beside != self._beside:
            self._beside = beside
            self._show_lines()

    def _show_lines(self) -> None:
        clear(self._lines)
        is_double = self._beside > 1
        self._lines.setColumnStretch(_CELLS, 1 if is_double else 0)
        self._lines.setColumnMinimumWidth(_CELLS - 1, theme.px(Space.TWO) if is_double else 0)
        lines = -(-len(self._sheets) // self._beside)
        for place, sheet in enumerate(self._sheets):
            self._put(place % lines, place // lines * _CELLS, sheet)

    def _put(self, line: int, first: int, sheet: MonthSheet) -> None:
        number = ngettext("{n} shift", "{n} shifts", len(sheet.days))
        shifts = text(number.format(n=format_number(len(sheet.days))), "muted", wrap=False)
        hours = text(format_hours(sheet.minutes), wrap=False)
        for place, cell in enumerate((text(sheet.name), shifts, hours)):
            if place:
                cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                cell.setFont(theme.font(figures=True))
            self._lines.addWidget(cell, line, first + place)


def _button(deed: ShiftDeed) -> QPushButton:
    tip = f"{deed.words} ({deed.key})"
    return button(deed.words, deed.done, "primary" if deed.main else "normal", tip=tip)


def _lines(item: Item, counted: dict[str, int]) -> list[str]:
    cell = item.cell
    if cell is None:
        return [item.hours] if item.hours else []
    found = _hours(item, cell)
    if cell.replaced_name:
        found.append(_("In place of {promoter}").format(promoter=cell.replaced_name))
    words = {"guest": _("Guests"), "call": _("Calls"), "mail": _("E-mails")}
    told = [
        f"{words[kind]}: {format_number(n)}" for kind, n in counted.items() if n and kind in words
    ]
    if told:
        found.append(" · ".join(told))
    return found


def _hours(item: Item, cell: Cell) -> list[str]:
    shift = cell.shift
    found = []
    if shift.planned_from and shift.planned_to:
        length = round((shift.planned_to - shift.planned_from).total_seconds() / 60)
        hours = hours_of(shift.planned_from, shift.planned_to)
        found.append(
            _("Planned: {hours} ({length})").format(hours=hours, length=format_hours(length))
        )
    if shift.actual_from and shift.actual_to:
        worked = hours_of(shift.actual_from, shift.actual_to)
        found.append(
            _("Worked: {hours} ({length})").format(hours=worked, length=format_hours(cell.minutes))
        )
        if local_days.day_of(shift.actual_to) != item.day:
            found.append(_("Ended: {when}").format(when=format_datetime(shift.actual_to)))
    elif shift.actual_from:
        begun = format_datetime(shift.actual_from)
        found.append(_("Begun: {when}").format(when=begun))
    return found
