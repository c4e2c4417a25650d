"""Tells a scanner's keys from a person's: a scanner types a whole code in a blink."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

GAP_MS = 35
"""Keys that follow each other sooner come from a scanner; the fastest fingers need longer."""
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
        self._last = 0
        self._since = QElapsedTimer()
        self._since.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GAP_MS)
        self._pause.timeout.connect(self.settle)

    def take(self, event: QKeyEvent) -> None:
        """Hold a letter until the next key or a pause tells whose it is."""
        # The system's own time of the key: what is done for one key does not delay the next one's.
        now = event.timestamp() or self._since.elapsed()
        if self._held and now - self._last > GAP_MS:
            self.settle()
        self._held += event.text()
        self._last = now
        self._pause.start()

    def settle(self) -> bool:
        """Give out what is held; a key that is no letter, or a pause, ends it.

        Returns:
            Whether it was a code.
        """
        self._pause.stop()
        held, self._held = self._held, ""
        if len(held) >= _LEAST:
            self.scanned.emit(held)
            return True
        for letter in held:
            self.typed.emit(letter)
        return False
