"""Attendance at an event: typed from the paper list by line, shown as a sheet, judged by hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.formats import format_numbers
from app.base.i18n import _
from app.model.attendance import Attendance
from app.model.participation import ParticipantRole, Participation, ParticipationStatus
from app.model.person import Person
from app.model.session import EventSession
from app.services import events, people, records

SHARE_TO_COMPLETE = Fraction(80, 100)
"""Of the hours; 79.9 % is not enough (the rule of the programme)."""


@dataclass(frozen=True, slots=True)
class SheetSession:
    """A column of the sheet."""

    id: str
    session: EventSession
    minutes: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of the sheet; `group` and `status` are stored choices.

    Attributes:
        cells: for each session present, absent, or `None` when nothing has been said.
        minutes: how long the person was there.
        share: of all the event's minutes, 0 to 1.
    """

    participation: str
    person: str
    number: int | None
    name: str
    group: str | None
    status: str
    role: str
    walk_in: bool
    cells: tuple[bool | None, ...]
    minutes: int
    share: float
    completed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Participants by line, sessions by time."""

    sessions: tuple[SheetSession, ...]
    lines: tuple[SheetLine, ...]
    minutes: int
    doubled: tuple[int, ...]


def length(part: EventSession) -> int:
    """Return a session's real length in minutes."""
    return round((part.ends.astimezone(UTC) - part.starts.astimezone(UTC)).total_seconds() / 60)


def completes(minutes: int, of_minutes: int) -> bool:
    """Tell whether so many minutes of all are enough to complete an event."""
    return of_minutes > 0 and Fraction(minutes, of_minutes) >= SHARE_TO_COMPLETE


def mark(
    session: Session, session_id: str, numbers: Iterable[int], present: bool = True
) -> list[Participation]:
    """Mark the lines of a session as present (or absent); the others stay as they are.

    Raises:
        UserError: when a number is nobody's or two people's; nothing is saved then.
    """
    part = records.get(session, EventSession, session_id)
    wanted = sorted(set(numbers))
    lines = _by_number(session, part.event)
    unknown = [n for n in wanted if n not in lines]
    if unknown:
        said = _("No line of this event has the number: {numbers}. Nothing was saved.")
        raise UserError(said.format(numbers=format_numbers(unknown)))
    doubled = [n for n in wanted if len(lines[n]) > 1]
    if doubled:
        said = _("Two people have the line number: {numbers}. Mark them by name, or renumber.")
        raise UserError(said.format(numbers=format_numbers(doubled)))
    rows = [lines[n][0] for n in wanted]
    for row in rows:
        _set(session, part, row, present)
    return rows


def mark_rest_absent(session: Session, session_id: str) -> list[Participation]:
    """Mark as absent all of whom nothing has been said for a session; the reserve aside."""
    part = records.get(session, EventSession, session_id)
    said = set(_said(session, [session_id]))
    rest = [
        row
        for row in _lines(session, part.event)
        if (row.person, session_id) not in said and row.status != ParticipationStatus.RESERVE
    ]
    for row in rest:
        _set(session, part, row, False)
    return rest


def set_present(
    session: Session,
    session_id: str,
    participation: str,
    present: bool,
    minutes: int | None = None,
) -> Attendance:
    """Say of one line whether the person was there, and how long if not all the time.

    Raises:
        UserError: when the minutes are more than the session has.
    """
    part = records.get(session, EventSession, session_id)
    if minutes is not None and not 0 <= minutes <= length(part):
        said = _("This session has {n} minutes. Type 0 to {n}.")
        raise UserError(said.format(n=length(part)))
    row = records.get(session, Participation, participation)
    return _set(session, part, row, present, minutes)


def toggle(session: Session, session_id: str, participation: str) -> Attendance:
    """Turn a line's mark over: present becomes absent, all else present."""
    row = records.get(session, Participation, participation)
    known = session.get(Attendance, Attendance.id_for(session_id, row.person))
    return set_present(session, session_id, participation, not (known and known.present))


def sheet(session: Session, event: str) -> Sheet:
    """Return who of an event's people was at which session, for how long and what share."""
    parts = [SheetSession(p.id, p, length(p)) for p in events.sessions_of(session, event)]
    total = sum(part.minutes for part in parts)
    said = _said(session, [part.id for part in parts])
    rows = _lines(session, event)
    named = session.scalars(select(Person).where(Person.id.in_({row.person for row in rows})))
    names = {person.id: people.name_of(person) for person in named}
    lines = [_line(row, names.get(row.person, "…"), parts, said, total) for row in rows]
    numbers = [row.number for row in lines if row.number]
    doubled = tuple(sorted({n for n in numbers if numbers.count(n) > 1}))
    return Sheet(tuple(parts), tuple(lines), total, doubled)


def completed(session: Session, event: str) -> list[SheetLine]:
    """Return the participants who were there for at least 80 % of the hours."""
    return [line for line in sheet(session, event).lines if line.completed]


def _line(
    row: Participation,
    name: str,
    parts: Sequence[SheetSession],
    said: dict[tuple[str, str], Attendance],
    total: int,
) -> SheetLine:
    marks = [said.get((row.person, part.id)) for part in parts]
    minutes = sum(
        mark_minutes(mark_, part.minutes) for mark_, part in zip(marks, parts, strict=True)
    )
    taking_part = row.role == ParticipantRole.PARTICIPANT
    return SheetLine(
        participation=row.id,
        person=row.person,
        number=row.line_number,
        name=name,
        group=row.group,
        status=row.status,
        role=row.role,
        walk_in=bool(row.walk_in),
        cells=tuple(None if mark_ is None else bool(mark_.present) for mark_ in marks),
        minutes=minutes,
        share=minutes / total if total else 0.0,
        completed=taking_part and completes(minutes, total),
    )


def mark_minutes(mark_: Attendance | None, whole: int) -> int:
    """Return the minutes that an attendance counts for in a session of the given length."""
    if mark_ is None or not mark_.present:
        return 0
    return whole if mark_.minutes is None else min(mark_.minutes, whole)


def _lines(session: Session, event: str) -> list[Participation]:
    query = select(Participation).where(
        Participation.event == event,
        Participation.deleted == 0,
        Participation.role != ParticipantRole.TRAINER,
    )
    order = (Participation.line_number, Participation.created_at, Participation.id)
    return list(session.scalars(query.order_by(*order)))


def _by_number(session: Session, event: str) -> dict[int, list[Participation]]:
    lines: dict[int, list[Participation]] = {}
    for row in _lines(session, event):
        if row.line_number is not None:
            lines.setdefault(row.line_number, []).append(row)
    return lines


def _said(session: Session, sessions: Sequence[str]) -> dict[tuple[str, str], Attendance]:
    query = select(Attendance).where(Attendance.session.in_(sessions), Attendance.deleted == 0)
    return {(row.person, row.session): row for row in session.scalars(query)}


def _set(
    session: Session,
    part: EventSession,
    line: Participation,
    present: bool,
    minutes: int | None = None,
) -> Attendance:
    row_id = Attendance.id_for(part.id, line.person)
    row = session.get(Attendance, row_id) or records.new(
        Attendance, id=row_id, session=part.id, person=line.person
    )
    values = {
        "participation": line.id,
        "present": present,
        "minutes": minutes if present else None,
        "deleted": False,
    }
    records.save(session, row, values)
    _settle(session, line)
    return row


def _settle(session: Session, line: Participation) -> None:
    """Let the status follow the marks: once there, present; never there, absent."""
    session.flush()
    marks = select(Attendance.present).where(
        Attendance.participation == line.id, Attendance.deleted == 0
    )
    there = list(session.scalars(marks))
    if any(there):
        status = ParticipationStatus.PRESENT
    elif len(there) == len(events.sessions_of(session, line.event)):
        status = ParticipationStatus.ABSENT
    elif line.status in (ParticipationStatus.PRESENT, ParticipationStatus.ABSENT):
        status = ParticipationStatus.REGISTERED
    else:
        return
    if line.status != status:
        records.save(session, line, {"status": status})
