"""The long jobs of one context: begun by pages, told of, their changes passed on, stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.base.progress import Progress
from app.ui.tasks import Job, Task

if TYPE_CHECKING:  # the store takes half a second to import; the window is painted before
    from app.store.database import Database


class Failing(Protocol):
    """Who answers a failure of a job in another thread."""

    def answer(self, error: BaseException) -> None:
        """Answer one failure."""


class Jobs(QObject):
    """What runs off the GUI thread now.

    Signals:
        started: a `Task` that began and is to be shown.
        changed: the `Changes` that a job made.
        said: a short line about what a job saved, and that it can be undone.
    """

    started = Signal(object)
    changed = Signal(object)
    said = Signal(str, bool)

    def __init__(self, database: Callable[[], Database], parent: QObject) -> None:
        """Begin with none.

        Args:
            database: returns the open store.
            parent: its owner.
        """
        super().__init__(parent)
        self._database = database
        self._tasks: list[Task] = []
        self.failures: Failing | None = None

    def start(
        self,
        job: Job,
        done: Callable[[Any], None] | None = None,
        *,
        text: str = "",
        shown: bool = True,
    ) -> Task:
        """Begin a long job off the GUI thread; the window stays alive and offers Cancel.

        Args:
            job: is given the progress; reads and writes through `context.database` alone. When
                it returns a `Written` or `Changes`, every page is told.
            done: is given the job's result, in the GUI thread.
            text: what is being done: `_("Exporting…")`.
            shown: whether the person is told of it; pictures come without being spoken of.
        """
        task = Task(job, text, self)
        self._tasks.append(task)
        task.succeeded.connect(partial(self._succeeded, done))
        task.failed.connect(self._failed)
        task.ended.connect(partial(self._tasks.remove, task))
        if shown:
            self.started.emit(task)
        task.start()
        return task

    def start_read(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        text: str,
        **more: Any,
    ) -> Task:
        """Begin a long reading service; it gets a session first and `progress` by name."""

        def job(progress: Progress) -> Any:
            return self._database().read(query, *args, progress=progress, **more)

        return self.start(job, done, text=text)

    def start_write(
        self,
        deed: Callable[..., Any],
        *args: Any,
        label: str,
        done: Callable[[Any], None] | None = None,
        text: str,
        **more: Any,
    ) -> Task:
        """Begin a long saving service; it gets a session first and `progress` by name."""

        def job(progress: Progress) -> Any:
            return self._database().write(deed, *args, label=label, progress=progress, **more)

        def finish(result: Any) -> None:
            self.said.emit(label, True)
            if done is not None:
                done(result)

        return self.start(job, finish, text=text)

    def stop(self) -> None:
        """Cancel and await what runs, before the program leaves."""
        for task in tuple(self._tasks):
            task.cancel()
            task.wait()

    def _succeeded(self, done: Callable[[Any], None] | None, result: Any) -> None:
        from app.store.changes import Changes, Written

        changes = result.changes if isinstance(result, Written) else result
        if isinstance(changes, Changes):
            self.changed.emit(changes)
        if done is not None:
            done(result.result if isinstance(result, Written) else result)

    def _failed(self, error: BaseException) -> None:
        if self.failures is None:
            raise error
        self.failures.answer(error)
