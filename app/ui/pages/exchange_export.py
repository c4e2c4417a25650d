"""Writing a file for the others: onto a stick, into a folder, or as an e-mail draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from app.base.formats import format_number
from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.services import exchange, exchange_mail
from app.services.exchange import ExportedFile
from app.services.exchange_mail import Drafted
from app.services.mail_drafts import MEGABYTE
from app.services.sticks import sticks
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.parts import button, clear, column, flow, holder, row, text
from app.ui.tasks import Job
from app.ui.theme import Space

LARGEST = (0, 2, 10, 25)
"""Megabytes that a file may have, for whoever sends it by a web page; 0 is any size."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said after an export, and what is opened by the button beside it."""

    words: str
    deed: str
    place: Path


class ExportCard(QFrame):
    """Asks where a file is to stand, and writes it in the background.

    Signals:
        exported: a `Told` after files were written.
        left: the person wrote nothing.
    """

    exported = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        """Begin hidden; `offer` shows the places."""
        super().__init__()
        self.setProperty("role", "card")
        self.context = context
        self._device: str | None = None
        self._busy = False
        self.largest = ChoiceChips(
            [(str(n), _("{n} MB").format(n=n) if n else _("any size")) for n in LARGEST],
            _("Files of at most"),
            clearable=False,
        )
        self.largest.set_values(("0",))
        self._places = column(gap=Space.ONE)
        limit = row(text(_("Files of at most"), "muted", wrap=False), self.largest)
        limit.setStretch(1, 1)
        whole = (holder(self._places), holder(limit))
        self.setLayout(column(*whole, gap=Space.ONE, margin=Space.TWO))
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being written."""
        return self._busy

    def offer(self, device: str | None = None, name: str = "") -> None:
        """Show where a file can be written: sticks, the last folder, any other, a mail.

        Args:
            device: the one receiver; without it whoever lacks something.
            name: what the receiver is called.
        """
        self._device = device
        clear(self._places)
        known = [(stick.path, stick.name) for stick in sticks()]
        last = self.context.settings.folder
        if last and Path(last).is_dir() and Path(last) not in [path for path, _name in known]:
            known.append((Path(last), Path(last).name or last))
        choices = [
            button(title, partial(self.export_to, path), icon="folder", tip=str(path))
            for path, title in known
        ]
        other = button(_("Another folder…"), self._choose_folder, icon="more")
        tip = _("A mail with the file attached, at most {n} MB; you send it yourself")
        megabytes = format_number(self.context.settings.mail_megabytes)
        mail = button(_("E-mail draft"), self.mail, icon="mail", tip=tip.format(n=megabytes))
        leave = button(_("Leave"), self.leave, "quiet", tip=_("Esc"))
        words = _("Where is the file to stand?")
        if name:
            words = _("Where is the file for {who} to stand?").format(who=name)
        self._places.addWidget(text(words, "strong"))
        self._places.addWidget(flow(*choices, other, mail, leave))
        self.show()
        (choices[0] if choices else other).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Write nothing."""
        self.hide()
        self.left.emit()

    def export_to(self, folder: Path) -> None:
        """Write what others lack into a folder."""
        database, device = self.context.database, self._device
        limit = int("".join(self.largest.values) or 0) * MEGABYTE or None

        def job(progress: Progress) -> list[ExportedFile]:
            return exchange.export(database, folder, device, progress, limit)

        self._start(job, partial(self._written, folder), _("Exporting…"))

    def mail(self) -> None:
        """Write an e-mail draft for each receiver, and open it in the mail program."""
        database, device = self.context.database, self._device
        limit = self.context.settings.mail_megabytes * MEGABYTE

        def job(progress: Progress) -> list[Drafted]:
            return exchange_mail.write_drafts(database, limit, device, progress)

        self._start(job, self._drafted, _("Writing the e-mail draft…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def ask_for_folder(self) -> str:
        """Ask for a folder; empty when the person left."""
        start = str(folder_at_hand(self.context.settings.folder))
        return QFileDialog.getExistingDirectory(self, _("Where is the file to stand?"), start)

    def open(self, place: Path) -> None:
        """Let the system open a folder or a draft."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def _choose_folder(self) -> None:
        chosen = self.ask_for_folder()
        if chosen:
            self.context.keep_folder(chosen)
            self.export_to(Path(chosen))

    def _start(self, job: Job, done: Any, words: str) -> None:
        if self._busy:
            return
        self._busy = True
        task = self.context.start(job, done, text=words)
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False

    def _written(self, folder: Path, files: list[ExportedFile]) -> None:
        self.hide()
        self.exported.emit(Told(exported_words(files), _("Open the folder"), folder))

    def _drafted(self, drafts: list[Drafted]) -> None:
        self.hide()
        folder = exchange_mail.folder_of(self.context.database)
        single = len(drafts) == 1
        place, deed = (drafts[0].path, _("Open the draft")) if single else (folder, "")
        if single:
            words = _("E-mail draft for {who}: {file}. Send it from your mail program.")
            said = words.format(who=drafts[0].exported.name, file=place.name)
        else:
            said = ngettext(
                "{n} e-mail draft written. Open and send each of them.",
                "{n} e-mail drafts written. Open and send each of them.",
                len(drafts),
            ).format(n=len(drafts))
        self.exported.emit(Told(said, deed or _("Open the folder"), place))
        self.open(place)


def exported_words(files: Sequence[ExportedFile]) -> str:
    """Return what was written for whom, in words."""
    if len(files) == 1:
        one = files[0]
        counted = ngettext("{n} change", "{n} changes", one.changes).format(n=one.changes)
        said = _("Written for {who}: {file} ({changes}). Hand the file over.")
        return said.format(who=one.name, file=one.path.name, changes=counted)
    names = {file.name for file in files}
    changes = sum(one.changes for one in files)
    counted = ngettext("{n} change", "{n} changes", changes).format(n=format_number(changes))
    if len(names) == 1:
        said = _("Written for {who}: {n} files ({changes}). Hand all of them over.")
        return said.format(who=names.pop(), n=len(files), changes=counted)
    said = ngettext("{n} file written ({changes}).", "{n} files written ({changes}).", len(files))
    return said.format(n=len(files), changes=counted)
