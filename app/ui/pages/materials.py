"""The materials: how many copies are where, and booking those that come and go."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from app.base.formats import format_number
from app.base.i18n import N_, _
from app.services import centres, material_lists, materials, stock_papers
from app.services.material_lists import MaterialRow
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.list_page import Column, Filter, ListCardPage
from app.ui.pages.materials_card import card_of
from app.ui.pages.materials_forms import Deed, MaterialPanel, MovePanel, targets
from app.ui.paper_window import Paper, offer_papers
from app.ui.theme import Tone


def _state(row: MaterialRow) -> str:
    if row.negative:
        return _("Recount needed")
    if row.of_all and row.short_at:
        return _("Too few: {n}").format(n=row.short_at)
    return _("Too few") if row.short_at else ""


def _tone(row: MaterialRow) -> Tone | None:
    if row.negative:
        return "red"
    return "amber" if row.short_at else None


class MaterialsPage(ListCardPage):
    """The catalogue with the stock of a Centre, and the card of one material."""

    name, entity, icon = "materials", "material", "materials"
    shows = frozenset({"material", "stock_move", "centre", "visit", "event"})
    heading, new_words = N_("Materials"), N_("New material")
    empty_words = N_("Leaflets, posters and gifts stand here; the central office adds them.")
    search_words = N_("Name or code")
    filters = (Filter("short", N_("Too few"), lambda: [("short", _("Only those running short"))]),)
    default_sort = ("name", False)
    columns = (
        Column(N_("Name"), lambda row: row.name, 180, sort="name", grows=True),
        Column(
            N_("Stock"), lambda row: format_number(row.quantity), 90, "right", "stock", tone=_tone
        ),
        Column(N_("Remark"), _state, 105, tone=_tone),
        Column(N_("Code"), lambda row: row.code, 112, sort="code", drops=True),
    )
    _move_panel: MovePanel | None = None

    def __init__(self, context: Context) -> None:
        """Begin with one's own Centre."""
        self._rows: dict[str, MaterialRow] | None = None
        super().__init__(context)
        self._places = context.read(material_lists.places)
        own = context.read(centres.own, context.who.promoter)
        self.place_box = QComboBox()
        self.place_box.setAccessibleName(_("Centre"))
        self.place_box.addItem(_("All Centres"), "")
        for centre, title in self._places:
            self.place_box.addItem(title, centre)
        wanted = own.id if own is not None else ""
        self.place_box.setCurrentIndex(max(self.place_box.findData(wanted), 0))
        if len(self._places) == 1:
            self.place_box.setCurrentIndex(1)
        self.place_box.currentIndexChanged.connect(lambda _place: self.reload())
        bar = self.filter_bar.layout()
        if bar is not None and len(self._places) > 1:
            bar.addWidget(self.place_box)

    @property
    def place(self) -> str:
        """Return the Centre whose stock is shown; nothing means all of them."""
        return str(self.place_box.currentData() or "")

    def choose_place(self, centre: str) -> None:
        """Show a Centre's stock and go to what can be done there."""
        self.place_box.setCurrentIndex(max(self.place_box.findData(centre), 0))
        self.enter_record(self.shown_id)

    def reload(self) -> None:
        """Sum the stock again."""
        self._rows = None
        super().reload()

    def fetch_ids(
        self, text: str, filters: dict[str, str], sort: str, descending: bool
    ) -> Sequence[str]:
        """Return the materials that fit."""
        if self._rows is None:
            self._rows = self.context.read(material_lists.overview, self.place)
        return material_lists.arranged(
            self.context.read(materials.ids, text),
            self._rows,
            short="short" in filters,
            sort=sort,
            descending=descending,
        )

    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return a page of materials."""
        known = self._rows or {}
        return [known[one] for one in ids if one in known]

    def view(self, row_id: str) -> QWidget | QLayout:
        """Return a material's card."""
        return card_of(self, self.context.read(material_lists.card, row_id, self.place))

    def make_form(self) -> FormPanel:
        """Return the form of a material."""
        return MaterialPanel(self.context)

    def may_begin(self) -> bool:
        """Tell that the office alone adds to the catalogue."""
        return self.context.who.is_office

    def new_record(self) -> None:
        """Begin a new material, at the office."""
        if self._office_alone():
            super().new_record()

    def edit_record(self, row_id: str = "") -> None:
        """Edit a material, at the office."""
        if self._office_alone():
            super().edit_record(row_id)

    def book(self, deed: Deed) -> None:
        """Begin a deed with the shown material of the chosen Centre."""
        if not self.shown_id:
            self.context.say(_("Choose a material first."))
        elif not self.place:
            self.context.say(_("Choose a Centre first."))
        elif deed is Deed.TRANSFER and not targets(self.context, self.place):
            self.context.say(_("The central office moves copies between counties. Tell it."))
        else:
            self.may_leave()
            panel = self._moves_form()
            panel.book(deed, self.shown_id, self.place)

    def open_record(self, row_id: str) -> None:
        """Show a material; `book:DEED:MATERIAL:CENTRE` leads to the form of a deed."""
        if not row_id.startswith("book:"):
            super().open_record(row_id)
            return
        _book, deed, material, centre = row_id.split(":")
        self.place_box.setCurrentIndex(max(self.place_box.findData(centre), 0))
        super().open_record(material)
        self.book(Deed(deed))

    def papers(self) -> Sequence[Paper]:
        """Return the papers of the chosen Centre's stock and of the shown material."""
        label = (self.shown_id, self.place)
        return [
            Paper(_("Stock sheet"), stock_papers.stock_sheet, (self.place,)),
            Paper(_("Label for a box"), stock_papers.box_labels, label),
        ]

    def offer_papers(self) -> None:
        """Offer the papers of the stock in a menu."""
        if not self.place:
            self.context.say(_("Choose a Centre first."))
        elif self.shown_id:
            offer_papers(self.context, self.papers(), self)

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of materials with their keys."""
        deeds = (
            (_("Hand out copies of the shown material"), "H", partial(self.book, Deed.HAND_OUT)),
            (_("Receive copies of the shown material"), "R", partial(self.book, Deed.RECEIVE)),
            (_("Transfer copies of the shown material"), "T", partial(self.book, Deed.TRANSFER)),
            (_("Write off lost copies of the shown material"), "L", partial(self.book, Deed.LOSE)),
            (_("Recount the shown material"), "C", partial(self.book, Deed.RECOUNT)),
            (_("Papers of the stock"), "D", self.offer_papers),
        )
        listed = [self.command(words, key, deed) for words, key, deed in deeds]
        if self.may_begin():
            listed.append(self.command(_("Edit the shown material"), "E", self.edit_record))
        return tuple(listed)

    def _office_alone(self) -> bool:
        if not self.may_begin():
            self.context.say(_("Only the central office changes the catalogue."))
        return self.may_begin()

    def _moves_form(self) -> MovePanel:
        if self._move_panel is None:
            self._move_panel = MovePanel(self.context)
            self._move_panel.saved.connect(self._move_saved)
        self.show_panel(self._move_panel)
        return self._move_panel

    def _move_saved(self, _row_id: str) -> None:
        """Come back to the card, whose number is another now."""
        self.show_record(self.shown_id)
        self.table.setFocus()
