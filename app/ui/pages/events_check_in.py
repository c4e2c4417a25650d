"""Checking in at the door: a scanner types a badge's code or a slip's number, and Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.base.i18n import _
from app.services import check_in, events
from app.services.attendance import Sheet
from app.services.check_in import CheckedIn
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.pages.events_marking import session_text
from app.ui.parts import column, section
from app.ui.text_box import TextBox


class CodeBox(TextBox):
    """A box for what a scanner types; it empties itself, so that the next scan begins anew.

    Signals:
        entered: what was typed.
    """

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the code at Enter; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.text()
            self.clear()
            if typed.strip():
                self.entered.emit(typed)
        else:
            super().keyPressEvent(event)


class CheckIn(QWidget):
    """A box to scan into, for one of the event's sessions, and what came of the last scan.

    Signals:
        came: a participation's id.
    """

    came = Signal(str)

    def __init__(self, context: Context) -> None:
        """Begin without sessions."""
        super().__init__()
        self.context = context
        self._shown: list[tuple[str, str]] = []
        self.session = QComboBox()
        self.session.setAccessibleName(_("Session"))
        self.box = CodeBox(_("Code of a badge, or number of a slip"))
        self.box.setPlaceholderText(_("Scan a badge"))
        self.box.entered.connect(self.scan)
        self.said = Notice(closable=False)
        self.setLayout(column(section(_("Check in by code"), self.session, self.box, self.said)))

    def show_sheet(self, event: str, sheet: Sheet) -> None:
        """Offer an event's sessions; the one that runs now is chosen first."""
        shown = [(part.id, session_text(n, part)) for n, part in enumerate(sheet.sessions)]
        if shown == self._shown:
            return
        self._shown = shown
        self.session.clear()
        for row, words in shown:
            self.session.addItem(words, row)
        running = self.context.read(events.session_now, event)
        self.session.setCurrentIndex(self.session.findData(running.id) if running else -1)
        self.session.setVisible(len(shown) > 1)
        self.setVisible(bool(shown))
        self.said.hide()

    def scan(self, typed: str) -> None:
        """Mark whoever a code belongs to; the box is ready for the next."""
        self.said.hide()
        label = _("Checked in by code")
        session = self.session.currentData()
        found = self.context.write(check_in.check_in, session, typed, label=label, quiet=True)
        self._say(found)
        self.came.emit(found.participation)

    def _say(self, found: CheckedIn) -> None:
        words = _("{name}: already in, no. {n}.") if found.already else _("{name}: no. {n}.")
        said = words.format(name=found.name, n=found.number or "–")
        self.said.show_text(said, "amber" if found.already else "accent")
