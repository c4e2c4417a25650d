"""Attached files opened by the system's programs, as copies that go when the window does."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.base.i18n import _
from app.base.progress import Progress
from app.services import attachment_files
from app.services.attachments import AttachmentRow
from app.ui.context import Context


class FileOpening(QObject):
    """Opens attached files; one of a context."""

    def __init__(self, context: Context) -> None:
        """Begin without the copies that an earlier run may have left; use `of`."""
        super().__init__(context)
        self._context = context
        self._clear()
        leaving = QCoreApplication.instance()
        if leaving is not None:
            leaving.aboutToQuit.connect(self._clear)

    @classmethod
    def of(cls, context: Context) -> "FileOpening":
        """Return the context's own."""
        found = context.findChild(cls)
        return found if isinstance(found, cls) else cls(context)

    def open(self, row: AttachmentRow) -> None:
        """Show a file in the system's program for it; a large one takes a moment to copy."""
        folder = self._context.database.folder

        def job(_progress: Progress) -> Path:
            return attachment_files.copy_to_open(folder, row)

        self._context.start(job, self._show, text=_("Opening…"))

    def _show(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            words = _("No program on this computer shows {name}. Save it as a file instead.")
            self._context.tell(words.format(name=copy.name), "amber")

    def _clear(self) -> None:
        if self._context.is_open:
            attachment_files.close_opened(self._context.database.folder)
