"""Long jobs off the GUI thread, with progress and Cancel."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.base.errors import Cancelled
from app.base.progress import Progress

Job = Callable[[Progress], Any]
"""A job calls `progress.step(done, total, text)` between its pieces."""


class _Steps:
    """The progress that a job in the other thread is given; it knows Qt's signals only by call."""

    def __init__(self, tell: Callable[[int, int, str], None], stopped: threading.Event) -> None:
        self._tell = tell
        self._stopped = stopped

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the job is.

        Raises:
            Cancelled: when the person stopped the job.
        """
        if self._stopped.is_set():
            raise Cancelled
        self._tell(done, total, text)


class _Thread(QThread):
    """Runs one job; what came of it is read after its end."""

    def __init__(self, job: Job, progress: Progress, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._progress = progress
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the job in the other thread."""
        try:
            self.result = self._job(self._progress)
        except BaseException as error:  # noqa: BLE001 - answered in the GUI thread
            self.error = error


class Task(QObject):
    """One running job; its signals arrive in the thread that started it."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, job: Job, text: str, parent: QObject | None = None) -> None:
        """Prepare a job.

        Args:
            job: what to do; it is given the progress.
            text: what is being done, in the user's words.
            parent: its owner.
        """
        super().__init__(parent)
        self.text = text
        self._stopped = threading.Event()
        self._thread = _Thread(job, _Steps(self.progressed.emit, self._stopped), self)
        self._thread.finished.connect(self._thread_finished)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait for the thread's end, before the program leaves."""
        self._thread.wait()

    @Slot()
    def _thread_finished(self) -> None:
        # The thread says so while it still ends; whoever hears of the end may delete it at once.
        self._thread.wait()
        error = self._thread.error
        self.ended.emit()
        if error is None:
            self.succeeded.emit(self._thread.result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
        self.deleteLater()
