"""The form of an attached file: its name, what is seen on it, who, and whether they agreed."""

from collections.abc import Mapping
from typing import Any

from app.base.i18n import _
from app.model.attachment import Attachment
from app.model.entity import Entity
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.parts import row, text
from app.ui.small_picture import SmallPicture
from app.ui.theme import Space
from app.ui.thumbnails import EDGE

_FIELDS = ("name", "alt_text", "people_shown", "people_agreed")


class AttachmentPanel(FormPanel):
    """Edits what is said of a file, with its small picture above."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        super().__init__(context, Attachment, label=_label_of, names=_FIELDS)
        self.picture = SmallPicture(context, EDGE)
        words = _("Say in a sentence what is seen, for those who hear it read out.")
        lead = row(self.picture, text(words, "muted"), gap=Space.TWO)
        lead.setStretch(1, 1)
        self.lead.addLayout(lead)

    def edit(self, record: Entity) -> None:
        """Edit what is said of a file."""
        super().edit(record)
        self.title.setText(_("About the file"))
        self.picture.show_content(getattr(self._row, "sha256", None))

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        return f"attachment:{self._row.id}" if self._row is not None else ""


def _label_of(values: Mapping[str, Any]) -> str:
    return _("Described {name}").format(name=values.get("name") or "")
