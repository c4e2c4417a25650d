"""A leaflet's real pages with what is said of them, and the buttons that put them out."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.services.leaflets import LeafletPaper, Order, PrintOptions
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.pages.leaflets_output import LeafletOutput
from app.ui.pages.leaflets_preview import Preview
from app.ui.paper_preview import Drawn
from app.ui.parts import button, column, row
from app.ui.theme import Space


class LeafletPages(QWidget):
    """The pages of the leaflet in work, else of the one that the list marks.

    Signals:
        drawn: the `LeafletPaper` that is shown now.
    """

    drawn = Signal(object)

    def __init__(
        self,
        context: Context,
        output: LeafletOutput,
        wish: Callable[[], tuple[Order, PrintOptions]],
        shown: Callable[[], str],
    ) -> None:
        """Begin empty.

        Args:
            context: the page's.
            output: puts out what the buttons ask for.
            wish: returns what is to be drawn now.
            shown: returns the id of the leaflet in work.
        """
        super().__init__()
        self.setProperty("role", "plain")
        self._context, self._wish, self._shown = context, wish, shown
        self.drawing_of = ""
        self.preview = Preview(context, self._wished)
        self.notice = Notice(closable=False)
        pdf = button(_("PDF…"), output.save_pdf, icon="file")
        pdf.setToolTip(_("Save as PDF (Ctrl+Shift+S)"))
        print_ = button(_("Print…"), output.print_out, icon="print")
        print_.setToolTip(_("Print (Ctrl+P)"))
        whole = column(row(None, pdf, print_), self.notice, self.preview, gap=Space.ONE)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.preview.drawn.connect(self._drawn)
        self.preview.failed.connect(self._not_drawn)

    def _wished(self) -> tuple[Order, PrintOptions]:
        self.drawing_of = self._shown()
        return self._wish()

    def _drawn(self, drawn: Drawn) -> None:
        if self.drawing_of != self._shown():  # another leaflet was opened meanwhile
            return
        notes: tuple[str, ...] = drawn.printable.notes
        self.notice.setVisible(bool(notes))
        if notes:
            self.notice.show_text("\n".join(notes), "amber")
        if isinstance(drawn.printable, LeafletPaper):
            self.drawn.emit(drawn.printable)

    def _not_drawn(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.show_text(str(error), "amber")
        elif self._context.jobs.failures is not None:
            self._context.jobs.failures.answer(error)
