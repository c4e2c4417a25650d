"""Small pictures of attached photos: made once, off the GUI thread, when they are looked at."""

from collections import OrderedDict, deque

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.base.progress import Progress
from app.services import attachment_files
from app.ui import theme
from app.ui.context import Context

EDGE = 112
"""Pixels at 100 % that neither side of a small picture exceeds."""
_DENSITY = 2
_KEPT = 400
"""Small pictures that are held in memory, at about 100 kB each."""


class Thumbnails(QObject):
    """All small pictures of one store.

    Signals:
        ready: a content's name, when its picture can be shown.
    """

    ready = Signal(str)
    _made = Signal(str, QImage)

    def __init__(self, context: Context) -> None:
        """Begin with none; use `of`."""
        super().__init__(context)
        self._context = context
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: deque[tuple[str, int]] = deque()
        self._asked: set[str] = set()
        self._working = False
        self._made.connect(self._keep)
        context.changed.connect(self._forget_failures)

    @classmethod
    def of(cls, context: Context) -> "Thumbnails":
        """Return the context's own."""
        found = context.findChild(cls)
        return found if isinstance(found, cls) else cls(context)

    @property
    def is_busy(self) -> bool:
        """Tell whether pictures are being made."""
        return self._working

    def get(self, sha256: str) -> QImage | None:
        """Return a picture, or `None`: it is being made then, or the content shows nothing."""
        found = self._pictures.get(sha256)
        if found is not None:
            self._pictures.move_to_end(sha256)
            return None if found.isNull() else found
        if sha256 not in self._asked:
            self._asked.add(sha256)
            self._wanted.append((sha256, theme.px(EDGE) * _DENSITY))
            self._begin()
        return None

    def _begin(self) -> None:
        if self._working:
            return
        self._working = True
        folder = self._context.database.folder

        def job(progress: Progress) -> None:
            while self._wanted:
                progress.step(0, 0)
                sha256, edge = self._wanted.popleft()
                data = attachment_files.thumbnail(folder, sha256, edge)
                self._made.emit(sha256, QImage.fromData(data) if data else QImage())

        task = self._context.start(job, shown=False)
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._working = False
        if self._wanted:
            self._begin()

    def _keep(self, sha256: str, image: QImage) -> None:
        self._asked.discard(sha256)
        self._pictures[sha256] = image
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        if not image.isNull():
            self.ready.emit(sha256)

    def _forget_failures(self, _changes: object) -> None:
        """Try again what could not be shown: it may have come whole meanwhile."""
        for sha256 in [name for name, image in self._pictures.items() if image.isNull()]:
            del self._pictures[sha256]
