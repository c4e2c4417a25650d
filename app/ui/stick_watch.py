"""Notices a stick that is put in with files for this store."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.base.i18n import _, ngettext
from app.base.progress import Progress
from app.services import arrivals
from app.services.sticks import Stick, sticks
from app.ui.context import Context
from app.ui.tasks import Task

_LOOKS_EVERY = 3_000
"""Milliseconds; the system is asked for its sticks, which costs nothing worth counting."""


class StickWatch(QObject):
    """Looks into each stick once, when it comes, off the GUI thread; offers what it holds."""

    def __init__(
        self,
        context: Context,
        taken: Callable[[list[Path]], object],
        present: Callable[[], list[Stick]] = sticks,
        interval: int = _LOOKS_EVERY,
        parent: QObject | None = None,
    ) -> None:
        """Begin to look.

        Args:
            context: whose store.
            taken: is given the files when the person wants them looked into.
            present: returns the sticks in the computer.
            interval: between two looks, in milliseconds.
            parent: its owner, with which it ends; none is the context, which outlives a window.
        """
        super().__init__(parent or context)
        self._context = context
        self._taken = taken
        self._present = present
        self._known: set[tuple[Path, int]] = set()
        self._task: Task | None = None
        self._timer = QTimer(self, interval=interval)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look whether a stick has come since the last time."""
        if self._task is not None:
            return
        there = {(stick.path, stick.volume): stick for stick in self._present()}
        come = [which for which in there if which not in self._known]
        if not come:
            self._known = set(there)
            return
        self._known = (self._known & set(there)) | {come[0]}
        self._look_into(there[come[0]])

    def stop(self) -> None:
        """Look no more, before the store closes."""
        self._timer.stop()
        if self._task is not None:
            self._task.wait()

    def _look_into(self, stick: Stick) -> None:
        database = self._context.database

        def job(_progress: Progress) -> list[Path]:
            return arrivals.for_this_store(database, [stick.path])

        self._task = Task(job, "", self)
        self._task.succeeded.connect(partial(self._looked, stick.name))
        self._task.ended.connect(self._ended)
        self._task.start()

    def _looked(self, name: str, files: list[Path]) -> None:
        if not files:
            return
        words = ngettext(
            "The stick {name} holds {n} file for you.",
            "The stick {name} holds {n} files for you.",
            len(files),
        ).format(name=name, n=len(files))
        self._context.offer(words, _("Look into them"), partial(self._taken, files))

    def _ended(self) -> None:
        self._task = None
