"""Tells a scanner's keys from a person's: a scanner types a whole code in a blink.

A slow one is taken for a person until its Enter comes: no key of a person waits longer for it.
"""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

GAP_MS = 35
"""Keys that follow each other sooner come from a scanner; the fastest fingers need longer."""
SLOW_MS = 90
"""A slow scanner's keys, its Enter too, follow each other sooner; a person who counts copies one by
one and then wants the slip's box is not that even and quick for a whole code and the Enter."""
_LEAST = 6
"""Letters of the shortest code; fewer are two fingers that fell on the keys together."""


class ScanBurst(QObject):
    """Holds each key for a blink, until it is known who typed it.

    Signals:
        typed: one letter of a person.
        scanned: all letters of a code.
    """

    typed = Signal(str)
    scanned = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing held."""
        super().__init__(parent)
        self._held = ""
        self._run = ""
        """The letters since the last longer pause that were given out as a person's."""
        self._last = 0
        self._since = QElapsedTimer()
        self._since.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.settle)

    def take(self, event: QKeyEvent) -> None:
        """Hold a letter until the next key or a pause tells whose it is."""
        # The system's own time of the key: what is done for one key does not delay the next one's.
        now = self._time_of(event)
        if now - self._last > SLOW_MS:
            self._run = ""
        if self._held and now - self._last > self._patience():
            self.settle()
        self._held += event.text()
        self._last = now
        self._pause.start(self._patience())

    def settle(self) -> bool:
        """Give out what is held; a key that is no letter, or a pause, ends it.

        Returns:
            Whether it was a code.
        """
        self._pause.stop()
        held, self._held = self._held, ""
        if len(held) >= _LEAST:
            self._run = ""
            self.scanned.emit(held)
            return True
        self._run += held
        for letter in held:
            self.typed.emit(letter)
        return False

    def slow_code(self, end: QKeyEvent) -> str:
        """Return the letters of a slow scanner that a key ends; they were given out as typed.

        Returns:
            Nothing when a person typed them: one letter again and again is no code either.
        """
        run, self._run = self._run, ""
        in_time = self._time_of(end) - self._last <= SLOW_MS
        return run if in_time and len(run) >= _LEAST and len(set(run)) > 1 else ""

    def _patience(self) -> int:
        """Return how long the next key may take, in milliseconds.

        So many letters in a blink are a scanner's, and its last ones may be slower.
        """
        return SLOW_MS if len(self._held) >= _LEAST else GAP_MS

    def _time_of(self, event: QKeyEvent) -> int:
        return event.timestamp() or self._since.elapsed()
