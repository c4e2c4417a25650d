"""The Centre's roster: a week as a grid with its gaps, a month as a sheet of hours to sign."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.text import sort_key
from app.model.shift import Shift, ShiftState
from app.services import local_days, promoters, shifts


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours in which a Centre is to be staffed."""

    opens: time = time(8)
    closes: time = time(16)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


OPENING = Opening()
"""Monday to Friday, 8 to 16."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A shift in the grid; `state` is a stored choice, `minutes` real ones."""

    shift: Shift
    promoter_name: str
    replaced_name: str
    starts: datetime
    ends: datetime
    state: str
    minutes: int
    forgotten: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the Centre is open and nobody is on duty."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week; `opens` and `closes` are `None` when the Centre is closed."""

    day: date
    opens: datetime | None
    closes: datetime | None
    shifts: tuple[Cell, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One ended shift on the month's sheet."""

    shift: str
    day: date
    starts: datetime
    ends: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A promoter's hours in a month."""

    promoter: str
    name: str
    days: tuple[SheetDay, ...]
    minutes: int

    @property
    def hours(self) -> float:
        """Return the hours of the month."""
        return self.minutes / 60


def week(
    session: Session, centre: str, monday: date, opening: Opening = OPENING
) -> tuple[Day, ...]:
    """Return a Centre's week from its Monday: the shifts of each day and the gaps in duty.

    A shift stands on the day on which it starts; it closes gaps on the next day too.
    """
    first = local_days.monday_of(monday)
    begins, ends = local_days.bounds(first - timedelta(days=1), first + timedelta(days=6))
    rows = _between(session, begins, ends, centre)
    cells = _cells(session, rows)
    return tuple(_day(first + timedelta(days=n), cells, opening) for n in range(7))


def month_sheet(
    session: Session, centre: str, year: int, month: int, promoter: str | None = None
) -> list[MonthSheet]:
    """Return the hours of ended shifts that began in a month, by promoter's name.

    Args:
        session: any session.
        centre: the Centre's id.
        year: the year.
        month: 1 to 12.
        promoter: only this promoter's.
    """
    begins, ends = local_days.month_bounds(year, month)
    ended = [
        row
        for row in _between(session, begins, ends, centre)
        if row.state == ShiftState.ENDED and (not promoter or row.promoter == promoter)
    ]
    names = promoters.names(session, {row.promoter for row in ended})
    sheets = []
    for person in {row.promoter for row in ended}:
        days = tuple(_sheet_day(row) for row in ended if row.promoter == person)
        total = sum(day.minutes for day in days)
        sheets.append(MonthSheet(person, names.get(person, "…"), days, total))
    return sorted(sheets, key=lambda sheet: (sort_key(sheet.name), sheet.promoter))


def coming(session: Session, promoter: str, until: datetime) -> list[Shift]:
    """Return a promoter's planned shifts from now to a moment, by time."""
    query = select(Shift).where(
        Shift.promoter == promoter,
        Shift.state == ShiftState.PLANNED,
        Shift.deleted == 0,
        Shift.planned_to >= clock.now(),
        Shift.planned_from < until,
    )
    return list(session.scalars(query.order_by(Shift.planned_from, Shift.id)))


_STARTS = func.coalesce(Shift.actual_from, Shift.planned_from, type_=Shift.created_at.type)


def _between(session: Session, begins: datetime, ends: datetime, centre: str) -> list[Shift]:
    query = select(Shift).where(
        and_(Shift.centre == centre, Shift.deleted == 0), begins <= _STARTS, ends > _STARTS
    )
    return list(session.scalars(query.order_by(_STARTS, Shift.id)))


def _cells(session: Session, rows: list[Shift]) -> list[Cell]:
    named = {p for row in rows for p in (row.promoter, row.replaced) if p}
    names = promoters.names(session, named)
    return [_cell(row, names, span) for row in rows if (span := shifts.span(row))]


def _cell(row: Shift, names: dict[str, str], span: tuple[datetime, datetime]) -> Cell:
    return Cell(
        shift=row,
        promoter_name=names.get(row.promoter, "…"),
        replaced_name=names.get(row.replaced or "", ""),
        starts=span[0],
        ends=span[1],
        state=row.state,
        minutes=round((span[1] - span[0]).total_seconds() / 60),
        forgotten=shifts.is_forgotten(row),
    )


def _day(day: date, cells: list[Cell], opening: Opening) -> Day:
    own = tuple(cell for cell in cells if local_days.day_of(cell.starts) == day)
    if day.weekday() not in opening.weekdays:
        return Day(day, None, None, own, ())
    opens, closes = local_days.at(day, opening.opens), local_days.at(day, opening.closes)
    staffed = [(cell.starts, cell.ends) for cell in cells if cell.state != ShiftState.UNFILLED]
    return Day(day, opens, closes, own, tuple(gaps(opens, closes, staffed)))


def gaps(opens: datetime, closes: datetime, staffed: list[tuple[datetime, datetime]]) -> list[Gap]:
    """Return the times between opening and closing that no span covers."""
    found = []
    at = opens
    for starts, ends in sorted(staffed):
        if starts >= closes:
            break
        if starts > at:
            found.append(Gap(at, starts))
        at = max(at, ends)
    if at < closes:
        found.append(Gap(at, closes))
    return found


def _sheet_day(row: Shift) -> SheetDay:
    starts, ends = row.actual_from, row.actual_to
    if starts is None or ends is None:
        raise ValueError("an ended shift has both its ends")
    return SheetDay(row.id, local_days.day_of(starts), starts, ends, shifts.minutes(row))
