"""The Centre's papers of duty: a week's roster for the wall, a month's hours to be signed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.formats import (
    format_date,
    format_hours,
    format_month,
    format_number,
    format_time,
    format_weekday,
)
from app.base.i18n import _, ngettext
from app.documents.hours_sheet import HoursLine, HoursSheet, draw_hours_sheets
from app.documents.roster_sheet import Duty, RosterDay, RosterSheet, draw_roster
from app.model.centre import Centre
from app.model.shift import ShiftState
from app.services import centre_cards, records, roster
from app.services.event_papers import printable
from app.services.local_days import day_of
from app.services.printing import Printable
from app.services.roster import Cell, Day, Gap, MonthSheet, SheetDay


def week_roster(session: Session, centre: str, monday: date) -> Printable:
    """Draw a Centre's week with its gaps."""
    row = records.get(session, Centre, centre)
    days = roster.week(session, centre, monday)
    week = f"{format_date(days[0].day)} – {format_date(days[-1].day)}"
    made = draw_roster(
        RosterSheet(
            week=week,
            centre=centre_cards.card_of(row),
            facts=_roster_facts(row, days),
            days=tuple(_column(day) for day in days),
            note=_("Cannot come? Swap with somebody and tell the Centre's coordinator."),
        )
    )
    name = _("Roster {week} – {centre}").format(week=week, centre=row.name)
    return printable(made, name, landscape=True)


def month_hours(
    session: Session, centre: str, year: int, month: int, promoter: str | None = None
) -> Printable:
    """Draw the hours of a month: a sheet for each promoter, or for the one named.

    Raises:
        UserError: when no shift was ended in the month.
    """
    row = records.get(session, Centre, centre)
    sheets = roster.month_sheet(session, centre, year, month, promoter)
    words = format_month(year, month)
    if not sheets:
        said = _("No shift was ended in {month}. End the shifts first.")
        raise UserError(said.format(month=words))
    made = draw_hours_sheets(tuple(_hours(row, words, sheet) for sheet in sheets))
    return printable(made, _("Hours {month} – {centre}").format(month=words, centre=row.name))


def _roster_facts(centre: Centre, days: Sequence[Day]) -> tuple[tuple[str, str], ...]:
    gaps = [gap for day in days for gap in day.gaps]
    length = sum(round((gap.ends - gap.starts).total_seconds() / 60) for gap in gaps)
    words = ngettext("{n} gap in duty, {length}", "{n} gaps in duty, {length}", len(gaps))
    said = words.format(n=format_number(len(gaps)), length=format_hours(length))
    told = (
        (_("Opening hours"), centre.opening_hours or ""),
        (_("Phone"), centre.phone or ""),
        (_("Nobody on duty"), said if gaps else _("No gaps in duty")),
    )
    return tuple((label, value) for label, value in told if value)


def _column(day: Day) -> RosterDay:
    things: list[Cell | Gap] = [*day.shifts, *day.gaps]
    things.sort(key=lambda one: (one.starts, one.ends))
    name = f"{format_weekday(day.day)} {format_date(day.day)}"
    return RosterDay(name, tuple(_duty(one) for one in things))


def _duty(one: Cell | Gap) -> Duty:
    hours = f"{format_time(one.starts)}–{format_time(one.ends)}"
    if isinstance(one, Gap):
        return Duty(hours, _("nobody yet"), is_gap=True)
    if one.state == ShiftState.UNFILLED:
        return Duty(hours, _("{name} did not come").format(name=one.promoter_name), is_gap=True)
    return Duty(hours, one.promoter_name)


def _hours(centre: Centre, month: str, sheet: MonthSheet) -> HoursSheet:
    facts = (
        (_("Month"), month),
        (_("Centre"), centre.name),
        (_("Shifts"), format_number(len(sheet.days))),
        (_("Hours"), format_hours(sheet.minutes)),
    )
    lines = tuple(_line(day) for day in sheet.days)
    card = centre_cards.card_of(centre)
    return HoursSheet(sheet.name, month, card, facts, lines, format_hours(sheet.minutes))


def _line(day: SheetDay) -> HoursLine:
    last = day_of(day.ends)
    ends = format_time(day.ends)
    if last != day.day:
        ends = f"{ends} ({format_date(last)})"
    return HoursLine(
        format_date(day.day), format_weekday(day.day), format_time(day.starts), ends,
        format_hours(day.minutes),
    )  # fmt: skip
