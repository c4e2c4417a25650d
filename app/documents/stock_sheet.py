"""The sheet for counting a Centre's stock: what should be there, and a box for what is."""

from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.statements import signatures
from app.documents.tables import Column, Two, table
from app.documents.theme import CELL_STRONG


@dataclass(frozen=True, slots=True)
class Counted:
    """A material's line; `booked` is what the books say."""

    code: str
    name: str
    detail: str
    booked: str


@dataclass(frozen=True, slots=True)
class StockSheet:
    """A Centre's stock on a day."""

    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Counted, ...]


def draw_stock_sheet(sheet: StockSheet) -> DrawnPaper:
    """Draw the sheet."""
    cover = Cover(_("Stock sheet"), sheet.centre.name, sheet.centre, facts=sheet.facts)
    columns = (
        Column(_("Code"), 26, style=CELL_STRONG),
        Column(_("Material")),
        Column(_("In the books"), 26, "right"),
        Column(_("Counted"), 30, ruled=True),
        Column(_("Remark"), 38, ruled=True),
    )
    rows = [
        (line.code, Two(line.name, line.detail) if line.detail else line.name, line.booked, "", "")
        for line in sheet.lines
    ]
    signed = signatures([_("Counted by: date and signature"), _("Checked by: date and signature")],
                        cover.width)  # fmt: skip
    return draw_paper(cover, [table(columns, rows, cover.width, least_mm=7), signed])
