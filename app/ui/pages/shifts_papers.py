"""The papers of duty: the shown week for the wall, the shown month to be signed."""

from datetime import date

from app.base.formats import format_date, format_month
from app.base.i18n import _
from app.services import duty_papers, roster
from app.ui.context import Context
from app.ui.paper_window import Paper


def papers_of(context: Context, centre: str, monday: date, month: tuple[int, int]) -> list[Paper]:
    """Return the papers of a Centre's week and month.

    Args:
        context: the page's.
        centre: the Centre's id.
        monday: the first day of the week.
        month: year and month.
    """
    week = _("Roster of the week from {day}").format(day=format_date(monday))
    hours = _("Hours to be signed, {month}").format(month=format_month(*month))
    sheets = context.read(roster.month_sheet, centre, *month)
    people = [(sheet.promoter, sheet.name) for sheet in sheets]
    listed = [Paper(week, duty_papers.week_roster, (centre, monday))]
    listed.append(Paper(hours, duty_papers.month_hours, (centre, *month)))
    if len(people) > 1:
        own = context.who.promoter
        name = next((name for row, name in people if row == own), "")
        if name:
            mine = _("Hours to be signed, {month}: {name}")
            words = mine.format(month=format_month(*month), name=name)
            listed.append(Paper(words, duty_papers.month_hours, (centre, *month, own)))
    return listed
