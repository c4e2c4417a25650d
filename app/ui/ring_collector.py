"""When and where rings of forgotten objects are freed: in the GUI thread alone."""

import gc
import sys

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_LOOKS_EVERY = 500
"""Milliseconds; a look compares three counters."""
_OLDEST = 2
_GROWN = 1.25
"""To how many times its blocks of memory the program grows before its oldest objects are gone
through again, nearly as in Python itself: it holds the window up for nearly a tenth of a second.
The objects are not counted: who lists them holds them, and a job that is just making one fails."""


class RingCollector(QObject):
    """Stands in for Python's automatic collector as long as the application lives.

    Python collects in whichever thread happens to allocate. What Qt keeps in the GUI thread
    (widgets, timers, whole pages) is then destroyed by a job's thread while the GUI thread
    handles its events, and the program ends without a word.
    """

    def __init__(self, application: QCoreApplication) -> None:
        """Take over from Python; use `of`."""
        super().__init__(application)
        self._thresholds = gc.get_threshold()
        self._blocks = 0
        gc.set_threshold(0)  # automatic collection is off; `uncollected` still turns off this one
        self._timer = QTimer(self, interval=_LOOKS_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @classmethod
    def of(cls, application: QCoreApplication) -> "RingCollector":
        """Return the application's own."""
        found = application.findChild(cls)
        return found if isinstance(found, cls) else cls(application)

    def collect(self) -> None:
        """Collect the oldest generation that is due, by the counters and limits of Python."""
        if not gc.isenabled():
            return  # somebody holds many live rows in hand
        due = [n for n, count in enumerate(gc.get_count()) if count > self._thresholds[n]]
        if _OLDEST in due and sys.getallocatedblocks() <= _GROWN * self._blocks:
            due.remove(_OLDEST)
        if due:
            gc.collect(due[-1])
        if _OLDEST in due:
            self._blocks = sys.getallocatedblocks()
