"""A tile of the week: a shift, a gap in duty or a closed day, in words and tone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from app.base import clock
from app.base.formats import format_datetime, format_hours, format_long_date, format_time
from app.base.i18n import _
from app.model.shift import ShiftState
from app.services.roster import Cell, Day, Gap
from app.ui import theme
from app.ui.eliding import each_fitting
from app.ui.parts import Role, column, text
from app.ui.theme import Space


@dataclass(frozen=True, slots=True)
class Item:
    """What a tile stands for: a shift, a gap in duty, or a closed day.

    Attributes:
        key: the shift's id, or what names the gap or the day.
        day: under which it stands.
        title: the main words.
        hours: from when to when.
        state: in words.
        tone: of the stripe and the state.
        cell: the shift; none for a gap and for a closed day.
        span: when; none for a closed day.
    """

    key: str
    day: date
    title: str
    hours: str
    state: str
    tone: str
    cell: Cell | None = None
    span: tuple[datetime, datetime] | None = None


_SIDES = 4
"""How often the half of a space stands beside a tile's words, left and right together."""
_SHORTEST_GAP = timedelta(minutes=15)
"""Somebody who came some minutes late left no gap worth a tile."""


def gaps_of(day: Day) -> list[Gap]:
    """Return a day's gaps that are worth a word."""
    return [gap for gap in day.gaps if gap.ends - gap.starts >= _SHORTEST_GAP]


def items_of(day: Day) -> list[Item]:
    """Return a day's tiles by time."""
    found = [_gap(day.day, gap) for gap in gaps_of(day)] + [_shift(day.day, c) for c in day.shifts]
    found.sort(key=lambda item: (item.span[0] if item.span else clock.now(), item.key))
    return found or [Item(f"day:{day.day}", day.day, _("Closed"), "", "", "muted")]


def hours_of(starts: datetime | None, ends: datetime | None) -> str:
    """Return two times as `8:00–16:00`; an end that is not known is left open."""
    return f"{format_time(starts)}–{format_time(ends) or '…'}"


def state_of(cell: Cell) -> tuple[str, str]:
    """Return how it stands with a shift: in words, and the tone."""
    if cell.forgotten:
        return _("Not ended"), "amber"
    if cell.state == ShiftState.PLANNED:
        late = cell.ends < clock.now()
        return (_("Not started"), "amber") if late else (_("Planned"), "accent")
    known: dict[str, tuple[str, str]] = {
        ShiftState.RUNNING: (_("On duty"), "accent"),
        ShiftState.UNFILLED: (_("Nobody came"), "amber"),
    }
    return known.get(cell.state, (format_hours(cell.minutes), "muted"))


def standing(item: Item) -> str:
    """Return how it stands with an item, in a sentence: why a deed does not fit it."""
    cell = item.cell
    if cell is None:
        return _("Nobody is on duty there. Plan a shift first (N).")
    known: dict[str, str] = {
        ShiftState.RUNNING: _("{promoter} has been on duty since {when}."),
        ShiftState.ENDED: _("The shift of {promoter} has ended ({hours})."),
        ShiftState.UNFILLED: _("It is noted that nobody came to this shift."),
    }
    said = known.get(cell.state, _("The shift of {promoter} is planned for {when}."))
    return said.format(
        promoter=cell.promoter_name, when=format_datetime(cell.starts), hours=item.hours
    )


def _gap(day: date, gap: Gap) -> Item:
    past = gap.ends < clock.now()
    words, tone = _("Nobody on duty"), "muted" if past else "amber"
    hours = hours_of(gap.starts, gap.ends)
    return Item(
        f"gap:{gap.starts.isoformat()}", day, words, hours, "", tone, span=(gap.starts, gap.ends)
    )


def _shift(day: date, cell: Cell) -> Item:
    state, tone = state_of(cell)
    going = cell.state == ShiftState.RUNNING
    late = not cell.shift.planned_to or cell.shift.planned_to < clock.now()
    hours = hours_of(cell.starts, None if going and late else cell.ends)
    span = (cell.starts, cell.ends)
    return Item(cell.shift.id, day, cell.promoter_name, hours, state, tone, cell, span)


class Tile(QFrame):
    """One item; its frame is dashed where nobody is on duty.

    Signals:
        reached: the item, when the focus came.
        opened: Enter or a double click.
        moved: an arrow: columns and lines to go.
    """

    reached = Signal(object)
    opened = Signal(object)
    moved = Signal(int, int)

    def __init__(self, item: Item) -> None:
        """Show an item."""
        super().__init__()
        self.item = item
        self.current = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        words = [format_long_date(item.day), item.hours, item.title, item.state]
        self.setAccessibleName(", ".join(part for part in words if part))
        self.setToolTip("\n".join(part for part in (item.title, item.hours, item.state) if part))
        role: Role = "strong" if item.cell is not None else "muted"
        if item.tone == "amber" and item.cell is None:
            role = "warning"
        state: Role = "warning" if item.tone == "amber" else "small"
        lines: tuple[tuple[str, Role], ...] = (
            (item.title, role),
            (item.hours, "body"),
            (item.state, state),
        )
        self._lines = [(words, _line(words, kind)) for words, kind in lines if words]
        made = column(*(label for _words, label in self._lines), gap=Space.NONE)
        edge, half = theme.px(Space.ONE), theme.px(Space.HALF)
        made.setContentsMargins((_SIDES - 1) * half, edge, half, edge)
        self.setLayout(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what is wider than the day, a long last name; Qt calls."""
        super().resizeEvent(event)
        width = event.size().width() - _SIDES * theme.px(Space.HALF)
        for words, label in self._lines:
            label.setText(each_fitting(words, label.fontMetrics(), width))

    def set_current(self, *, current: bool) -> None:
        """Let Tab come to this tile of all, or no more."""
        self.current = current
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.StrongFocus if current else policies.ClickFocus)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the stripe and the ring of the focus; Qt calls."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item, solid = self.item, self.item.cell is not None
        running = solid and item.cell is not None and item.cell.state == ShiftState.RUNNING
        soft = "amber_soft" if item.tone == "amber" else "accent_soft" if running else "surface"
        width = 2 if self.hasFocus() else 1
        line = "accent" if self.hasFocus() or self.current else "control" if solid else "line"
        if item.tone == "amber" and line != "accent":
            line = "amber"
        pen = QPen(theme.colour(line), width)
        if not solid and not self.hasFocus():
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(soft))
        inset = width / 2
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        if solid:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("control" if item.tone == "muted" else item.tone))
            high = area.height() - 2 * theme.px(Space.ONE)
            bar = QRectF(theme.px(4), theme.px(Space.ONE), theme.px(3), high)
            painter.drawRoundedRect(bar, 1, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the week; Qt calls."""
        super().focusInEvent(event)
        self.update()
        self.reached.emit(self.item)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away; Qt calls."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or open; Qt calls."""
        keys = Qt.Key
        step = {keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0),
                keys.Key_Up: (0, -1), keys.Key_Down: (0, 1)}.get(Qt.Key(event.key()))  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self.moved.emit(*step)
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and not event.isAutoRepeat():
            self.opened.emit(self.item)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open; Qt calls."""
        del event
        self.opened.emit(self.item)


def _line(words: str, role: Role) -> QLabel:
    """Return a line of a tile; clicks go through it, and it is never wider than the day."""
    label = text(words, role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
