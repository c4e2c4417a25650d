"""The texts and print options of a leaflet."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.model.person import PersonLanguage
from app.services import leaflet_shapes
from app.services.leaflets import BLEEDS_MM, Order, PrintOptions
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.form_fields import LongTextEditor, NumberEditor
from app.ui.parts import Part, button, clear, column, holder, row, section, text
from app.ui.search_box import Found, SearchBox
from app.ui.text_box import TextBox
from app.ui.theme import Space


class LeafletForm(QWidget):
    """Fields from top to bottom; every change is told at once.

    Signals:
        changed: something that is drawn.
        picked: a saved leaflet's id.
        booked: a material's id and copies to book into stock.
    """

    changed = Signal()
    picked = Signal(str)
    booked = Signal(str, int)

    def __init__(self, context: Context) -> None:
        """Build the fields."""
        super().__init__()
        self.context = context
        self.is_changed = False
        self._quiet = False
        self.saved = SearchBox(self._saved, _("Saved leaflets"), keeps=False)
        self.saved.setPlaceholderText(_("Open a saved leaflet"))
        self.title = TextBox(_("Title"))
        names = leaflet_shapes.templates()
        self.template = ChoiceChips(
            [(name, leaflet_shapes.template_label(name)) for name in names],
            _("Template"),
            clearable=False,
        )
        self.language_place = column(gap=Space.NONE)
        self.language = self._language_chips(names[0])
        self.language_place.addWidget(self.language)
        self.centre = SearchBox(lambda typed: context.lookup("centre", typed), _("Centre"))
        self.headline = TextBox(_("Headline"))
        self.introduction = LongTextEditor(_("Introduction"), 4)
        self.link = TextBox(_("Link in the QR code"))
        self.bleed = ChoiceChips(
            [(str(mm), _("{n} mm").format(n=mm)) for mm in BLEEDS_MM], _("Bleed"), clearable=False
        )
        self.marks = QCheckBox(_("Crop and fold marks"))
        self.rotated = QCheckBox(_("Back side turned by 180°"))
        self.rotated.setChecked(context.settings.back_side_rotated)
        self.bleed.set_values(["0"])
        self.copies = NumberEditor(_("Printed copies"))
        self.material = SearchBox(
            lambda typed: context.lookup("material", typed), _("Material in stock")
        )
        self.book_button = button(_("Book into stock"), self._book, icon="plus")
        self._build()
        self._connect()

    def order(self) -> Order:
        """Return what is to be drawn."""
        values = self.values()
        return Order(
            template=values["template"],
            language=values["language"],
            centre=values["centre"] or None,
            headline=values["headline"] or "",
            introduction=values["introduction"] or "",
            link=values["link"] or "",
        )

    def options(self, *, guides: bool = False) -> PrintOptions:
        """Return how it is put on paper; the helping lines are for the screen alone."""
        return PrintOptions(
            bleed_mm=int((self.bleed.values or ("0",))[0]),
            marks=self.marks.isChecked(),
            rotate_back=self.rotated.isChecked() and not guides,
            guides=guides,
        )

    def values(self) -> dict[str, Any]:
        """Return the record's values."""
        return {
            "title": self.title.text().strip(),
            "template": (self.template.values or leaflet_shapes.templates())[0],
            "language": (self.language.values or ("pl",))[0],
            "centre": self.centre.id or None,
            "headline": self.headline.text().strip() or None,
            "introduction": self.introduction.value(),
            "link": self.link.text().strip() or None,
            "material": self.material.id or None,
        }

    def show_order(
        self, order: Order, title: str, material: str | None, *, changed: bool = False
    ) -> None:
        """Show a leaflet's texts, without telling."""
        self._quiet = True
        self.title.setText(title)
        self.template.set_values([order.template])
        self._offer_languages(order.template, order.language)
        self.centre.set_picked(order.centre or "", self.context.title("centre", order.centre))
        self.headline.setText(order.headline)
        self.introduction.set_value(order.introduction)
        self.link.setText(order.link)
        self.material.set_picked(material or "", self.context.title("material", material))
        self._quiet = False
        self.is_changed = changed

    def offer_booking(self, copies: int) -> None:
        """Fill in what was printed and put the cursor where it is booked."""
        self.copies.set_value(copies)
        (self.book_button if self.material.id else self.material).setFocus()

    def booking_done(self) -> None:
        """Empty the number, so that nothing is booked twice."""
        self.copies.set_value(None)

    def _book(self) -> None:
        copies = self.copies.value()
        if not copies or copies < 1:
            self.copies.setFocus()
            raise UserError(_("Say how many copies were printed."))
        if not self.material.id:
            self.material.setFocus()
            raise UserError(_("Choose the material under which the copies are kept."))
        self.booked.emit(self.material.id, copies)

    def _saved(self, typed: str) -> list[Found]:
        return self.context.lookup("leaflet", typed)

    def _build(self) -> None:
        print_ = section(
            _("For print"),
            _field(_("Bleed"), self.bleed),
            self.marks,
            self.rotated,
        )
        stock = section(
            _("Print run into stock"),
            _field(_("Printed copies"), self.copies),
            _field(_("Material in stock"), self.material),
            row(self.book_button, None),
        )
        self.setLayout(
            column(
                self.saved,
                _field(_("Title"), self.title),
                _field(_("Template"), self.template),
                _field(_("Language"), holder(self.language_place)),
                _field(_("Centre"), self.centre),
                _field(_("Headline"), self.headline, _("Empty: the template's own.")),
                _field(_("Introduction"), self.introduction),
                _field(_("Link in the QR code"), self.link, _("Empty: the Centre's card.")),
                Space.ONE,
                print_,
                Space.ONE,
                stock,
                None,
                gap=Space.TWO,
            )
        )

    def _connect(self) -> None:
        for box in (self.headline, self.link, self.title):
            box.textEdited.connect(self._told)
        self.introduction.changed.connect(self._told)
        self.template.changed.connect(self._template_changed)
        self.centre.picked.connect(self._told)
        self.material.picked.connect(self._told)
        self.bleed.changed.connect(self._told)
        self.marks.toggled.connect(self._told)
        self.rotated.toggled.connect(self._told)
        self.saved.picked.connect(self._saved_picked)

    def _saved_picked(self, row_id: str) -> None:
        if row_id:
            self.picked.emit(row_id)

    def _told(self, *_args: object) -> None:
        if not self._quiet:
            self.is_changed = True
            self.changed.emit()

    def _template_changed(self, values: tuple[str, ...]) -> None:
        if values:
            self._offer_languages(values[0], (self.language.values or ("pl",))[0])
        self._told()

    def _offer_languages(self, template: str, chosen: str) -> None:
        known = leaflet_shapes.languages(template)
        clear(self.language_place)
        self.language = self._language_chips(template)
        self.language_place.addWidget(self.language)
        self.language.set_values([chosen if chosen in known else (known or ("pl",))[0]])

    def _language_chips(self, template: str) -> ChoiceChips:
        labels = {str(one.value): _(one.label) for one in PersonLanguage}
        options = [(code, labels.get(code, code)) for code in leaflet_shapes.languages(template)]
        made = ChoiceChips(options, _("Language"), clearable=False)
        made.changed.connect(self._told)
        return made


def _field(label: str, editor: QWidget, hint: str = "") -> QWidget:
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    parts: list[Part] = [head, editor]
    if hint:
        parts.append(text(hint, "small"))
    return holder(column(*parts, gap=Space.HALF))
