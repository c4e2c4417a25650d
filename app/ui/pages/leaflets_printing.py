"""How a leaflet goes to print, and the copies that came from there into stock."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.services.leaflets import BLEEDS_MM, PrintOptions
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.form_fields import NumberEditor
from app.ui.pages.leaflets_head import field
from app.ui.parts import button, column, flow, row, section, text
from app.ui.search_box import SearchBox
from app.ui.theme import Space

_SMALL = ("a5", "a6")
"""Templates of which an A4 sheet holds several copies."""


class PrintingPart(QWidget):
    """Bleed, marks, colours, copies on a sheet; below them the print run into stock.

    Signals:
        changed: something that is drawn.
        material_chosen: the id of the material of the catalogue that the leaflet is, or nothing.
        booked: a material's id and copies to book into stock.
        asked: `pdf` or `print`.
    """

    changed = Signal()
    material_chosen = Signal(str)
    booked = Signal(str, int)
    asked = Signal(str)

    def __init__(self, context: Context) -> None:
        """Build the fields."""
        super().__init__()
        self.context = context
        self.bleed = ChoiceChips(
            [(str(mm), _("{n} mm").format(n=mm)) for mm in BLEEDS_MM], _("Bleed"), clearable=False
        )
        self.bleed.set_values(["0"])
        self.marks = QCheckBox(_("Crop and fold marks"))
        self.colours = ChoiceChips(
            [("rgb", _("Office printer (RGB)")), ("cmyk", _("Print shop (CMYK)"))],
            _("Colours"),
            clearable=False,
        )
        self.colours.set_values(["rgb"])
        self.several = QCheckBox(_("Several copies on an A4 sheet"))
        self.rotated = QCheckBox(_("Back side turned by 180°"))
        self.rotated.setChecked(context.settings.back_side_rotated)
        self.copies = NumberEditor(_("Printed copies"))
        self.material = SearchBox(
            lambda typed: context.lookup("material", typed), _("Material in stock")
        )
        self.book_button = button(_("Book into stock"), self.book, icon="plus")
        self._build()

    def options(self, *, guides: bool = False) -> PrintOptions:
        """Return how it is put on paper; for the screen each page alone, with helping lines."""
        several = self.several.isChecked() and self.several.isVisibleTo(self) and not guides
        return PrintOptions(
            bleed_mm=int((self.bleed.values or ("0",))[0]),
            marks=self.marks.isChecked(),
            rotate_back=self.rotated.isChecked() and not guides,
            guides=guides,
            colours="rgb" if guides else (self.colours.values or ("rgb",))[0],
            several=several,
        )

    def show_leaflet(self, template: str, material: str | None) -> None:
        """Offer what a template can be printed like, without telling."""
        self.several.setVisible(template in _SMALL)
        self.material.set_picked(material or "", self.context.title("material", material))

    def offer_booking(self, copies: int) -> None:
        """Fill in what was printed and put the cursor where it is booked."""
        self.copies.set_value(copies)
        (self.book_button if self.material.id else self.material).setFocus()

    def booking_done(self) -> None:
        """Empty the number, so that nothing is booked twice."""
        self.copies.set_value(None)

    def book(self) -> None:
        """Ask for the copies to be booked.

        Raises:
            UserError: when their number or the material is missing.
        """
        copies = self.copies.value()
        if not copies or copies < 1:
            self.copies.setFocus()
            raise UserError(_("Say how many copies were printed."))
        if not self.material.id:
            self.material.setFocus()
            raise UserError(_("Choose the material under which the copies are kept."))
        self.booked.emit(self.material.id, copies)

    def _build(self) -> None:
        pdf = button(_("PDF…"), partial(self.asked.emit, "pdf"), icon="file")
        pdf.setToolTip(_("Save as PDF (Ctrl+Shift+S)"))
        print_ = button(_("Print…"), partial(self.asked.emit, "print"), icon="print")
        print_.setToolTip(_("Print (Ctrl+P)"))
        paper = section(
            _("For print"),
            field(_("Bleed"), self.bleed),
            self.marks,
            field(_("Colours"), self.colours),
            self.several,
            self.rotated,
            text(_("How your printer turns sheets is tried out in the print window."), "small"),
            flow(pdf, print_),
        )
        stock = section(
            _("Print run into stock"),
            field(_("Printed copies"), self.copies),
            field(_("Material in stock"), self.material),
            row(self.book_button, None),
        )
        self.setLayout(column(paper, Space.ONE, stock, None, gap=Space.TWO))
        for chips in (self.bleed, self.colours):
            chips.changed.connect(lambda _values: self.changed.emit())
        for box in (self.marks, self.rotated, self.several):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.material.picked.connect(self.material_chosen)
