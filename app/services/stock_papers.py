"""The papers of a stock: a sheet for counting it, labels for the boxes."""

from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import format_date, format_number
from app.base.i18n import _
from app.documents.box_label import BoxLabel, draw_box_labels
from app.documents.stock_sheet import Counted, StockSheet, draw_stock_sheet
from app.model.centre import Centre
from app.model.entity import choice_label, field_map
from app.model.material import Material
from app.services import centre_cards, promoters, records, stock
from app.services.event_papers import printable
from app.services.printing import Printable


def stock_sheet(session: Session, centre: str) -> Printable:
    """Draw a Centre's whole catalogue with what the books say, to be counted."""
    row = records.get(session, Centre, centre)
    day = format_date(clock.today())
    counts = promoters.names(session, [promoters.author(session)])
    facts = (
        (_("In the books on"), day),
        (_("Centre"), row.name),
        (_("Printed by"), next(iter(counts.values()), "–")),
    )
    lines = tuple(
        Counted(one.code, one.name, _kind(one.kind), format_number(one.quantity))
        for one in stock.stock(session, centre)
    )
    made = draw_stock_sheet(StockSheet(centre_cards.card_of(row), facts, lines))
    return printable(made, _("Stock sheet {day} – {centre}").format(day=day, centre=row.name))


def box_labels(session: Session, material: str, centre: str) -> Printable:
    """Draw four labels for boxes of a material in a Centre."""
    row = records.get(session, Material, material)
    place = records.get(session, Centre, centre)
    facts = (
        (_("Version"), row.version or ""),
        (_("Language"), choice_label(field_map(Material)["language"], row.language)),
        (_("Copies in the box"), "__________"),
        (_("Packed on"), "__________"),
        (_("Centre"), place.name),
    )
    told = tuple((label, value) for label, value in facts if value)
    label = BoxLabel(row.code, row.name, _kind(row.kind), centre_cards.card_of(place), told)
    return printable(draw_box_labels(label), _("Label – {material}").format(material=row.name))


def _kind(kind: str | None) -> str:
    return choice_label(field_map(Material)["kind"], kind)
