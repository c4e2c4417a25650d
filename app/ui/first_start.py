"""The first start: try the demo, join with an invitation, or set up an office."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from app.base.errors import UserError
from app.base.i18n import LANGUAGES, _
from app.base.progress import Progress
from app.base.settings import FONT_PERCENTS, Settings
from app.services import enrolment, first_steps
from app.ui.chips import ChoiceChips
from app.ui.errors import Failures
from app.ui.first_start_steps import Choices, DemoStep, JoinStep, OfficeStep, Step
from app.ui.notice import Notice
from app.ui.parts import button, column, holder, row, scrolled, text
from app.ui.tasks import Task
from app.ui.theme import Space
from app.ui.window_place import open_size


class FirstStart(QWidget):
    """The window before there are records: three ways to begin.

    Signals:
        ready: the folder where the records are now.
        dressed: other `Settings`: another language or size of text; the window is built anew.
    """

    ready = Signal(Path)
    dressed = Signal(object)

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        """Show the three choices.

        Args:
            folder: where the own records are to be; a demo stands in a folder below it.
            settings: the language and size of text in force.
        """
        super().__init__()
        self.folder = folder
        self._settings = settings or Settings()
        self._task: Task | None = None
        self._failures = Failures(self._tell)
        self.setProperty("role", "window")
        self.setWindowTitle("Centrum CSR")
        self.setAcceptDrops(True)
        open_size(self, 940, 520)
        self.notice = Notice()
        self.language, self.letters = self._look_chips()
        self.choices = Choices(has_demo=bool(first_steps.demo_roles(folder)))
        self.demo = DemoStep(folder)
        self.join = JoinStep()
        self.office = OfficeStep()
        self.doing = text("", "lead")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel_button = button(_("Cancel"), self.cancel)
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self.choices.setFocus()

    def show_step(self, step: QWidget) -> None:
        """Bring a step to the front and put the cursor into its first field."""
        self.notice.hide()
        for chips in (self.language, self.letters):
            chips.setVisible(step is self.choices)  # another look would drop what is typed
        self.stack.setCurrentWidget(self._holders[step])
        step.setFocus()

    def try_demo(self, role: str) -> None:
        """Make a demo in a role, or go on with the one that is there."""
        place = first_steps.demo_folder(self.folder, role)
        if first_steps.holds_records(place):
            self.ready.emit(place)
            return

        def job(progress: Progress) -> Path:
            first_steps.make_demo(place, role, progress)
            return place

        self._start(job, _("Making up a network with half a year of work…"))

    def join_with(self, file: Path, code: str) -> None:
        """Join a network with an invitation and its spoken code."""
        folder = self.folder

        def job(_progress: Progress) -> Path:
            enrolment.join(folder, file, code).close()
            return folder

        self._start(job, _("Joining the network…"))

    def set_up_office(self, name: str) -> None:
        """Make a new network whose office is this computer."""
        folder = self.folder

        def job(_progress: Progress) -> Path:
            enrolment.set_up_office(folder, name).close()
            return folder

        self._start(job, _("Setting up the office…"))

    def cancel(self) -> None:
        """Stop what runs, or go back to the three choices."""
        if self._task is not None:
            self.cancel_button.setEnabled(False)
            self._task.cancel()
        else:
            self.show_step(self.choices)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept an invitation; Qt calls."""
        if event.mimeData().hasUrls() and self._task is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a dropped invitation; Qt calls."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.show_step(self.join)
            self.join.show_file(Path(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; Qt calls."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        super().closeEvent(event)

    def _build(self) -> None:
        self._holders: dict[QWidget, QWidget] = {}
        for step in (self.choices, self.demo, self.join, self.office):
            area = scrolled(step)
            self._holders[step] = area
            self.stack.addWidget(area)
        self._working = holder(
            column(None, self.doing, self.bar, row(None, self.cancel_button), None, gap=Space.TWO)
        )
        self.stack.addWidget(self._working)
        brand = text("Centrum CSR", "display", wrap=False)
        whole = column(
            row(brand, None, self.language, self.letters, gap=Space.TWO),
            text(_("Social responsibility in companies, county by county – without the internet."),
                 "muted"),
            self.notice,
            self.stack,
            gap=Space.TWO,
            margin=Space.FOUR,
        )  # fmt: skip
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _look_chips(self) -> tuple[ChoiceChips, ChoiceChips]:
        """Return the choices of language and size of text; another one dresses the window anew."""
        language = ChoiceChips(list(LANGUAGES.items()), _("Language"), clearable=False)
        language.set_values([self._settings.spoken])
        language.changed.connect(lambda chosen: self._dress(language=chosen[0]))
        sizes = [(str(percent), f"A {percent} %") for percent in FONT_PERCENTS]
        size = ChoiceChips(sizes, _("Size of text"), clearable=False)
        size.set_values([str(self._settings.font_percent)])
        size.changed.connect(lambda chosen: self._dress(font_percent=int(chosen[0])))
        return language, size

    def _dress(self, **values: object) -> None:
        changed = self._settings.with_values(**values)
        if changed != self._settings and self._task is None:
            self.dressed.emit(changed)

    def _connect(self) -> None:
        self.choices.demo_wanted.connect(lambda: self.show_step(self.demo))
        self.choices.join_wanted.connect(lambda: self.show_step(self.join))
        self.choices.office_wanted.connect(lambda: self.show_step(self.office))
        steps: tuple[Step, ...] = (self.demo, self.join, self.office)
        for step in steps:
            step.back_wanted.connect(lambda: self.show_step(self.choices))
            step.refused.connect(lambda words: self._tell(words, "amber"))
            step.mended.connect(self.notice.hide)
        self.demo.chosen.connect(self.try_demo)
        self.join.chosen.connect(self.join_with)
        self.office.chosen.connect(self.set_up_office)

    def _start(self, job: Callable[[Progress], Any], words: str) -> None:
        if self._task is not None:
            return
        self._before = self.stack.currentWidget()
        self.notice.hide()
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.stack.setCurrentWidget(self._working)
        self._task = Task(job, words, self)
        self._task.progressed.connect(self._progressed)
        self._task.ended.connect(self._ended)
        self._task.succeeded.connect(self.ready)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _progressed(self, done: int, total: int, _words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ended(self) -> None:
        self._task = None
        if self._before is not None:
            self.stack.setCurrentWidget(self._before)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell(str(error), "amber")
        else:
            self._failures.answer(error)

    def _tell(self, words: str, tone: str) -> None:
        self.notice.show_text(words, tone)
