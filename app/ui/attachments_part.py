"""The files of a record in its card: a gallery, what can be done with the current one."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.base.formats import format_number
from app.base.i18n import _
from app.services.attachments import AttachmentRow, State
from app.ui.context import Context
from app.ui.gallery import Gallery
from app.ui.gallery_cell import state_words
from app.ui.parts import button, column, flow, holder, section, text
from app.ui.theme import Space
from app.ui.thumbnails import Thumbnails

_FIRST = 12


class Deeds(Protocol):
    """What the part asks of whoever does it."""

    def add(self) -> None:
        """Ask for files and attach them."""

    def open(self, row: AttachmentRow) -> None:
        """Show a file."""

    def save_as(self, row: AttachmentRow) -> None:
        """Save a copy of a file elsewhere."""

    def describe(self, row: AttachmentRow) -> None:
        """Edit what is said of a file."""

    def remove(self, row: AttachmentRow) -> None:
        """Take a file off the record."""

    def ask_again(self, row: AttachmentRow) -> None:
        """Ask the others for a damaged file."""


class AttachmentsPart(QWidget):
    """Shows the first files, all of them on demand; below, the current one and its deeds."""

    def __init__(self, context: Context, deeds: Deeds, rows: Sequence[AttachmentRow]) -> None:
        """Show files."""
        super().__init__()
        self._rows = tuple(rows)
        self.gallery = Gallery(_("Attachments"), Thumbnails.of(context))
        self.add = button(
            _("Attach files"), deeds.add, "quiet", icon="plus", tip=_("Attach files (F)")
        )
        self.more = button(
            _("Show all ({n})").format(n=format_number(len(rows))), self.show_all, "quiet"
        )
        hint = _("Drop photos or papers here, or paste a copied picture (Ctrl+V).")
        self.hint = text(hint, "muted")
        self.name = text("", "strong")
        self.about = text("", "muted")
        self.opening = self._button(_("Open"), "Enter", "link")
        self.saving = self._button(_("Save as…"), "S", "export")
        self.describing = self._button(_("Describe…"), "O", "edit")
        self.asking = self._button(_("Ask for it again"), "N", "undo")
        self.removing = self._button(_("Remove"), "Delete", "delete")
        self._done_by: dict[QPushButton, Callable[[AttachmentRow], None]] = {
            self.opening: deeds.open,
            self.saving: deeds.save_as,
            self.describing: deeds.describe,
            self.asking: deeds.ask_again,
            self.removing: deeds.remove,
        }
        buttons = tuple(self._done_by)
        self.strip = holder(column(self.name, self.about, flow(*buttons), gap=Space.HALF))
        parts = (self.gallery, self.more, self.hint, self.strip)
        whole = section(_("Attachments"), *parts, beside=self.add)
        self.setLayout(column(whole))
        self.gallery.reached.connect(self._reached)
        self.gallery.opened.connect(lambda _row: self._do(self.opening))
        self.gallery.key_typed.connect(self._key_typed)
        self.gallery.set_rows(self._rows[:_FIRST])
        self.gallery.setVisible(bool(rows))
        self.more.setVisible(len(rows) > _FIRST)
        self.hint.setVisible(not rows)

    def show_all(self) -> None:
        """Show every file; the current one stays."""
        place = self.gallery.currentIndex().row()
        self.gallery.set_rows(self._rows)
        self.more.hide()
        self.gallery.setFocus()
        self.gallery.go_to(max(place, 0))

    def go_to(self, place: int) -> None:
        """Make a file the current one, and go there."""
        if place >= _FIRST and self.more.isVisibleTo(self):
            self.show_all()
        if self._rows:
            self.gallery.setFocus()
            self.gallery.go_to(place)
        else:
            self.add.setFocus()

    def reach(self, name: str, place: int) -> None:
        """Go to a file, by its id or its content's name; to the one at a place if it is gone."""
        rows = enumerate(self._rows)
        found = next((at for at, row in rows if name in (row.id, row.sha256)), place)
        self.go_to(found)

    def _button(self, words: str, key: str, icon: str) -> QPushButton:
        tip = f"{words} ({key})"
        made = button(words, lambda: self._do(made), "quiet", icon=icon, tip=tip)
        return made

    def _do(self, pressed: QPushButton) -> None:
        row = self.gallery.current
        if row is not None and pressed.isVisibleTo(self):
            self._done_by[pressed](row)

    def _reached(self, row: AttachmentRow | None) -> None:
        self.strip.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(row.name)
        said = [state_words(row), row.alt_text]
        self.about.setText(" · ".join(part for part in said if part))
        here = row.state is State.HERE
        self.opening.setVisible(here)
        self.saving.setVisible(here)
        self.asking.setVisible(row.state is State.DAMAGED)

    def _key_typed(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_S: self.saving,
            Qt.Key.Key_O: self.describing,
            Qt.Key.Key_N: self.asking,
            Qt.Key.Key_Delete: self.removing,
        }
        wanted = keys.get(Qt.Key(event.key()))
        if wanted is not None and not event.modifiers() and not event.isAutoRepeat():
            event.accept()
            self._do(wanted)
