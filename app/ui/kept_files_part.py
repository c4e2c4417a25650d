"""Files of a form whose record is not saved yet: they wait with the draft."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.base.i18n import _
from app.services import kept_files
from app.services.attachments import AttachmentRow, as_row
from app.services.kept_files import Kept, Source
from app.ui.context import Context
from app.ui.gallery import Gallery
from app.ui.gathering import chosen_files, copied, gather
from app.ui.parts import button, column, flow, row, text
from app.ui.theme import Space
from app.ui.thumbnails import Thumbnails


class KeptFilesPart(QWidget):
    """Chosen, dropped or pasted files, which the form's Save attaches.

    Signals:
        changed: files came or went.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        """Begin with none."""
        super().__init__()
        self._context = context
        self._kept: list[Kept] = []
        self._shift = 0
        self.gallery = Gallery(_("Files to attach"), Thumbnails.of(context))
        self.add_button = button(_("Attach files"), self.add, "quiet", icon="plus")
        self.paste_button = button(
            _("Paste"), self.paste, "quiet", tip=_("Attach what was copied (Ctrl+V)")
        )
        self.remove_button = button(
            _("Remove"), self.remove, "quiet", icon="delete", tip=_("Remove (Delete)")
        )
        label = text(_("Photos and papers"), "field", wrap=False)
        buttons = flow(self.add_button, self.paste_button, self.remove_button)
        self.setLayout(column(row(label, None), self.gallery, buttons, gap=Space.HALF))
        self.gallery.reached.connect(self._reached)
        self.gallery.key_typed.connect(self._key_typed)
        self._show()

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Return the files that wait."""
        return tuple(self._kept)

    def clear(self) -> None:
        """Wait with none; what is still being read does not come any more."""
        self._shift += 1
        self._kept = []
        self._show()

    def add(self) -> None:
        """Ask for files."""
        self.take(chosen_files(self))

    def paste(self) -> None:
        """Take copied files or a copied picture."""
        found = copied()
        if found:
            self.take(found)
        else:
            self._context.say(_("There is no picture and no file to paste."))

    def take(self, sources: Sequence[Source]) -> None:
        """Keep files with what is typed."""
        shift = self._shift

        def done(kept: Sequence[Kept]) -> None:
            if shift == self._shift:
                self._add(kept)
                self.gallery.setFocus()
                self.gallery.go_to(self.gallery.place_of(kept[0].sha256) or 0)

        if sources:
            gather(self._context, sources, done)

    def remove(self) -> None:
        """Leave the current file out."""
        place = self.gallery.currentIndex().row()
        if 0 <= place < len(self._kept):
            del self._kept[place]
            self._show()
            self.changed.emit()
            if self._kept:
                self.gallery.go_to(place)
            else:
                self.add_button.setFocus()

    def draft(self) -> str:
        """Return the files as words that a draft can hold."""
        return kept_files.draft_of(self._kept)

    def apply_draft(self, words: str) -> None:
        """Wait with the files of a draft."""
        self.clear()
        self._add(kept_files.from_draft(self._context.database.folder, words), quiet=True)

    def _add(self, kept: Sequence[Kept], *, quiet: bool = False) -> None:
        there = {one.sha256 for one in self._kept}
        fresh = {one.sha256: one for one in kept if one.sha256 not in there}
        self._kept += fresh.values()
        self._show()
        if fresh and not quiet:
            self.changed.emit()

    def _show(self) -> None:
        self.gallery.set_rows([as_row(one) for one in self._kept])
        self.gallery.setVisible(bool(self._kept))

    def _reached(self, row: AttachmentRow | None) -> None:
        self.remove_button.setVisible(row is not None)

    def _key_typed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            event.accept()
            self.remove()
