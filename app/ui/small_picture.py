"""One content's picture, small and sharp on any screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui import theme
from app.ui.context import Context
from app.ui.thumbnails import Thumbnails


class SmallPicture(QLabel):
    """Shows a content as soon as its picture has been made; hidden while there is none."""

    def __init__(self, context: Context, edge: int) -> None:
        """Begin with nothing.

        Args:
            context: the page's.
            edge: pixels at 100 % that neither side exceeds.
        """
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._edge = edge
        self._sha256 = ""
        self._pictures = Thumbnails.of(context)
        self._pictures.ready.connect(self._ready)

    def show_content(self, sha256: str | None) -> None:
        """Show a content, or nothing.

        Args:
            sha256: its name.
        """
        self._sha256 = sha256 or ""
        image = self._pictures.get(self._sha256) if self._sha256 else None
        self.setVisible(image is not None)
        if image is None:
            return
        density = self.devicePixelRatioF()
        edge = round(theme.px(self._edge) * density)
        ways = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn = QPixmap.fromImage(image.scaled(QSize(edge, edge), *ways))
        drawn.setDevicePixelRatio(density)
        self.setPixmap(drawn)

    def _ready(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self.show_content(sha256)
