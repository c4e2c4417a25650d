"""A coloured line that tells something beside the work, perhaps with one deed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy

from app.base.i18n import _
from app.ui import icons, theme
from app.ui.parts import button, row, text
from app.ui.sight import bring_into_sight
from app.ui.theme import Space

_NARROW_NOTICE = 420
"""Pixels at 100 % below which a notice's words have too little room beside its deed."""


class Notice(QFrame):
    """A coloured line with words, an icon and perhaps one deed; it can be closed."""

    def __init__(self, *, closable: bool = True) -> None:
        """Make it hidden; `show_text` brings it."""
        super().__init__()
        self.setProperty("role", "notice")
        self._icon = QLabel()
        self._words = text("")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.deed = button("", role="quiet")
        self._close = button("", self.hide, "quiet", icon="close", tip=_("Close"))
        for one in (self.deed, self._close):  # a click leaves the cursor where the work is
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._inner = row(self._words, self.deed)
        self._inner.setStretch(0, 1)
        whole = row(self._icon, self._inner, self._close, margin=Space.ONE)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._close.setVisible(closable)
        self.hide()

    def show_text(self, words: str, tone: str = "accent", deed: str = "") -> None:
        """Show words in a tone (accent, amber, red) with the text of the deed's button."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.setPixmap(icons.pixmap("info" if tone == "accent" else "warning", tone))
        self._words.setText(words)
        self.setAccessibleName(words)
        self.deed.setText(deed)
        self.deed.setAccessibleName(deed)
        self.deed.setVisible(bool(deed))
        self.show()
        bring_into_sight(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the deed below the words where there is no room beside them; Qt calls."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.px(_NARROW_NOTICE)
        ways, sides = QBoxLayout.Direction, Qt.AlignmentFlag
        self._inner.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._inner.setAlignment(self.deed, sides.AlignLeft if is_narrow else sides.AlignVCenter)

    def pass_by(self) -> None:
        """Take away a warning that is mended or another page's; all else stays until closed."""
        if self.property("tone") == "amber":
            self.hide()

    @property
    def words(self) -> str:
        """Return what is shown."""
        return self._words.text()
