"""A paper before it is printed: its real pages, saved as PDF or sent to the printer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QPushButton, QVBoxLayout, QWidget

from app.base.errors import UserError
from app.base.file_names import safe_file_name
from app.base.formats import format_number
from app.base.i18n import PAPER_LANGUAGES, _, ngettext
from app.base.paths import folder_at_hand
from app.services.printing import Printable, drawn_in, save_pdf
from app.ui import theme
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.paper_options import PaperOptions
from app.ui.paper_preview import Drawing, Drawn, PagePicture
from app.ui.parts import button, clear, column, headline, holder, row, scrolled, text
from app.ui.print_window import print_paper
from app.ui.theme import Space
from app.ui.window_place import open_size

_SIZE = (760, 560)
_LOWER = 32  # than the window, so that it is seen behind
_UPRIGHT = (210, 297)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be shown.

    Attributes:
        words: what it is called, translated.
        draw: a service that returns a `Printable`; it gets a session first.
        args: what the service is told beside.
        choices: what can be chosen, as value and label; the service gets the value after these.
        choice_words: what is chosen, translated.
        labels: how many labels a sheet has, by choice; the service gets last how many are gone.
        languages: in which it can be drawn, of `PAPER_LANGUAGES`.
        before: done before it is drawn, for a paper that first gives out numbers; what it
            returns the service is told as well.
        printed: done after it was sent to a printer, or saved to be printed elsewhere.
    """

    words: str
    draw: Callable[..., Printable]
    args: tuple[Any, ...] = ()
    choices: Sequence[tuple[str, str]] = ()
    choice_words: str = ""
    labels: Mapping[str, int] = field(default_factory=dict)
    languages: Sequence[str] = tuple(PAPER_LANGUAGES)
    before: Callable[[], tuple[object, ...]] | None = None
    printed: Callable[[], object] | None = None


class PaperWindow(QDialog):
    """Shows a paper's pages one below another; Ctrl+P prints, Ctrl+S saves, Esc closes."""

    def __init__(self, context: Context, paper: Paper, parent: QWidget) -> None:
        """Begin to draw the paper."""
        super().__init__(parent)
        self.setWindowTitle(paper.words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._paper = paper
        self.latest: Drawn | None = None
        self.pages: list[PagePicture] = []
        self.drawing = Drawing(self._work, self)
        self.drawing.drawn.connect(self._show)
        self.drawing.failed.connect(self._failed)
        self.notice = Notice(closable=False)
        self.count = text("", "muted", wrap=False)
        self.options = PaperOptions(
            paper.choices, paper.choice_words, paper.labels, paper.languages
        )
        self.options.changed.connect(self.drawing.soon)
        self._sheets: QVBoxLayout = column(gap=Space.TWO)
        self.printing = button(_("Print…"), self.print_out, "primary", icon="print",
                               tip=_("Print (Ctrl+P)"))  # fmt: skip
        self.saving = button(_("PDF…"), self.save_as, icon="file", tip=_("Save as PDF (Ctrl+S)"))
        self._build(parent)
        self.drawing.soon()

    def _build(self, around: QWidget) -> None:
        leave = button(_("Close"), self.close, tip=_("Close (Esc)"))
        area = scrolled(holder(self._sheets))
        area.setAccessibleName(_("Preview"))
        foot = row(self.printing, self.saving, leave, None, self.count)
        whole = column(
            headline(self._paper.words), self.options, self.notice, area, foot,
            gap=Space.TWO, margin=Space.TWO,
        )  # fmt: skip
        whole.setStretch(3, 1)
        self.setLayout(whole)
        open_size(self, *_SIZE)
        self.resize(self.width(), max(self.height(), around.height() - theme.px(_LOWER)))
        for keys, done in (("Ctrl+P", self.print_out), ("Ctrl+S", self.save_as)):
            QShortcut(QKeySequence(keys), self).activated.connect(done)
        self._enable()

    @property
    def is_busy(self) -> bool:
        """Tell whether the paper is being drawn."""
        return self.drawing.is_busy

    def print_out(self) -> None:
        """Print through the system."""
        if self.latest is None:
            return
        heading = _("Print: {what}").format(what=self._paper.words)
        copies = print_paper(self._context, self.latest.printable, heading, self)
        if copies:
            words = ngettext(
                "{n} copy sent to the printer.", "{n} copies sent to the printer.", copies
            )
            self._out(words.format(n=copies))

    def _out(self, words: str) -> None:
        """Say that the paper has left the program, here too, and do what follows."""
        self._context.say(words)
        self.notice.show_text(words)
        if self._paper.printed is not None:
            self._paper.printed()

    def save_as(self) -> None:
        """Ask for a place and write the PDF there."""
        if self.latest is None:
            return
        folder = folder_at_hand(self._context.settings.folder)
        start = folder / f"{safe_file_name(self.latest.printable.name)}.pdf"
        target = self.ask_for_file(str(start))
        if target:
            self._context.keep_folder(str(Path(target).parent))
            save_pdf(self.latest.printable, Path(target))
            self._out(_("PDF written: {file}").format(file=Path(target).name))

    def ask_for_file(self, start: str) -> str:
        """Ask where the PDF is to stand; empty when the person left."""
        return QFileDialog.getSaveFileName(self, _("Save as PDF"), start, "PDF (*.pdf)")[0]

    def closeEvent(self, event: QCloseEvent) -> None:
        """Await what is drawn; Qt calls."""
        self.drawing.stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Await what is drawn, also when Esc closes; Qt calls."""
        self.drawing.stop()
        super().done(result)

    def _work(self) -> Callable[[], Printable]:
        args = (*self._paper.args, *self.options.args)
        draw = partial(drawn_in, self.options.language, self._paper.draw)
        return partial(self._context.database.read, draw, *args)

    def _show(self, drawn: Drawn) -> None:
        is_first, self.latest = self.latest is None, drawn
        clear(self._sheets)
        self.pages = []
        made = drawn.printable
        for number, image in enumerate(drawn.pages, start=1):
            said = _("page {n} of {all}").format(n=number, all=made.pages)
            page = PagePicture(said, _UPRIGHT)
            page.show_image(image)
            self._sheets.addWidget(page)
            self.pages.append(page)
        self._sheets.addStretch(1)
        words = ngettext("{n} page", "{n} pages", made.pages)
        if made.pages > len(drawn.pages):
            words = _("{n} pages, of which the first {shown} are shown")
        said = words.format(n=format_number(made.pages), shown=len(drawn.pages))
        self.count.setText(said)
        if made.notes:
            self.notice.show_text("\n".join(made.notes), "amber")
        else:
            self.notice.hide()
        self._enable()
        if is_first:
            self.printing.setFocus()

    def _enable(self) -> None:
        for one in (self.printing, self.saving):
            one.setEnabled(self.latest is not None)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.show_text(str(error), "amber")
        elif self._context.jobs.failures is not None:
            self._context.jobs.failures.answer(error)


def show_paper(context: Context, paper: Paper, parent: QWidget) -> PaperWindow:
    """Show a paper in a window of its own; what it needs is done first.

    Raises:
        UserError: when what it needs is refused; nothing is shown then.
    """
    if paper.before is not None:
        paper = replace(paper, args=(*paper.args, *paper.before()), before=None)
    shown = PaperWindow(context, paper, parent.window())
    shown.open()
    return shown


def papers_button(
    context: Context, listed: Callable[[], Sequence[Paper]], key: str = "D"
) -> QPushButton:
    """Return a button that offers papers in a menu.

    Args:
        context: the page's.
        listed: asked for the papers when the menu opens.
        key: the page's key for the same menu, for the tip.
    """
    made = button(_("Papers"), icon="print", tip=_("Papers to print ({key})").format(key=key))
    made.clicked.connect(lambda _on=False: offer_papers(context, listed(), made))
    return made


def offer_papers(context: Context, papers: Sequence[Paper], beside: QWidget) -> None:
    """Open a menu of papers below a widget; arrows choose, Enter shows."""
    menu = QMenu(beside)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Papers"))
    for paper in papers:
        action = menu.addAction(paper.words)
        action.triggered.connect(
            lambda _on=False, paper=paper: show_paper(context, paper, beside.window())
        )
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    menu.popup(beside.mapToGlobal(beside.rect().bottomLeft()))
