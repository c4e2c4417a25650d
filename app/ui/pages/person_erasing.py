"""Erasing a person's data from the person's own form: asked once more, for it cannot be undone."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.base.i18n import _, ngettext
from app.base.progress import Progress
from app.services import erasure
from app.services.erasure import Extent
from app.ui.context import Context
from app.ui.parts import button, card, column, flow, text
from app.ui.theme import Space


class ErasingPart(QWidget):
    """One quiet button; it opens the question, whose first answer is to keep the data.

    Signals:
        erased: the data is gone.
    """

    erased = Signal()

    def __init__(self, context: Context) -> None:
        """Make it without a person; `show_person` gives it one."""
        super().__init__()
        self._context = context
        self._person = ""
        self.begin = button(_("Erase personal data…"), self.ask, "danger", icon="delete")
        self.gone = text(_("The personal data of this person was erased."), "muted")
        self.words = text("")
        self.notes = QCheckBox()
        self.confirm = button(_("Erase for good"), self.erase, "danger", icon="delete")
        self.keep = button(_("Keep the data"), self.close_question)
        self.question = card(self.words, self.notes, flow(self.keep, self.confirm), gap=Space.TWO)
        self.setLayout(column(flow(self.begin), self.gone, self.question))
        self.show_person("")

    def show_person(self, person: str) -> None:
        """Serve another person; none hides the part."""
        self._person = person
        is_gone = bool(person) and self._context.read(erasure.is_erased, person)
        self.begin.setVisible(bool(person) and not is_gone)
        self.gone.setVisible(is_gone)
        self.question.hide()

    def ask(self) -> None:
        """Say what would go and ask; nothing is done yet."""
        extent = self._context.read(erasure.extent, self._person)
        self.words.setText(" ".join(_said_of(extent)))
        self.notes.setText(_notes_text(extent))
        self.notes.setChecked(True)
        self.notes.setVisible(extent.visits > 0)
        self.begin.hide()
        self.question.show()
        self.keep.setFocus()

    def close_question(self) -> None:
        """Leave the person's data as it is."""
        self.question.hide()
        self.begin.show()
        self.begin.setFocus()

    def erase(self) -> None:
        """Erase, off the window's thread: the file is written anew."""
        person, with_notes = self._person, self.notes.isChecked()

        def job(_progress: Progress) -> Any:
            return erasure.erase_person(self._context.database, person, with_notes=with_notes)

        self.question.setEnabled(False)
        task = self._context.start(job, self._done, text=_("Erasing…"))
        task.ended.connect(lambda: self.question.setEnabled(True))

    def _done(self, _changes: Any) -> None:
        self.show_person(self._person)
        self._context.say(_("The personal data was erased."))
        self.erased.emit()


def _said_of(extent: Extent) -> list[str]:
    said = [
        _(
            "Name, contact data and functions of {name} will be erased here at once, with their "
            "history, and in all other computers with the next files. Numbers stay: who came is "
            "still counted, without a name."
        ).format(name=extent.name),
        _("This cannot be undone."),
    ]
    if extent.shown:
        photos = ngettext(
            "{n} attached file that names the person among those seen goes too.",
            "{n} attached files that name the person among those seen go too.",
            extent.shown,
        )
        said.insert(1, photos.format(n=extent.shown))
    if extent.elsewhere:
        left = ngettext(
            "{n} record of another county is left: ask the office to erase it.",
            "{n} records of other counties are left: ask the office to erase them.",
            extent.elsewhere,
        )
        said.append(left.format(n=extent.elsewhere))
    return said


def _notes_text(extent: Extent) -> str:
    words = ngettext(
        "Also the note and attached files of {n} visit in which the person was met",
        "Also the notes and attached files of {n} visits in which the person was met",
        extent.visits,
    )
    return words.format(n=extent.visits)
