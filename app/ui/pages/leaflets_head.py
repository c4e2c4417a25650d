"""What a leaflet is: its template, design, language, Centre and the width of its flap."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.model.leaflet import FLAP_MM
from app.model.person import PersonLanguage
from app.services import leaflet_shapes
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.form_fields import NumberEditor
from app.ui.parts import Part, clear, column, holder, text
from app.ui.search_box import SearchBox
from app.ui.theme import Space

USUAL_FLAP_MM = 97


class HeadPart(QWidget):
    """The choices from top to bottom; each is told at once.

    Signals:
        edited: fields of the record, by name.
    """

    edited = Signal(object)

    def __init__(self, context: Context) -> None:
        """Build the fields."""
        super().__init__()
        self.context = context
        self._quiet = False
        self.template = ChoiceChips(
            [(name, leaflet_shapes.template_label(name)) for name in leaflet_shapes.templates()],
            _("Template"),
            clearable=False,
        )
        self.design = ChoiceChips(
            [(name, leaflet_shapes.design_label(name)) for name in leaflet_shapes.designs()],
            _("Design"),
            clearable=False,
        )
        self._languages = column(gap=Space.NONE)
        self.language = ChoiceChips([], _("Language"))
        self.centre = SearchBox(lambda typed: context.lookup("centre", typed), _("Centre"))
        self.flap = NumberEditor(_("Width of the flap in mm"))
        self.flap_field = field(
            _("Width of the flap in mm"),
            self.flap,
            _("It folds in between the two others: {n} mm is usual, {least} to {most} fit.").format(
                n=USUAL_FLAP_MM, least=FLAP_MM[0], most=FLAP_MM[1]
            ),
        )
        self._build()

    def show_values(self, values: dict[str, Any]) -> None:
        """Show a leaflet's fields, without telling."""
        self._quiet = True
        template = values["template"]
        self.template.set_values([template])
        self._offer_languages(template, values["language"])
        self.design.set_values(
            [values["design"] or leaflet_shapes.usual_design(template, values["language"])]
        )
        self.centre.set_picked(
            values["centre"] or "", self.context.title("centre", values["centre"])
        )
        self.flap.set_value(values["flap_mm"] or USUAL_FLAP_MM)
        self.flap.set_wrong(wrong=False)
        self.flap_field.setVisible(template == leaflet_shapes.FOLDED)
        self._quiet = False

    def _build(self) -> None:
        self.setLayout(
            column(
                field(_("Template"), self.template),
                field(_("Design"), self.design),
                field(_("Language"), holder(self._languages)),
                field(_("Centre"), self.centre, _("Its address and phone stand on the leaflet.")),
                self.flap_field,
                None,
                gap=Space.TWO,
            )
        )
        self.template.changed.connect(lambda chosen: self._tell(template=chosen[0]))
        self.design.changed.connect(lambda chosen: self._tell(design=chosen[0]))
        self.centre.picked.connect(lambda row_id: self._tell(centre=row_id or None))
        self.flap.changed.connect(self._flap_typed)

    def _flap_typed(self) -> None:
        """Take a width that folds; any other is marked, and the last good one stays."""
        least, most = FLAP_MM
        try:
            mm = self.flap.value() or USUAL_FLAP_MM
        except UserError:
            mm = 0
        fits = least <= mm <= most
        self.flap.set_wrong(wrong=not fits)
        if fits:
            self._tell(flap_mm=None if mm == USUAL_FLAP_MM else mm)

    def _offer_languages(self, template: str, chosen: str) -> None:
        known = leaflet_shapes.languages(template)
        labels = {str(one.value): _(one.label) for one in PersonLanguage}
        clear(self._languages)
        self.language = ChoiceChips(
            [(code, labels.get(code, code)) for code in known], _("Language"), clearable=False
        )
        self.language.set_values([chosen])
        self.language.changed.connect(lambda values: self._tell(language=values[0]))
        self._languages.addWidget(self.language)

    def _tell(self, **values: Any) -> None:
        if not self._quiet:
            self.edited.emit(values)


def field(label: str, editor: QWidget, hint: str = "") -> QWidget:
    """Return a field with its label above and perhaps a hint below."""
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    parts: list[Part] = [head, editor]
    if hint:
        parts.append(text(hint, "small"))
    return holder(column(*parts, gap=Space.HALF))
