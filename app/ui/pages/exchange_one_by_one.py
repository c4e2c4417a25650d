"""Questions one at a time: a key answers, arrows go to another, the cursor stays where it was."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.base.i18n import _
from app.ui.context import Context
from app.ui.parts import button, column, headline, text
from app.ui.theme import Space


class OneByOne(QWidget):
    """A tab of the exchange that asks; who inherits says what is asked.

    Signals:
        count_changed: how many questions are open.
    """

    count_changed = Signal(int)

    def __init__(self, context: Context, heading: str) -> None:
        """Begin without a question.

        Args:
            context: the page's.
            heading: the tab's words, translated.
        """
        super().__init__()
        self.context, self.heading = context, heading
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question: QVBoxLayout = column(gap=Space.TWO)
        self._place = 0

    def how_many(self) -> int:
        """Return how many questions are listed."""
        raise NotImplementedError

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key does, the keys in small letters."""
        raise NotImplementedError

    def show_question(self) -> None:
        """Show the question at the present place."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Go to another question."""
        if self.how_many():
            self._place = (self._place + by) % self.how_many()
            self.show_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by a key; go on by arrows; Qt calls."""
        done = self.keys().get(event.text().lower())
        if done is not None and not event.isAutoRepeat():
            done()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.step(-1)
        else:
            super().keyPressEvent(event)

    @contextmanager
    def keeping_focus(self) -> Iterator[None]:
        """Give the focus back to the tab when what had it is shown anew."""
        focus = QApplication.focusWidget()
        had_focus = focus is self or (focus is not None and self.isAncestorOf(focus))
        yield
        if had_focus:
            self.setFocus()

    def headline_of(self, title: str) -> QHBoxLayout:
        """Return a question's heading, which of how many it is, and the ways to others."""
        place = _("Question {n} of {all}").format(n=self._place + 1, all=self.how_many())
        count = text(place, "muted", wrap=False)
        back = button("", lambda: self.step(-1), "quiet", icon="left", tip=_("Back (←)"))
        next_ = button("", lambda: self.step(1), "quiet", icon="right", tip=_("Next (→)"))
        if self.how_many() == 1:
            back.hide()
            next_.hide()
        return headline(title, count, back, next_)
