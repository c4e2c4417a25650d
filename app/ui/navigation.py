"""The navigation at the left: a word and an icon for every page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton

from app.base.i18n import _
from app.ui import icons, theme
from app.ui.parts import column, holder, scrolled, text
from app.ui.theme import Space

_STEPS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}


class _Entry(QPushButton):
    """A button that tells of arrows; by itself it would give the focus to what Tab reaches.

    Signals:
        stepped: how many entries on, or back below zero.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of an arrow; Qt calls."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """Buttons of all pages, one of them on; arrows move between them.

    Signals:
        chosen: a page's name.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]]) -> None:
        """Make the buttons.

        Args:
            pages: names, translated words and icons.
        """
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName(_("Pages"))
        self.buttons: dict[str, QPushButton] = {}
        listed = column(gap=Space.NONE)
        for number, (name, words, icon) in enumerate(pages, start=1):
            made = self._button(name, words, icon)
            if number <= 9:
                made.setToolTip(f"{words} (Alt+{number})")
            listed.addWidget(made)
            self.buttons[name] = made
        listed.addStretch(1)
        brand = text("Centrum CSR", "lead", wrap=False)
        brand.setContentsMargins(theme.px(Space.ONE), 0, 0, 0)
        self.setLayout(
            column(Space.HALF, brand, scrolled(holder(listed)), margin=Space.ONE, gap=Space.ONE)
        )
        self.setFixedWidth(self._width([words for _name, words, _icon in pages]))

    def mark(self, name: str) -> None:
        """Turn one button on and the others off; the focus does not stay on another."""
        if any(made.hasFocus() for made in self.buttons.values()):
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)
        for known, made in self.buttons.items():
            made.setChecked(known == name)
            here = known == name
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)

    def _stepped(self, name: str, by: int) -> None:
        names = list(self.buttons)
        there = names[(names.index(name) + by) % len(names)]
        self.chosen.emit(there)
        if self.buttons[there].isChecked():  # else the page in front would not be left
            self.buttons[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, name: str, words: str, icon: str) -> QPushButton:
        made = _Entry(words)
        made.setProperty("role", "navigation")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setIcon(icons.icon(icon, "muted", "accent_strong"))
        made.setIconSize(QSize(theme.px(18), theme.px(18)))
        made.setAccessibleName(words)
        made.clicked.connect(lambda _on=False: self.chosen.emit(name))
        made.stepped.connect(partial(self._stepped, name))
        return made

    def _width(self, words: Sequence[str]) -> int:
        metrics = QFontMetrics(theme.font(strong=True))
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return max(longest + theme.px(76), theme.px(168))
