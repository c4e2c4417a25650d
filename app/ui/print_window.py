"""The window for printing: which printer, how many, on which sides; a test page; a PDF instead."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.base.errors import UserError
from app.base.file_names import safe_file_name
from app.base.i18n import _
from app.base.paths import folder_at_hand
from app.services import print_jobs
from app.services.print_jobs import PrintJob
from app.services.printing import Printable, save_pdf, turning_test
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.paper_printing import send
from app.ui.parts import button, column, flow, headline, scrolled
from app.ui.print_choices import BY_HAND, PrintChoices
from app.ui.printers import PrinterFacts, facts_of, printer_names
from app.ui.theme import Space
from app.ui.window_place import open_size

_SIZE = (560, 620)


class PrintWindow(QDialog):
    """Asks how to print; Ctrl+P prints, Ctrl+T prints a test page, Ctrl+S saves, Esc leaves."""

    def __init__(
        self,
        context: Context,
        made: Printable,
        heading: str,
        parent: QWidget,
        printers: Sequence[str] | None = None,
        facts: Callable[[str], PrinterFacts] = facts_of,
        sending: Callable[[Printable, PrintJob], None] = send,
    ) -> None:
        """Begin with the printer used last.

        Args:
            context: the program's.
            made: the paper.
            heading: what is printed.
            parent: the window.
            printers: their names; those of the system unless given.
            facts: tells what a printer can do.
            sending: prints.
        """
        super().__init__(parent)
        self.setWindowTitle(heading)
        self._context, self._made, self._sending = context, made, sending
        self._names = list(printer_names() if printers is None else printers)
        self._backs: tuple[Printable, PrintJob] | None = None
        self.sent = 0
        self.notice = Notice(closable=False)
        self.choices = PrintChoices(made, self._names, facts)
        self.printing = button(_("Print"), self.print_out, "primary", icon="print",
                               tip=_("Print (Ctrl+P)"))  # fmt: skip
        self.testing = button(_("Test page"), self.print_test, tip=_("Print a test page (Ctrl+T)"))
        self.saving = button(
            _("PDF instead…"), self.save_as, icon="file", tip=_("Save as PDF (Ctrl+S)")
        )
        self._build(heading)
        self._begin()

    def print_out(self) -> None:
        """Print; of both sides by hand first the fronts, then the backs."""
        self._try(self._print_backs if self._backs else self._print_chosen)

    def print_test(self) -> None:
        """Print the page that tells how the printer turns sheets over."""
        self._try(self._print_test)

    def save_as(self) -> None:
        """Ask for a place, write the PDF there and leave."""
        folder = folder_at_hand(self._context.settings.folder)
        start = folder / f"{safe_file_name(self._made.name or self.windowTitle())}.pdf"
        target = self.ask_for_file(str(start))
        if target:
            self._try(lambda: self._save_to(Path(target)))

    def ask_for_file(self, start: str) -> str:
        """Ask where the PDF is to stand; empty when the person left."""
        return QFileDialog.getSaveFileName(self, _("Save as PDF"), start, "PDF (*.pdf)")[0]

    def _build(self, heading: str) -> None:
        leave = button(_("Cancel"), self.reject, tip=_("Close (Esc)"))
        self.testing.setVisible(self._made.pages > 1)
        foot = flow(self.printing, self.testing, self.saving, leave)
        area = scrolled(self.choices)
        whole = column(headline(heading), self.notice, area, foot, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.printing.setDefault(True)
        open_size(self, *_SIZE)
        self.choices.warned.connect(self._warned)
        deeds = (("Ctrl+P", self.print_out), ("Ctrl+T", self.print_test), ("Ctrl+S", self.save_as))
        for keys, done in deeds:
            QShortcut(QKeySequence(keys), self).activated.connect(done)

    def _begin(self) -> None:
        self.choices.rotated.setChecked(self._context.settings.back_side_rotated)
        known = self._context.settings.printer
        first = known if known in self._names else next(iter(self._names), "")
        self.choices.set_printer(first)
        if not self._names:
            none = _("This computer knows no printer. Add one in the system's settings, or save a "
                     "PDF instead.")  # fmt: skip
            self.notice.show_text(none, "amber")
            for one in (self.printing, self.testing):
                one.setEnabled(False)
        (self.choices.copies if self._names else self.saving).setFocus()

    def _warned(self, words: str) -> None:
        if words:
            self.notice.show_text(words, "amber")
        else:
            self.notice.pass_by()

    def _try(self, deed: Callable[[], None]) -> None:
        """Do something; what is refused is said in this window, which lies over the main one."""
        try:
            deed()
        except UserError as refused:
            self.notice.show_text(str(refused), "amber")

    def _print_chosen(self) -> None:
        job, by_hand = self.choices.job(), self.choices.way == BY_HAND
        turned = self.choices.rotated.isChecked() and not by_hand
        made = print_jobs.with_backs(self._made, turned=turned)
        if not by_hand:
            self._print(made, job)
            self.accept()
            return
        self._print(made, replace(job, pages=tuple(range(1, made.pages + 1, 2))))
        self._backs = made, replace(job, pages=tuple(range(2, made.pages + 1, 2)))
        self.choices.setEnabled(False)
        self.printing.setText(_("Print the backs"))
        self.printing.setAccessibleName(_("Print the backs"))
        is_long = self.choices.turned_over == "two-sided-long-edge"
        said = _("The fronts were sent. When they are printed, turn the stack over on its {edge}, "
                 "put it back into the printer, then print the backs.")  # fmt: skip
        edge = _("long edge") if is_long else _("short edge")
        self.notice.show_text(said.format(edge=edge))
        self.printing.setFocus()

    def _print_backs(self) -> None:
        if self._backs is not None:
            self._sending(*self._backs)
            self.accept()

    def _print(self, made: Printable, job: PrintJob) -> None:
        self._sending(made, job)
        self._keep(job.printer)
        self.sent = job.sheets * made.per_sheet

    def _print_test(self) -> None:
        lies = self.choices.turned_over == "two-sided-short-edge"
        made = turning_test(lies=lies)
        printer = self.choices.chosen_printer()
        sides = made.sides if self.choices.facts.turns else "one-sided"
        self._sending(made, PrintJob(1, printer, sides, paper="A4"))
        self._keep(printer)
        self.notice.show_text(_("The test page was sent. It says what to choose here."))

    def _keep(self, printer: str) -> None:
        rotated = self.choices.rotated.isChecked()
        self._context.keep_settings(printer=printer, back_side_rotated=rotated)

    def _save_to(self, file: Path) -> None:
        self._context.keep_folder(str(file.parent))
        save_pdf(self._made, file)
        self._context.say(_("PDF written: {file}").format(file=file.name))
        self.reject()


def print_paper(context: Context, made: Printable, heading: str, parent: QWidget) -> int:
    """Ask how to print, and print.

    Returns:
        How many copies were sent; 0 when the person left or saved a PDF.
    """
    window = PrintWindow(context, made, heading, parent.window())
    window.exec()
    sent = window.sent
    window.deleteLater()
    return sent
