"""The navigation at the left: a word and an icon for every page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.base.i18n import _
from app.ui import icons, theme
from app.ui.parts import column, holder, scrolled, text
from app.ui.theme import Space


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
        """Turn one button on and the others off."""
        for known, made in self.buttons.items():
            made.setChecked(known == name)
            here = known == name
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the buttons; Qt calls."""
        steps = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}
        listed: list[QWidget] = list(self.buttons.values())
        focused = self.focusWidget()
        if event.key() in steps and focused in listed:
            place = (listed.index(focused) + steps[event.key()]) % len(listed)
            name = list(self.buttons)[place]
            self.chosen.emit(name)
            self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, words: str, icon: str) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("role", "navigation")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setIcon(icons.icon(icon, "muted", "accent_strong"))
        made.setIconSize(QSize(theme.px(18), theme.px(18)))
        made.setAccessibleName(words)
        made.clicked.connect(lambda _on=False: self.chosen.emit(name))
        return made

    def _width(self, words: Sequence[str]) -> int:
        metrics = QFontMetrics(theme.font(strong=True))
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return max(longest + theme.px(76), theme.px(168))
