"""The fields of the window for printing: printer, copies, sides, colours, paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.services import print_jobs
from app.services.print_jobs import PrintJob
from app.services.printing import Printable, Sides, sheets_for
from app.ui.chips import ChoiceChips
from app.ui.form_fields import NumberEditor
from app.ui.parts import clear, column, holder, text
from app.ui.printers import PrinterFacts
from app.ui.search_box import SearchBox, lookup_among
from app.ui.theme import Space

BY_HAND = "by-hand"
_MOST = 9999


class PrintChoices(QWidget):
    """How one paper is printed; what a printer cannot do is not offered.

    Signals:
        warned: words about a page that is larger than the printer's paper; nothing when it fits.
    """

    warned = Signal(str)

    def __init__(
        self, made: Printable, printers: Sequence[str], facts: Callable[[str], PrinterFacts]
    ) -> None:
        """Build the fields.

        Args:
            made: the paper.
            printers: their names.
            facts: tells what a printer can do.
        """
        super().__init__()
        self._made, self._facts_of = made, facts
        self.facts = PrinterFacts("")
        options = [(name, name) for name in printers]
        self.printer = SearchBox(lookup_among(options), _("Printer"))
        self.copies = NumberEditor(_("Copies"))
        self.copies.set_value(made.per_sheet)
        self.count = text("", "muted")
        self.sides = ChoiceChips(self._ways(), _("Sides"), clearable=False)
        self.rotated = QCheckBox(_("My printer needs the back side turned by 180°"))
        self.colour = ChoiceChips(
            [("colour", _("In colour")), ("grey", _("Black and white"))],
            _("Colours"),
            clearable=False,
        )
        self.colour.set_values(["colour"])
        self._paper_place = column(gap=Space.NONE)
        self.paper = ChoiceChips([], _("Paper"))
        self.shrinks = QCheckBox(_("Make it smaller, to lie on the paper whole"))
        self._build()

    def set_printer(self, name: str) -> None:
        """Choose a printer and offer what it can do."""
        self.printer.set_picked(name, name)
        self._printer_picked(name)

    @property
    def way(self) -> str:
        """The chosen way of both sides: a name of CUPS, or `BY_HAND`."""
        return self.sides.values[0] if self.sides.values else "one-sided"

    @property
    def turned_over(self) -> Sides:
        """How the paper is turned over when both of its sides are printed."""
        if self._made.sides != "one-sided":
            return self._made.sides
        return "two-sided-short-edge" if self._made.landscape else "two-sided-long-edge"

    def job(self) -> PrintJob:
        """Return what is chosen.

        Raises:
            UserError: when something is missing.
        """
        copies = self.copies.value()
        if copies is None or not 1 <= copies <= _MOST:
            self.copies.setFocus()
            raise UserError(_("Say how many copies, from 1 to {most}.").format(most=_MOST))
        sides: Sides = self.turned_over if self.way == self.turned_over else "one-sided"
        return PrintJob(
            sheets_for(copies, self._made.per_sheet),
            self.chosen_printer(),
            sides,
            self.colour.values != ("grey",),
            (self.paper.values or ("",))[0],
            self.shrinks.isChecked(),
        )

    def chosen_printer(self) -> str:
        """Return the printer's name.

        Raises:
            UserError: when none is chosen.
        """
        if not self.printer.id:
            self.printer.setFocus()
            raise UserError(_("Choose the printer."))
        return self.printer.id

    def _ways(self) -> list[tuple[str, str]]:
        is_long = self.turned_over == "two-sided-long-edge"
        both = _("Both sides, long edge") if is_long else _("Both sides, short edge")
        return [
            ("one-sided", _("One side")),
            (self.turned_over, both),
            (BY_HAND, _("Both sides, by hand")),
        ]

    def _build(self) -> None:
        has_backs = self._made.pages > 1
        sides = _field(_("Sides"), self.sides)
        sides.setVisible(has_backs)
        self.rotated.setVisible(has_backs)
        self._colour_field = _field(_("Colours"), self.colour)
        self.setLayout(
            column(
                _field(_("Printer"), self.printer),
                holder(column(_field(_("Copies"), self.copies), self.count, gap=Space.HALF)),
                sides,
                self.rotated,
                self._colour_field,
                _field(_("Paper"), holder(self._paper_place)),
                self.shrinks,
                None,
                gap=Space.TWO,
            )
        )
        self.printer.picked.connect(self._printer_picked)
        self.copies.changed.connect(self._show_count)

    def _printer_picked(self, name: str) -> None:
        self.facts = self._facts_of(name) if name else PrinterFacts("")
        self._colour_field.setVisible(self.facts.has_colour)
        both = self.turned_over if self.facts.turns else BY_HAND
        self.sides.chip(self.turned_over).setVisible(self.facts.turns)
        self.sides.set_values([both if self._made.sides != "one-sided" else "one-sided"])
        self._offer_papers()
        self._show_count()

    def _offer_papers(self) -> None:
        size = print_jobs.sheet_of(self._made)
        papers = print_jobs.papers_for(size, self.facts.sizes)
        fits = bool(papers)
        if not fits:
            papers = [print_jobs.largest_of(self.facts.sizes)]
        clear(self._paper_place)
        self.paper = ChoiceChips([(one, one) for one in papers], _("Paper"), clearable=False)
        self.paper.set_values([print_jobs.usual_of(papers)])
        self.paper.changed.connect(lambda _on: self._show_count())
        self._paper_place.addWidget(self.paper)
        self.shrinks.setVisible(not fits)
        self.shrinks.setChecked(not fits)
        words = _(
            "The page is {page}, and this printer takes {paper} at most. A print shop prints it in "
            "its full size from the PDF."
        )
        said = words.format(page=print_jobs.name_of(size), paper=papers[0])
        self.warned.emit("" if fits else said)

    def _show_count(self) -> None:
        try:
            copies = self.copies.value() or 0
        except UserError:
            copies = 0
        each = self._made.per_sheet
        sheets = sheets_for(max(copies, 0), each)
        words = ngettext(
            "{n} sheet of {paper}, {each} copies on it: {all} copies",
            "{n} sheets of {paper}, {each} copies on each: {all} copies",
            sheets,
        )
        paper = (self.paper.values or ("",))[0]
        self.count.setText(words.format(n=sheets, paper=paper, each=each, all=sheets * each))
        self.count.setVisible(each > 1)


def _field(label: str, editor: QWidget) -> QWidget:
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    return holder(column(head, editor, gap=Space.HALF))
