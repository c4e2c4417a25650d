"""What comes of a leaflet: a PDF in a file, sheets from a printer, copies in stock."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.services import leaflets
from app.services.printing import Printable, save_pdf
from app.ui.context import Context
from app.ui.pages.leaflets_editor import LeafletEditor
from app.ui.pages.leaflets_workpiece import Workpiece
from app.ui.print_window import print_paper


class LeafletOutput:
    """Serves the page: the leaflet in work goes out as the editor's print part says."""

    def __init__(
        self, context: Context, editor: LeafletEditor, in_work: Callable[[], Workpiece]
    ) -> None:
        """Serve a page.

        Args:
            context: the page's.
            editor: the page's.
            in_work: returns the leaflet in work.
        """
        self._context, self._editor, self._in_work = context, editor, in_work

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        name = str(self._in_work().values["title"] or _("leaflet"))
        start = folder_at_hand(self._context.settings.folder) / f"{name}.pdf"
        target = self.ask_for_file(str(start))
        if target:
            self._context.keep_folder(str(Path(target).parent))
            self.write_pdf(Path(target))

    def write_pdf(self, file: Path) -> None:
        """Write the PDF for print, in the background."""
        order, options = self._in_work().order, self._editor.printing.options()
        database = self._context.database

        def job(_progress: Progress) -> Printable:
            made = database.read(leaflets.draw, order, options, database.folder)
            save_pdf(made, file)
            return made

        def done(_made: Printable) -> None:
            self._context.say(_("PDF written: {file}").format(file=file.name))

        self._context.start(job, done, text=_("Writing the PDF…"))

    def print_out(self) -> None:
        """Print through the system, then offer to book the copies."""
        order, options = self._in_work().order, self._editor.printing.options()
        made = self._context.read(leaflets.draw, order, options, self._context.database.folder)
        made = replace(made, name=str(self._in_work().values["title"] or _("leaflet")))
        copies = print_paper(self._context, made, _("Print the leaflet"), self._editor)
        if copies:
            self._editor.show_part(self._editor.printing)
            self._editor.printing.offer_booking(copies)
            self._context.say(
                ngettext(
                    "{n} copy sent to the printer. Book it into stock?",
                    "{n} copies sent to the printer. Book them into stock?",
                    copies,
                ).format(n=copies)
            )

    def book(self, material: str, copies: int) -> None:
        """Book a print run into the Centre's stock."""
        centre = self._context.read(leaflets.centre_of, self._in_work().values["centre"])
        label = ngettext(
            "Booked {n} printed copy of {material}",
            "Booked {n} printed copies of {material}",
            copies,
        ).format(n=copies, material=self._context.title("material", material))
        self._context.write(leaflets.book_print_run, material, centre.id, copies, label=label)
        self._editor.printing.booking_done()

    def ask_for_file(self, start: str) -> str:
        """Ask where the PDF is to stand; empty when the person left."""
        return QFileDialog.getSaveFileName(self._editor, _("Save as PDF"), start, "PDF (*.pdf)")[0]
