"""Copies of the records: making one, going back to one, checking that all is whole."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.clock import today
from app.base.formats import format_datetime
from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.services import care, copies, fault_words
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.parts import button, card, flow, row, text
from app.ui.theme import Space


class CopiesCard(QWidget):
    """Says when the last copy was made, and offers what can be done with copies."""

    def __init__(self, context: Context) -> None:
        """Build the card; `reload` fills it."""
        super().__init__()
        self.context = context
        self._busy = False
        self._wanted: Path | None = None
        self.copied = text("", "muted")
        self.result = Notice()
        self.result.deed.clicked.connect(self._mend)
        self.question = Notice()
        self.question.deed.clicked.connect(self._go_back)
        words = _("The present records are kept beside a copy that takes their place.")
        self.setLayout(
            row(
                card(
                    text(_("Copies of the records"), "lead"),
                    self.copied,
                    flow(
                        button(_("Make a copy now…"), self.copy_now, icon="export"),
                        button(_("Go back to a copy…"), self.choose_copy, icon="history"),
                        button(_("Check the records"), self.verify, icon="check"),
                        button(_("Open the copies' folder"), self._open, "quiet", icon="folder"),
                    ),
                    self.result,
                    self.question,
                    text(words, "muted"),
                    gap=Space.TWO,
                )
            )
        )

    def reload(self) -> None:
        """Say how many automatic copies there are and when the latest was made."""
        found = copies.listed(self.context.database)
        if found:
            said = ngettext(
                "{n} automatic copy; the latest is of {time}.",
                "{n} automatic copies; the latest is of {time}.",
                len(found),
            )
            words = said.format(n=len(found), time=format_datetime(found[0].made))
        else:
            words = _("No automatic copy yet; one is made every day when the program starts.")
        self.copied.setText(words)

    def copy_now(self) -> None:
        """Ask where to, and write a verified copy there in the background."""
        target = self.ask_for_file()
        if target:
            self.context.keep_folder(str(Path(target).parent))
            self.write_copy(Path(target))

    def write_copy(self, file: Path) -> None:
        """Write a verified copy in the background."""
        database = self.context.database

        def job(progress: Progress) -> None:
            care.save_copy(database, file, progress)

        def done(_nothing: object) -> None:
            said = _("The copy is written and reads back whole: {file}")
            self.result.show_text(said.format(file=file))

        self._start(job, done, _("Writing the copy…"))

    def verify(self) -> None:
        """Check that everything is whole, in the background."""
        database = self.context.database

        def job(progress: Progress) -> tuple[list[str], str]:
            found = care.verify(database, progress)
            return database.read(fault_words.lines, found), fault_words.details(found)

        self._start(job, self._verified, _("Checking the records…"))

    def ask_for_file(self) -> str:
        """Ask where the copy is to stand; empty when the person left."""
        start = folder_at_hand(self.context.settings.folder)
        name = f"centrum-csr-{today():%Y-%m-%d}.db"
        return QFileDialog.getSaveFileName(
            self, _("Where is the copy to stand?"), str(start / name), _("Copies (*.db)")
        )[0]

    def _start(self, job: object, done: object, words: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.result.hide()
        task = self.context.start(job, done, text=words)  # type: ignore[arg-type]
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False

    def _verified(self, found: tuple[list[str], str]) -> None:
        lines, details = found
        self.result.setToolTip(details)
        if not lines:
            self.result.show_text(_("Everything is whole: the file, the journal, the records."))
            return
        self.result.show_text("\n".join(lines), "red", _("Mend the records"))
        self.result.deed.setFocus()

    def choose_copy(self) -> None:
        """Choose the copy to go back to; the day's own copies are offered first."""
        folder = copies.folder(self.context.database)
        start = folder_at_hand(folder, self.context.settings.folder)
        title, kinds = _("Which copy is to take the records' place?"), _("Copies (*.db)")
        chosen = QFileDialog.getOpenFileName(self, title, str(start), kinds)[0]
        if chosen:
            self.ask_to_go_back(Path(chosen))

    def ask_to_go_back(self, file: Path) -> None:
        """Say what going back to a copy means, with the button that does it."""
        self._wanted = file
        words = _(
            "The records become those of the copy {name}. What was saved later and not handed "
            "over stands then only in the file that is kept beside them."
        )
        self.question.show_text(words.format(name=file.name), "amber", _("Go back to it"))
        self.question.deed.setFocus()

    def _mend(self) -> None:
        if not self._busy:
            self.context.repair_wanted.emit()

    def _go_back(self) -> None:
        if self._wanted is not None and not self._busy:
            self.context.going_back.emit(self._wanted)

    def _open(self) -> None:
        place = copies.folder(self.context.database)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
