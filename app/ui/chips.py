"""Chips: few choices as buttons, and picked records that can be taken away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from app.base.i18n import _
from app.ui import icons, theme
from app.ui.flow import FlowLayout
from app.ui.theme import Space


class Chip(QPushButton):
    """A button that is on or off; wide enough for its bolder text when on."""

    def __init__(self, words: str) -> None:
        """Begin as off."""
        super().__init__(words)
        self.setProperty("role", "chip")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for the strong text; Qt asks."""
        self.ensurePolished()
        hint = super().sizeHint()
        strong = QFontMetrics(theme.font(strong=True)).horizontalAdvance(self.text())
        plain = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        return QSize(hint.width() + max(strong - plain, 0) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same, for a chip is never cut; Qt asks."""
        return self.sizeHint()


class ChoiceChips(QWidget):
    """A closed list of values, of which one or several are on.

    Tab passes it in one step; arrows move, and of one choice they also choose. Space or a click
    turns a chip on or off.

    Signals:
        changed: the values that are on, from left to right.
        left: the cursor went elsewhere.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        accessible: str,
        *,
        several: bool = False,
        clearable: bool = True,
    ) -> None:
        """Begin with none on.

        Args:
            options: the values and their translated labels.
            accessible: what is chosen, for screen readers.
            several: whether more than one may be on.
            clearable: whether the last one may be turned off.
        """
        super().__init__()
        self.setAccessibleName(accessible)
        self._several = several
        self._clearable = clearable or several
        self._chips: dict[str, Chip] = {}
        layout = FlowLayout(Space.ONE)
        self.setLayout(layout)
        for value, label in options:
            chip = _ArrowChip(label, self)
            chip.setCheckable(True)
            chip.setAccessibleDescription(accessible)
            chip.clicked.connect(lambda _on=False, value=value: self._chip_clicked(value))
            self._chips[value] = chip
            layout.addWidget(chip)
        self._fix_tab_stops()
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    @property
    def values(self) -> tuple[str, ...]:
        """Return the values that are on."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        """Turn on these values alone, without telling."""
        for value, chip in self._chips.items():
            chip.setChecked(value in values)
        self._fix_tab_stops()

    def chip(self, value: str) -> Chip:
        """Return the button of a value."""
        return self._chips[value]

    def step_from(self, chip: Chip, step: int) -> None:
        """Go from a chip to its neighbour."""
        chips = list(self._chips.values())
        place = (chips.index(chip) + step) % len(chips)
        chips[place].setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._several:
            value = list(self._chips)[place]
            if not chips[place].isChecked():
                chips[place].setChecked(True)
                self._chip_clicked(value)

    def reached(self, chip: Chip) -> None:
        """Let Tab come back to where the cursor is now."""
        self._fix_tab_stops(chip)

    def focus_moved(self) -> None:
        """Tell when the cursor has left all chips."""
        if not any(chip.hasFocus() for chip in self._chips.values()):
            self.left.emit()

    def _chip_clicked(self, value: str) -> None:
        if not self._several:
            if not self._clearable:
                self._chips[value].setChecked(True)
            for other, chip in self._chips.items():
                if other != value:
                    chip.setChecked(False)
            self._fix_tab_stops()
        self.changed.emit(self.values)

    def _fix_tab_stops(self, reached: Chip | None = None) -> None:
        """Let Tab come to one chip: the one reached, else the first chosen, else the first."""
        if not self._chips:
            return
        chosen = next((c for c in self._chips.values() if c.isChecked()), None)
        stop = reached or chosen or next(iter(self._chips.values()))
        for chip in self._chips.values():
            here = chip is stop
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)


class _ArrowChip(Chip):
    """A chip whose arrow keys lead to its neighbours."""

    def __init__(self, words: str, owner: ChoiceChips) -> None:
        super().__init__(words)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows; Qt calls."""
        steps = {
            Qt.Key.Key_Right.value: 1,
            Qt.Key.Key_Down.value: 1,
            Qt.Key.Key_Left.value: -1,
            Qt.Key.Key_Up.value: -1,
        }
        step = steps.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self._owner.step_from(self, step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the owner; Qt calls."""
        super().focusInEvent(event)
        self._owner.reached(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner, unless it is going, which takes the focus too; Qt calls."""
        super().focusOutEvent(event)
        if isValid(self._owner):
            self._owner.focus_moved()


def removable_chip(words: str, removed: Callable[[], object]) -> Chip:
    """Return a chip with a picked record's title; a click or Delete takes it away."""
    chip = _RemovableChip(words, removed)
    chip.setIcon(icons.icon("close", "muted"))
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chip.setAccessibleName(_("Remove {what}").format(what=words))
    chip.setToolTip(_("Remove {what}").format(what=words))
    chip.clicked.connect(lambda _on=False: removed())
    return chip


class _RemovableChip(Chip):
    """A chip that Delete and Backspace take away too."""

    def __init__(self, words: str, removed: Callable[[], object]) -> None:
        super().__init__(words)
        self._removed = removed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take away by Delete; Qt calls."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._removed()
        else:
            super().keyPressEvent(event)
