"""The forms of the Materials page: copies that come or go, a recount, the material itself."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base import clock
from app.base.formats import format_number
from app.base.i18n import N_, _, ngettext
from app.model.entity import Entity, Problem
from app.model.field import Field, Kind
from app.model.material import Material
from app.model.stock_move import MoveKind, StockMove
from app.services import material_lists, materials, records, stock
from app.ui.beside import Beside
from app.ui.context import Context
from app.ui.drafts import Draft
from app.ui.field_box import FieldBox
from app.ui.form_fields import NumberEditor
from app.ui.form_panel import FormPanel, plain_label
from app.ui.notice import Notice
from app.ui.parts import column, text
from app.ui.pick_fields import PickEditor
from app.ui.search_box import lookup_among
from app.ui.theme import Space


class Deed(Enum):
    """What is done with copies."""

    RECEIVE = "receive"
    HAND_OUT = "hand_out"
    TRANSFER = "transfer"
    LOSE = "lose"
    RECOUNT = "recount"


_TITLES = {
    Deed.RECEIVE: N_("Receive copies"),
    Deed.HAND_OUT: N_("Hand out copies"),
    Deed.TRANSFER: N_("Transfer copies"),
    Deed.LOSE: N_("Write off lost copies"),
    Deed.RECOUNT: N_("Recount"),
}
_DONE = {
    Deed.RECEIVE: N_("Received {n} × {material}"),
    Deed.HAND_OUT: N_("Handed out {n} × {material}"),
    Deed.TRANSFER: N_("Transferred {n} × {material}"),
    Deed.LOSE: N_("Wrote off {n} × {material}"),
    Deed.RECOUNT: N_("Recounted {material}: {n}"),
}
_SHOWN = {
    Deed.RECEIVE: {"quantity", "reason", "moved_at"},
    Deed.HAND_OUT: {"quantity", "moved_at"},
    Deed.TRANSFER: {"quantity", "to_centre", "reason", "moved_at"},
    Deed.LOSE: {"quantity", "reason"},
    Deed.RECOUNT: {"reason"},
}
_KINDS = {
    Deed.RECEIVE: MoveKind.RECEIPT,
    Deed.HAND_OUT: MoveKind.HAND_OUT,
    Deed.TRANSFER: MoveKind.TRANSFER,
    Deed.LOSE: MoveKind.LOSS,
    Deed.RECOUNT: MoveKind.COUNT,
}
_FIELDS = ("quantity", "to_centre", "reason", "moved_at")


class MovePanel(FormPanel):
    """One small form for each deed: a number first, and at once what the stock will be."""

    def __init__(self, context: Context) -> None:
        """Make the form and the line that says what comes of it."""
        super().__init__(context, StockMove, label=self._label_of, deed=self._book, names=_FIELDS)
        self.deed_kind = Deed.RECEIVE
        self._material = self._centre = ""
        self._minimum: int | None = None
        self.about = text("", "strong")
        self.now = text("", "muted")
        field = Field(N_("Copies counted"), Kind.NUMBER, "counted", required=True)
        self.counted = FieldBox(field, NumberEditor(_("Copies counted")))
        self.outcome = Notice(closable=False)
        self.lead.addLayout(column(self.about, self.now, gap=Space.NONE))
        self._count_line = Beside(self.counted, QWidget(), from_width=560, gap=Space.THREE)
        self.lead.addWidget(self._count_line)
        self.extra.addWidget(self.outcome)
        self.counted.changed.connect(self._follow)
        self.counted.changed.connect(lambda _name: self._autosave.start())
        self.form.changed.connect(self._follow)
        context.changed.connect(self._follow)

    def book(self, deed: Deed, material: str, centre: str) -> None:
        """Begin a deed with a material of a Centre."""
        self.deed_kind, self._material, self._centre = deed, material, centre
        row = self._context.read(records.get, Material, material)
        self._minimum = row.minimum
        self.about.setText(row.name or "…")
        self._count_line.setVisible(deed is Deed.RECOUNT)
        self.counted.editor.set_value(None)
        self.counted.show_problem("")
        for name in _FIELDS:
            self.form.show_field(name, visible=name in _SHOWN[deed])
        self._name_fields()
        end = "to_centre" if deed is Deed.RECEIVE else "from_centre"
        self.begin(**{end: centre}, material=material, kind=_KINDS[deed], moved_at=clock.now())
        self.title.setText(_(_TITLES[deed]))
        self._follow()

    def save(self) -> None:
        """Save, unless a number or a Centre is missing or the recount fits."""
        if self._row is None:
            return
        if self.deed_kind is Deed.RECOUNT and not self._has_difference():
            return
        missing = self._missing()
        if missing:
            self._refuse([*self.form.problems, missing])
        else:
            super().save()

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        return f"book:{self.deed_kind.value}:{self._material}:{self._centre}"

    def subject(self) -> str:
        """Return the material, for the list of drafts."""
        return self.about.text()

    def _draft(self) -> Draft:
        """Return what is typed, the count too."""
        draft = super()._draft()
        typed, _words = self.counted.readable()
        if self.deed_kind is not Deed.RECOUNT or typed is None:
            return draft
        return replace(draft, values={**draft.values, "counted": typed})

    def discard(self) -> None:
        """Give the draft up, the count too."""
        self.counted.editor.set_value(None)
        super().discard()
        self._follow()
        if self.deed_kind is Deed.RECOUNT:
            self.counted.editor.setFocus()

    def _begin(self, record: Entity, key: str) -> None:
        """Keep a draft for each deed, material and Centre."""
        place = f"{self.deed_kind.value}/{self._material}/{self._centre}"
        super()._begin(record, f"{key}/{place}")

    def _restore(self) -> None:
        draft = self._context.drafts.get(self._key)
        counted = draft.values.get("counted") if draft is not None else None
        super()._restore()
        if self.deed_kind is Deed.RECOUNT:
            self.counted.editor.set_value(counted if isinstance(counted, int) else None)
            self.counted.editor.setFocus()
        else:
            self.form.boxes["quantity"].editor.setFocus()

    def _name_fields(self) -> None:
        """Say of two fields what this deed asks for."""
        lost = self.deed_kind is Deed.LOSE
        reason = _("What happened to them") + " *" if lost else _("Note")
        self.form.boxes["reason"].label.setText(reason)
        self.form.boxes["to_centre"].label.setText(_("To which Centre") + " *")
        self.form.boxes["quantity"].label.setText(_("How many copies") + " *")
        editor = self.form.boxes["to_centre"].editor
        if self.deed_kind is Deed.TRANSFER and isinstance(editor, PickEditor):
            editor.box.lookup = lookup_among(targets(self._context, self._centre))

    def _missing(self) -> Problem | None:
        if self.deed_kind is Deed.TRANSFER and not self.form.value("to_centre"):
            said = self.form.boxes["to_centre"].readable()[1]
            return Problem("to_centre", said or _("Choose the Centre to which the copies go."))
        if self.deed_kind is Deed.LOSE and not self.form.value("reason"):
            return Problem("reason", _("Say what happened: lost, wet, out of date."))
        return None

    def _has_difference(self) -> bool:
        counted, words = self.counted.readable()
        if counted is None or counted < 0:
            below = _("A count cannot be below zero.") if counted is not None else ""
            self.counted.show_problem(words or below or _("Type how many copies you counted."))
            self.counted.editor.setFocus()
            return False
        if counted != self._left():
            return True
        self._context.drafts.drop(self._key)
        self._autosave.stop()
        self._row = None
        self._context.say(_("The count fits the stock; nothing had to be written."))
        self.left.emit()
        return False

    def _left(self) -> int:
        return self._context.read(stock.quantity, self._material, self._centre)

    def _follow(self, _what: object = None) -> None:
        """Say what the stock is, and what it will be."""
        if self._row is None:
            return
        left = self._left()
        place = self._context.title("centre", self._centre)
        self.now.setText(_("{centre} · in stock: {n}").format(centre=place, n=format_number(left)))
        if self.deed_kind is Deed.RECOUNT:
            self._show_difference(left)
            return
        copies = self.form.value("quantity")
        if not copies or copies < 0:
            self.outcome.hide()
            return
        after = left + copies if self.deed_kind is Deed.RECEIVE else left - copies
        words = _("Stock afterwards: {n}.").format(n=format_number(after))
        self._say(words, after)

    def _show_difference(self, left: int) -> None:
        counted, _words = self.counted.readable()
        if counted is None or counted < 0:
            self.outcome.hide()
            return
        difference = counted - left
        self.form.boxes["quantity"].editor.set_value(abs(difference) or None)
        if difference == 0:
            self.outcome.show_text(_("The count fits the stock."))
            return
        found = ngettext("{n} copy", "{n} copies", abs(difference))
        words = _("More than in the books: {copies}.") if difference > 0 else ""
        words = words or _("Fewer than in the books: {copies}.")
        copies = found.format(n=format_number(abs(difference)))
        self._say(words.format(copies=copies), counted)

    def _say(self, words: str, after: int) -> None:
        """Say what comes of it, with a warning where too few remain; nothing is refused."""
        if after < 0:
            words += " " + _("That is below zero: a delivery is missing or a recount is due.")
            self.outcome.show_text(words, "red")
        elif self._minimum is not None and after < self._minimum:
            least = _("That is below the minimum of {n}.")
            words += " " + least.format(n=format_number(self._minimum))
            self.outcome.show_text(words, "amber")
        else:
            self.outcome.show_text(words)

    def _label_of(self, values: Mapping[str, Any]) -> str:
        counted = self.counted.readable()[0]
        copies = counted if self.deed_kind is Deed.RECOUNT else values["quantity"]
        return _(_DONE[self.deed_kind]).format(n=format_number(copies), material=self.about.text())

    def _book(self, session: Any, row: Entity, values: dict[str, Any]) -> Entity:
        material, centre = self._material, self._centre
        copies, reason, when = values["quantity"], values["reason"], values["moved_at"]
        match self.deed_kind:
            case Deed.RECEIVE:
                return materials.receive(
                    session, material, centre, copies, reason=reason, when=when
                )
            case Deed.HAND_OUT:
                return materials.hand_out(session, material, centre, copies, when=when)
            case Deed.TRANSFER:
                target = values["to_centre"]
                return materials.transfer(
                    session, material, centre, target, copies, reason=reason, when=when
                )[0]
            case Deed.LOSE:
                return materials.lose(session, material, centre, copies, reason=reason)
        counted = self.counted.value()
        return materials.recount(session, material, centre, counted, reason) or row


def targets(context: Context, centre: str) -> list[tuple[str, str]]:
    """Return the Centres to which this computer may transfer copies of a Centre."""
    return [one for one in context.read(material_lists.places) if one[0] != centre]


class MaterialPanel(FormPanel):
    """Edits a material of the catalogue; for the office alone."""

    new_words = N_("New material")

    def __init__(self, context: Context) -> None:
        """Make the form."""
        label = plain_label(_("Saved material {name}"), "name")
        names = ("name", "code", "kind", "minimum", "language", "version")
        super().__init__(context, Material, label=label, deed=_save, names=names)


def _save(session: Any, row: Material, values: dict[str, Any]) -> Material:
    return materials.save(session, row, **values)
