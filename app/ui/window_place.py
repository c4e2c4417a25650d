"""Where the window stands and how large it is: remembered, and fitted to the screen at first."""

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui import theme

SMALLEST = (1024, 640)
DESIGNED_FOR = (1366, 768)
_TITLE_BAR = 32
_KEY = "window/geometry"


def restore_place(window: QMainWindow) -> None:
    """Put a window where it stood last, else at a size that the screen has room for."""
    window.setMinimumSize(*SMALLEST)
    saved = QSettings().value(_KEY)
    if saved is None or not window.restoreGeometry(saved):
        _fit(window)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)


def keep_place(window: QMainWindow) -> None:
    """Remember where a window stands."""
    QSettings().setValue(_KEY, window.saveGeometry())


def open_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size, at most what the screen leaves it under a title bar.

    Args:
        window: not shown yet.
        width: in pixels at 100 %.
        height: in pixels at 100 %.
    """
    room = window.screen().availableSize()
    high = min(theme.px(height), room.height() - theme.px(_TITLE_BAR))
    window.resize(min(theme.px(width), room.width()), high)


def take_place(window: QWidget, before: QWidget) -> None:
    """Put a window where another one stands, no larger than the screen and whole on it."""
    room = before.screen().availableGeometry()
    frame = before.frameGeometry().size() - before.size()
    window.resize(window.size().boundedTo(room.size() - frame))
    last = room.bottomRight() - QPoint(*(window.size() + frame).toTuple()) + QPoint(1, 1)
    place = before.pos()
    window.move(
        max(min(place.x(), last.x()), room.left()), max(min(place.y(), last.y()), room.top())
    )


def _fit(window: QMainWindow) -> None:
    room = window.screen().availableGeometry()
    pairs = zip(SMALLEST, DESIGNED_FOR, (room.width(), room.height()), strict=True)
    fits = [(max(least, min(most, there)), there) for least, most, there in pairs]
    window.resize(*(length for length, _there in fits))
    if all(there >= length for length, there in fits) and any(
        there == length for length, there in fits
    ):
        # A title bar would push the bottom line off so small a screen.
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
