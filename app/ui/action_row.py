"""Rows of a short list that can be operated: arrows move, one key does one deed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from app.base.i18n import _
from app.ui import theme
from app.ui.parts import button, clear, column, flow, holder, row, text
from app.ui.sight import bring_into_sight
from app.ui.tab_order import stops
from app.ui.theme import Space

_NARROW = 440
_LEAST_WORDS = 190
"""Pixels at 100 % that a title needs beside badge and deeds, or it would be a tower of words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a row.

    Attributes:
        words: what it does, translated.
        key: the key that does it while the row has the focus: `Space`, `R`.
        done: called without arguments.
        icon: a name of `icons.NAMES`; a button with an icon alone shows no words.
        worded: whether the button shows its words.
    """

    words: str
    key: str
    done: Callable[[], object]
    icon: str = ""
    worded: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an `ActionList`.

    Attributes:
        key: tells the rows apart; the focus stays on the row of the same key.
        title: the main words.
        detail: what is beside the point, below.
        aside: at the left, such as a time.
        badge: a short state at the right, always in words.
        tone: of the badge.
        opened: Enter or a click.
        deeds: what can be done.
    """

    key: str
    title: str
    detail: str = ""
    aside: str = ""
    badge: str = ""
    tone: str = ""
    opened: Callable[[], object] | None = None
    deeds: Sequence[Deed] = ()


class ActionRow(QFrame):
    """One row; Tab and arrows come to it, its keys do its deeds.

    Signals:
        reached: the row's key, when the focus came.
    """

    reached = Signal(str)

    def __init__(self, line: Line, aside_width: int = 0) -> None:
        """Show a line; `aside_width` keeps the titles of several rows in one column."""
        super().__init__()
        self.line = line
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = ", ".join(
            part for part in (line.aside, line.title, line.detail, line.badge) if part
        )
        self.setAccessibleName(words)
        keys = [f"{key_name(deed.key)}: {deed.words}" for deed in line.deeds]
        self.setAccessibleDescription("; ".join(keys))
        if line.opened is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        aside = text(line.aside, "muted", wrap=False)
        aside.setFixedWidth(aside_width)
        title = text(line.title)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        detail = text(line.detail, "muted")
        badge = text(line.badge, "badge", tone=line.tone)
        said = holder(column(title, detail, gap=Space.NONE))
        self._inner = row(said, badge)
        self._inner.setStretch(0, 1)
        if line.deeds:
            self._inner.addWidget(flow(*(self._button(deed) for deed in line.deeds)))
        made = row(aside, self._inner)
        made.setStretch(1, 1)
        edge = theme.px(Space.ONE)
        made.setContentsMargins(edge, theme.px(Space.HALF), theme.px(Space.HALF), edge // 2)
        self._aside, self._badge = aside, badge
        self.setLayout(made)
        aside.setVisible(aside_width > 0)
        detail.setVisible(bool(line.detail))
        badge.setVisible(bool(line.badge))
        _let_through(aside, title, detail, badge, said)

    def _button(self, deed: Deed) -> QPushButton:
        tip = f"{deed.words} ({key_name(deed.key)})"
        made = button(
            deed.words if deed.worded else "", deed.done, "quiet", icon=deed.icon, tip=tip
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put badge and deeds below the words where there is no room beside them; Qt calls."""
        super().resizeEvent(event)
        has_more = bool(self.line.deeds or self.line.badge)
        width = event.size().width()
        too_little = width - self._beside_width() < theme.px(_LEAST_WORDS)
        narrow = has_more and (too_little or width < theme.px(_NARROW))
        sides = Qt.AlignmentFlag
        self._inner.setAlignment(self._badge, sides.AlignLeft if narrow else sides.AlignVCenter)
        ways = QBoxLayout.Direction
        self._inner.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        top = narrow or bool(self.line.detail)
        middle = Qt.AlignmentFlag.AlignVCenter
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(self._aside, Qt.AlignmentFlag.AlignTop if top else middle)

    def _beside_width(self) -> int:
        """Return the pixels that all but the words take where everything stands in one line."""
        beside = [self._badge] if self.line.badge else []
        parts = [*beside, *self.findChildren(QPushButton)]
        gaps = theme.px(Space.ONE) * (len(parts) + 2)
        return self._aside.width() + sum(one.sizeHint().width() for one in parts) + gaps

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the list; Qt calls."""
        super().focusInEvent(event)
        self.reached.emit(self.line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, or do a deed; Qt calls."""
        key = event.key()
        deed = next((d for d in self.line.deeds if _key_of(d.key) == key), None)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.opened is not None:
            self.line.opened()
        elif deed is not None and not event.isAutoRepeat():
            deed.done()
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        """Go to another row of the window, past whatever stands between two lists."""
        shown = [one for one in stops(self.window()) if isinstance(one, ActionRow)]
        rows = [one for one in shown if one.isVisible() and one.isEnabled()]
        place = rows.index(self) + by
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(rows[place])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click; Qt calls."""
        super().mouseReleaseEvent(event)
        inside = self.rect().contains(event.position().toPoint())
        if self.line.opened is not None and inside and event.button() == Qt.MouseButton.LeftButton:
            self.line.opened()


class ActionList(QWidget):
    """Rows one below another; the focus stays in its place when they are shown anew.

    Signals:
        reached: the focus came to one of the rows.
    """

    reached = Signal()

    def __init__(self, accessible: str, empty: str = "") -> None:
        """Begin with no rows.

        Args:
            accessible: what is listed, for screen readers.
            empty: what is said when there is nothing, translated.
        """
        super().__init__()
        self.setAccessibleName(accessible)
        self._empty = empty
        self._layout = column(gap=Space.NONE)
        self.setLayout(self._layout)
        self.rows: list[ActionRow] = []
        self._last = ""
        self._place = 0

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows."""
        had_focus = any(one.hasFocus() for one in self.rows)
        last, place = self._last, self._place
        clear(self._layout)
        width = max((_width(line.aside) for line in lines if line.aside), default=0)
        self.rows = [ActionRow(line, width) for line in lines]
        for one in self.rows:
            one.reached.connect(self._row_reached)
            self._layout.addWidget(one)
        if not self.rows and self._empty:
            said = text(self._empty, "muted")
            said.setContentsMargins(theme.px(Space.ONE), 0, 0, 0)
            self._layout.addWidget(said)
        self._last, self._place = last, place
        if had_focus:
            self.focus_row()

    def focus_row(self, key: str = "") -> bool:
        """Go to a row: the one named, else the last one reached, else what is in its place.

        Returns:
            whether there is a row to go to.
        """
        if not self.rows:
            return False
        wanted = key or self._last
        same = next((one for one in self.rows if one.line.key == wanted), None)
        target = same or self.rows[min(self._place, len(self.rows) - 1)]
        target.setFocus()
        self._row_reached(target.line.key)
        return True

    def _row_reached(self, key: str) -> None:
        self._last = key
        self._place = [one.line.key for one in self.rows].index(key)
        self.reached.emit()


def key_name(key: str) -> str:
    """Return a key as it is called in the language in force."""
    return _("Space") if key == "Space" else key


def _key_of(key: str) -> int:
    """Return Qt's number of a single key."""
    return Qt.Key.Key_Space if key == "Space" else ord(key)


def _width(words: str) -> int:
    label = QLabel(words)
    label.setFont(theme.font())
    return label.sizeHint().width() + theme.px(Space.HALF)


def _let_through(*parts: QWidget) -> None:
    """Let clicks on words reach the row."""
    for part in parts:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
