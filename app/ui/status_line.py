"""The bottom line: who works, what was just done, what waits for the office, what runs."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
)

from app.base.i18n import _
from app.ui import icons, theme
from app.ui.eliding import short_text
from app.ui.parts import button, holder, row
from app.ui.tasks import Task
from app.ui.theme import Space

SAID_FOR = 8_000
"""How long a short line stays, in milliseconds."""
QUIET_FOR = 500
"""How long a job may run before its progress is shown, in milliseconds."""


class StatusLine(QFrame):
    """One strip with three faces at the left: who works, what was done, what runs.

    Signals:
        undo_wanted: Undo beside what was done.
        redo_wanted: Redo beside what was undone.
        exchange_wanted: the exchange's state was clicked.
        demo_wanted: the mark of a demo was clicked.
        busy: a job's progress is shown (true) or has ended (false).
    """

    undo_wanted = Signal()
    redo_wanted = Signal()
    exchange_wanted = Signal()
    demo_wanted = Signal()
    busy = Signal(bool)

    def __init__(self) -> None:
        """Begin without anything to say."""
        super().__init__()
        self.setProperty("role", "strip")
        self.who = short_text("muted")
        self.said = short_text("body")
        self.undo_button = button(_("Undo"), self._undo, "quiet", tip=_("Undo (Ctrl+Z)"))
        self.redo_button = button(_("Redo"), self._redo, "quiet", tip=_("Redo (Ctrl+Shift+Z)"))
        for one in (self.undo_button, self.redo_button):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the page's focus
        self._tick = QLabel()
        self._tick.setPixmap(icons.pixmap("check", "accent", 16))
        self._saying = holder(row(self._tick, self.said, self.undo_button, self.redo_button, None))
        self._task: Task | None = None
        self.doing = short_text("body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(200))
        self.bar.setAccessibleName(_("Progress"))
        self.cancel_button = button(_("Cancel"), self._cancel)
        self._running = holder(row(self.doing, self.bar, self.cancel_button, None))
        self.exchange = button("", self.exchange_wanted.emit, "quiet", icon="exchange")
        self.left = QStackedWidget()
        for face in (self.who, self._saying, self._running):
            self.left.addWidget(face)
        self.left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.demo = button(
            _("DEMO"),
            self.demo_wanted.emit,
            tip=_("Everything here is made up. Click to see how to begin with your own records."),
        )
        self.demo.setProperty("role", "mark")
        self.demo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.demo.hide()
        strip = row(self.demo, self.left, self.exchange, gap=Space.TWO)
        strip.setContentsMargins(theme.px(Space.TWO), 2, theme.px(Space.ONE), 2)
        strip.setStretch(1, 1)
        self.setLayout(strip)
        self._hiding = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._hiding.timeout.connect(self._face)
        self._waiting = QTimer(self, singleShot=True, interval=QUIET_FOR)
        self._waiting.timeout.connect(self._show_progress)

    def show_who(self, words: str) -> None:
        """Say who works and where."""
        self.who.setText(words)

    def show_demo(self, *, shown: bool) -> None:
        """Mark a store of made-up records, or not."""
        self.demo.setVisible(shown)

    def show_exchange(self, words: str) -> None:
        """Say what waits for the office."""
        self.exchange.setText(words)
        self.exchange.setAccessibleName(_("Exchange: {state}").format(state=words))
        tip = _(
            "Open the exchange with the office. Each saved action waits as one change; taking "
            "it back is one more, so that the office sees the same as you."
        )
        self.exchange.setToolTip(tip)
        self.exchange.setVisible(bool(words))

    def say(self, words: str, undoable: bool) -> None:
        """Say what was just done, for some seconds."""
        self._say(words, self.undo_button if undoable else None)

    def say_undone(self, words: str) -> None:
        """Say what was undone, with the button that does it again, for some seconds."""
        self._say(words, self.redo_button)

    def _say(self, words: str, deed: QPushButton | None) -> None:
        self.said.setText(words)
        self.said.setToolTip(words)
        for one in (self.undo_button, self.redo_button):
            one.setVisible(one is deed)
        self._tick.setVisible(deed is self.undo_button)
        self._hiding.start()
        self._face()

    def watch(self, task: Task) -> None:
        """Show a job's progress when it takes longer than half a second."""
        self._task = task
        self.doing.setText(task.text)
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        task.progressed.connect(self._task_progressed)
        task.ended.connect(self._task_ended)
        self._waiting.start()

    def _task_progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self._task is not None:
            self.doing.setText(words or self._task.text)

    def _show_progress(self) -> None:
        if self._task is not None:
            self.busy.emit(True)
            self._face()
            self.cancel_button.setFocus()

    def _task_ended(self) -> None:
        was_shown = not self._waiting.isActive()
        self._waiting.stop()
        self._task = None
        if was_shown:
            self.busy.emit(False)
        self._face()

    def _cancel(self) -> None:
        if self._task is not None:
            self.cancel_button.setEnabled(False)
            self.doing.setText(_("Stopping…"))
            self._task.cancel()

    def _undo(self) -> None:
        self._hiding.stop()
        self._face()
        self.undo_wanted.emit()

    def _redo(self) -> None:
        self._hiding.stop()
        self._face()
        self.redo_wanted.emit()

    def _face(self) -> None:
        """Show what matters most now."""
        if self._task is not None and not self._waiting.isActive():
            self.left.setCurrentWidget(self._running)
        elif self._hiding.isActive():
            self.left.setCurrentWidget(self._saying)
        else:
            self.left.setCurrentWidget(self.who)
