"""The form of an attached file: its name, what is seen on it, who, and whether they agreed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.base.i18n import _
from app.model.attachment import Attachment
from app.model.entity import Entity
from app.ui import theme
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.parts import row, text
from app.ui.theme import Space
from app.ui.thumbnails import EDGE, Thumbnails

_FIELDS = ("name", "alt_text", "people_shown", "people_agreed")


class AttachmentPanel(FormPanel):
    """Edits what is said of a file, with its small picture above."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        super().__init__(context, Attachment, label=_label_of, names=_FIELDS)
        self._pictures = Thumbnails.of(context)
        self._pictures.ready.connect(self._picture_ready)
        self.picture = QLabel()
        self.picture.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        words = _("Say in a sentence what is seen, for those who hear it read out.")
        lead = row(self.picture, text(words, "muted"), gap=Space.TWO)
        lead.setStretch(1, 1)
        self.lead.addLayout(lead)

    def edit(self, record: Entity) -> None:
        """Edit what is said of a file."""
        super().edit(record)
        self.title.setText(_("About the file"))
        self._show_picture()

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        return f"attachment:{self._row.id}" if self._row is not None else ""

    def _picture_ready(self, sha256: str) -> None:
        if getattr(self._row, "sha256", None) == sha256:
            self._show_picture()

    def _show_picture(self) -> None:
        sha256 = getattr(self._row, "sha256", None)
        image = self._pictures.get(sha256) if sha256 else None
        if image is None:
            self.picture.hide()
            return
        density = self.devicePixelRatioF()
        edge = round(theme.px(EDGE) * density)
        ways = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn = QPixmap.fromImage(image.scaled(QSize(edge, edge), *ways))
        drawn.setDevicePixelRatio(density)
        self.picture.setPixmap(drawn)
        self.picture.show()


def _label_of(values: Mapping[str, Any]) -> str:
    return _("Described {name}").format(name=values.get("name") or "")
