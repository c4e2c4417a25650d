"""What a page does with the files of the record that it shows: attach, open, describe, remove."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from app.base.file_names import safe_file_name
from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.model.attachment import Attachment
from app.services import arrivals, attachment_files, attachments, records
from app.services.attachments import AttachmentRow, Owner
from app.services.kept_files import Kept, Source
from app.ui.attachment_panel import AttachmentPanel
from app.ui.attachments_part import AttachmentsPart
from app.ui.file_opening import FileOpening
from app.ui.form_panel import FormPanel
from app.ui.gathering import Folder, chosen_files, copied, files, gather
from app.ui.list_page import ListCardPage

KINDS = frozenset({"attachment"})
"""A page that shows files reads again when these change."""


class Attaching(QObject):
    """The files of one page's records."""

    def __init__(self, page: ListCardPage) -> None:
        """Serve a page."""
        super().__init__(page)
        self._page, self._context = page, page.context
        self._panel: AttachmentPanel | None = None
        self._part: AttachmentsPart | None = None
        self._edited = ""
        self._chosen: tuple[str, int] | None = None
        """With which file the card begins when it is made anew: its name, and its place now."""

    def section(self, row_id: str) -> AttachmentsPart:
        """Return the files of a record, for its card."""
        folder = self._context.database.folder
        rows = self._context.read(attachments.of_record, folder, self._owner(row_id))
        self._part = made = AttachmentsPart(self._context, self, rows)
        if self._chosen is not None:
            QTimer.singleShot(0, made, partial(made.reach, *self._chosen))
            self._chosen = None
        return made

    def commands(self) -> Sequence[QAction]:
        """Return the deeds with their keys, for the page's commands."""
        deeds = ((_("Attach files"), "F", self.add),
                 (_("Attach what was copied"), "Ctrl+V", self.paste))  # fmt: skip
        return tuple(self._action(*deed) for deed in deeds)

    def add(self) -> None:
        """Ask for files and attach them to the shown record."""
        if self._page.shown_id and not self._page.is_editing:
            self.take(chosen_files(self._page))

    def paste(self) -> None:
        """Attach copied files or a copied picture."""
        found = copied()
        if found:
            self.take(found)
        elif not self._page.is_editing:
            self._context.say(_("There is no picture and no file to paste."))

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach dropped files; those of the exchange are left to its page."""
        if any(arrivals.is_arrival(path) for path in paths):
            return False
        self.take(files(paths))
        return True

    def take(self, sources: Sequence[Source]) -> None:
        """Attach files to the shown record, or keep them with the form in front."""
        page, front = self._page, self._page.card.currentWidget()
        if not sources:
            return
        if page.is_editing:
            if not (isinstance(front, FormPanel) and front.take(sources)):
                self._context.say(_("Save what you are typing first, then attach files."))
        elif not page.shown_id:
            self._context.say(_("Choose a record first, then attach files to it."))
        else:
            gather(self._context, sources, partial(self._attach, self._owner(page.shown_id)))

    def open(self, row: AttachmentRow) -> None:
        """Show a file in the system's program for it."""
        FileOpening.of(self._context).open(row)

    def save_as(self, row: AttachmentRow) -> None:
        """Ask for a place and write a copy there."""
        start = folder_at_hand(Folder.latest) / safe_file_name(row.name)
        chosen = self.ask_for_place(str(start))
        if not chosen:
            return
        target, folder = Path(chosen), self._context.database.folder
        Folder.latest = str(target.parent)

        def job(progress: Progress) -> None:
            attachment_files.save_copy(folder, row, target, progress)

        said = _("Saved as {name}").format(name=target.name)
        self._context.start(job, lambda _none: self._context.say(said), text=_("Saving…"))

    def ask_for_place(self, start: str) -> str:
        """Ask where a copy is to stand; empty when the person left."""
        return QFileDialog.getSaveFileName(self._page, _("Save the file as"), start)[0]

    def describe(self, row: AttachmentRow) -> None:
        """Edit what is said of a file, in the card."""
        self.edit(row.id)

    def edit(self, attachment: str) -> None:
        """Open the form of an attached file."""
        if self._panel is None:
            self._panel = AttachmentPanel(self._context)
            self._panel.saved.connect(self._described)
            self._panel.left.connect(self._come_back)  # before the page shows the card
        row = self._context.read(records.get, Attachment, attachment)
        self._edited = attachment
        self._page.show_panel(self._panel)
        self._panel.edit(row)

    def open_form(self, attachment: str) -> None:
        """Show the record to which a file is attached, and open the file's form."""
        owner = self._context.read(attachments.owner_of, attachment)
        if owner is not None:
            self._page.open_record(owner.row)
        self.edit(attachment)

    def remove(self, row: AttachmentRow) -> None:
        """Take a file off the record; Undo brings it back."""
        self._hold(row)
        label = _("Removed {name}").format(name=row.name)
        self._context.write(attachments.detach, row.id, label=label)

    def ask_again(self, row: AttachmentRow) -> None:
        """Let go of a damaged file, so that the next file asks the others for it."""
        self._hold(row)
        attachment_files.ask_again(self._context.database, row)
        self._context.say(_("The next file that you write asks for {name}.").format(name=row.name))
        self._page.refresh()

    def _owner(self, row_id: str) -> Owner:
        return Owner(self._page.entity, row_id)

    def _attach(self, owner: Owner, kept: Sequence[Kept]) -> None:
        folder = self._context.database.folder
        label = _("Attached {name}").format(name=kept[0].name)
        if len(kept) > 1:
            words = ngettext("Attached {n} file", "Attached {n} files", len(kept))
            label = words.format(n=len(kept))
        if owner.row == self._page.shown_id:
            self._chosen = (kept[0].sha256, 0)
        made = self._context.write(attachments.add, folder, owner, kept, label=label)
        if not made:
            self._context.say(_("That is attached here already."))
            self._page.refresh()  # a damaged one may be whole again

    def _hold(self, row: AttachmentRow) -> None:
        """Let the card that comes go on where this one was."""
        place = self._part.gallery.place_of(row.id) if self._part is not None else None
        self._chosen = (row.id, place or 0)

    def _described(self, _attachment: str) -> None:
        self._come_back()
        self._page.show_record(self._page.shown_id)

    def _come_back(self) -> None:
        """Let the card begin with the file that was described."""
        self._chosen = (self._edited, 0)

    def _action(self, words: str, key: str, done: Callable[[], object]) -> QAction:
        action = QAction(words, self._page)
        action.setShortcut(key)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _on=False: done())
        return action
