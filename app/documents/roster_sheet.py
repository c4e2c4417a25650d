"""The Centre's roster of a week: a column for each day, its shifts and gaps one below another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.statements import clause
from app.documents.tables import Cell, Column, Two, table
from app.documents.theme import ROSTER_HOURS, ROSTER_NAME

_CARD_MM = 13.0


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift, or a gap in which nobody is there: its hours and who comes."""

    hours: str
    who: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class RosterDay:
    """A day's name and what stands in its column."""

    name: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A Centre's week; the note says what else there is to know."""

    week: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    days: tuple[RosterDay, ...]
    note: str = ""


def draw_roster(sheet: RosterSheet) -> DrawnPaper:
    """Draw a week for the wall."""
    title = _("Who is on duty: {week}").format(week=sheet.week)
    cover = Cover(_("Roster"), title, sheet.centre, sheet.centre.name, sheet.facts, landscape=True)
    return draw_paper(cover, list(_parts(sheet, cover.width)))


def _parts(sheet: RosterSheet, width: float) -> Iterator[Part]:
    columns = [
        Column(day.name, ruled=True, style=ROSTER_NAME, below=ROSTER_HOURS) for day in sheet.days
    ]
    rows: list[list[Cell]] = [
        [_cell(duty) if duty else "" for duty in line]
        for line in zip_longest(*(day.duties for day in sheet.days))
    ]
    yield table(columns, rows or [[""] * len(columns)], width, least_mm=_CARD_MM)
    if sheet.note:
        yield clause(sheet.note, width)


def _cell(duty: Duty) -> Cell:
    return Two(f"– {duty.who} –" if duty.is_gap else duty.who, duty.hours)
