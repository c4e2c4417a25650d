"""The month sheet of a promoter's shifts, with real hours, to be signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part
from app.documents.paper import Cover, DrawnPaper, draw_papers
from app.documents.statements import paragraph, signatures
from app.documents.tables import Column, table
from app.documents.theme import CELL_STRONG

_LINE_MM = 5.0


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One shift: its day, from when to when, how long it really was."""

    day: str
    weekday: str
    starts: str
    ends: str
    length: str


@dataclass(frozen=True, slots=True)
class HoursSheet:
    """A promoter's month in one Centre.

    Attributes:
        facts: month, promoter, Centre; labels with their values.
        total: the sum of the lengths.
    """

    name: str
    month: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    lines: tuple[HoursLine, ...]
    total: str


def draw_hours_sheets(sheets: tuple[HoursSheet, ...]) -> DrawnPaper:
    """Draw the sheets of a month, each on pages of its own."""
    covers = [
        Cover(_("Duty shifts of the month"), sheet.name, sheet.centre, sheet.month, sheet.facts)
        for sheet in sheets
    ]
    whole = Cover(covers[0].kind, covers[0].subtitle, covers[0].centre)
    return draw_papers(
        whole,
        [
            (cover, list(_parts(sheet, cover.width)))
            for cover, sheet in zip(covers, sheets, strict=True)
        ],
    )


def _parts(sheet: HoursSheet, width: float) -> Iterator[Part]:
    columns = (
        Column(_("Day"), 26, style=CELL_STRONG),
        Column(_("Weekday"), 26),
        Column(_("From"), 20, "right"),
        Column(_("To"), 32, "right"),
        Column(_("Hours"), 28, "right", CELL_STRONG),
        Column(_("Signature"), ruled=True),
    )
    rows = [
        (line.day, line.weekday, line.starts, line.ends, line.length, "") for line in sheet.lines
    ]
    if rows:
        total = (_("Together"), "", "", "", sheet.total, "")
        yield table(columns, rows, width, least_mm=_LINE_MM, total=total)
    else:
        yield paragraph(_("No shift was ended in this month."), width)
    yield signatures([_("Promoter's signature"), _("Accepted: date and signature")], width)
