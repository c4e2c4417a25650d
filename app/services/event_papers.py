"""An event's papers, drawn from its records: lists, badges, certificates, registers."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.formats import (
    format_date,
    format_datetime,
    format_hours,
    format_number,
    format_percent,
    format_time,
)
from app.base.i18n import _
from app.documents.badges import LABELS, Badge, BadgeSheet, draw_badges
from app.documents.centre_card import CentreCard
from app.documents.certificate import CertificateSet, Named, draw_certificates
from app.documents.paper import DrawnPaper
from app.documents.register import (
    GivenOut,
    Member,
    Register,
    draw_certificate_register,
    draw_participants,
)
from app.documents.sign_in_sheet import SignInLine, SignInSession, SignInSheet, draw_sign_in_sheet
from app.model.entity import choice_label, field_map
from app.model.event import Event
from app.model.participation import Participation, ParticipationStatus
from app.model.person import Person
from app.services import (
    attendance,
    centre_cards,
    certificates,
    check_in,
    naming,
    promoters,
    records,
)
from app.services.attendance import Sheet, SheetLine, SheetSession
from app.services.leaflets import centre_of
from app.services.local_days import day_of
from app.services.printing import Printable, missing_note

BADGE_LABELS = {name: sheet.count for name, sheet in LABELS.items()}
"""How many badges each sort of label sheet has."""
_BLANK_LINES = 6


def sign_in_sheet(session: Session, event: str) -> Printable:
    """Draw the attendance list: the app's numbers, empty lines, a box for each session."""
    row = records.get(session, Event, event)
    sheet = attendance.sheet(session, event)
    lines = [
        SignInLine(line.number, line.name, group_label(line.group))
        for line in sheet.lines
        if line.number and line.status != ParticipationStatus.RESERVE
    ]
    free = (row.capacity or 0) - len(lines)
    made = draw_sign_in_sheet(
        SignInSheet(
            title=row.title,
            centre=card_of(session, row),
            facts=facts(session, row, sheet),
            sessions=tuple(_column(part) for part in sheet.sessions),
            lines=tuple(sorted(lines, key=lambda line: line.number)),
            blank=max(_BLANK_LINES, min(free, 2 * _BLANK_LINES)),
            clause=_clause(),
        )
    )
    name = _("Attendance list – {event}").format(event=row.title)
    return printable(made, name, landscape=len(sheet.sessions) > 3)


def participants(session: Session, event: str) -> Printable:
    """Draw the register of participants with their hours."""
    row = records.get(session, Event, event)
    sheet = attendance.sheet(session, event)
    known = _people(session, (line.person for line in sheet.lines))
    members = tuple(_member(line, known.get(line.person)) for line in sheet.lines)
    register = Register(row.title, card_of(session, row), facts(session, row, sheet))
    name = _("Register of participants – {event}").format(event=row.title)
    return printable(draw_participants(register, members), name)


def badges(session: Session, event: str, labels: str = "2x5", gone: int = 0) -> Printable:
    """Draw a badge for everybody who has a place, trainers and guests included.

    Args:
        session: any session.
        event: the event's id.
        labels: a name of `BADGE_LABELS`.
        gone: how many labels of the first sheet are used already.

    Raises:
        UserError: when nobody is on the list.
    """
    row = records.get(session, Event, event)
    query = select(Participation).where(
        Participation.event == event,
        Participation.deleted == 0,
        Participation.status != ParticipationStatus.RESERVE,
    )
    rows = list(session.scalars(query.order_by(Participation.line_number, Participation.id)))
    if not rows:
        raise UserError(_("Nobody is on the list yet. Add people first."))
    names = naming.titles(session, "person", (one.person for one in rows))
    fields = field_map(Participation)
    made = tuple(
        Badge(
            names.get(one.person, "…"),
            group_label(one.group) or choice_label(fields["role"], one.role),
            check_in.code_of(one.id),
        )
        for one in rows
    )
    name = _("Badges – {event}").format(event=row.title)
    sheet = BadgeSheet(row.title, card_of(session, row), made, labels, gone)
    return printable(draw_badges(sheet), name)


def certificate_pages(session: Session, event: str, only: Iterable[str] = ()) -> Printable:
    """Draw certificates that have been given out.

    Args:
        session: any session.
        event: the event's id.
        only: the ids of certificates; all of the event's unless given.

    Raises:
        UserError: when none has been given out.
    """
    row = records.get(session, Event, event)
    wanted = set(only)
    given = [
        one
        for one in certificates.of_event(session, event)
        if not wanted or one.certificate in wanted
    ]
    if not given:
        raise UserError(_("No certificate has been given out yet. Issue them first."))
    sheet = attendance.sheet(session, event)
    shares = {line.participation: format_percent(line.share) for line in sheet.lines}
    people = tuple(
        Named(
            one.name, one.number, format_date(one.issued), shares.get(one.participation, ""),
            format_date(one.reissued),
        )
        for one in given
    )  # fmt: skip
    kind = choice_label(field_map(Event)["kind"], row.kind)
    outcomes = tuple(part.strip() for part in (row.outcomes or "").splitlines() if part.strip())
    made = draw_certificates(
        CertificateSet(
            row.title, kind, card_of(session, row), facts(session, row, sheet),
            tuple(_topic(part) for part in sheet.sessions), outcomes, people,
        )
    )  # fmt: skip
    name = _("Certificates – {event}").format(event=row.title)
    return printable(made, name, landscape=True)


def certificate_register(session: Session, event: str) -> Printable:
    """Draw the register of an event's certificates."""
    row = records.get(session, Event, event)
    given = tuple(
        GivenOut(one.number, one.name, format_date(one.issued), format_date(one.reissued))
        for one in certificates.of_event(session, event)
    )
    sheet = attendance.sheet(session, event)
    register = Register(row.title, card_of(session, row), facts(session, row, sheet))
    name = _("Register of certificates – {event}").format(event=row.title)
    return printable(draw_certificate_register(register, given), name)


def printable(made: DrawnPaper, name: str, *, landscape: bool = False) -> Printable:
    """Return a drawn paper as one to be shown, saved and printed."""
    notes = missing_note(made.missing_letters)
    return Printable(made.pdf, made.pages, notes, name, landscape)


def card_of(session: Session, event: Event) -> CentreCard:
    """Return the data of the Centre that holds an event; of one's own if none is named."""
    return centre_cards.card_of(centre_of(session, event.centre))


def facts(session: Session, event: Event, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Return when and where an event is, who leads it and how long it lasts."""
    lead = promoters.names(session, [event.lead]).get(event.lead or "", "")
    said = (
        (_("When"), span_text(event)),
        (_("Place"), event.place or ""),
        (_("Lead"), lead),
        (_("Hours"), format_hours(sheet.minutes) if sheet.minutes else ""),
    )
    return tuple((label, value) for label, value in said if value)


def span_text(event: Event) -> str:
    """Return from when to when an event lasts; one day is said once."""
    first, last = day_of(event.starts), day_of(event.ends)
    if first == last:
        return f"{format_datetime(event.starts)}–{format_time(event.ends)}"
    return f"{format_date(first)} – {format_date(last)}"


def group_label(group: str | None) -> str:
    """Return what a side of the dialogue is called."""
    return choice_label(field_map(Participation)["group"], group)


def _clause() -> str:
    return _(
        "By signing I confirm that I was there. The project's central office controls my data and"
        " keeps them to carry out and account for the project (GDPR Art. 6(1)(c) and (e)), for"
        " five years after the year of the last payment. I may see, correct or erase them, limit"
        " or object to their use, and complain to the President of the Personal Data Protection"
        " Office."
    )


def _column(part: SheetSession) -> SignInSession:
    starts, ends = part.session.starts, part.session.ends
    hours = f"{format_time(starts)}–{format_time(ends)}"
    return SignInSession(format_date(day_of(starts)), hours, part.session.topic or "")


def _topic(part: SheetSession) -> str:
    day = format_date(day_of(part.session.starts))
    return f"{part.session.topic} ({day}, {format_hours(part.minutes)})"


def _member(line: SheetLine, person: Person | None) -> Member:
    contact = " · ".join(part for part in (person.phone, person.email) if part) if person else ""
    is_said = any(cell is not None for cell in line.cells)
    return Member(
        format_number(line.number), line.name, contact, group_label(line.group),
        format_hours(line.minutes) if is_said else "",
        format_percent(line.share) if is_said else "",
    )  # fmt: skip


def _people(session: Session, ids: Iterable[str]) -> dict[str, Person]:
    rows = session.scalars(select(Person).where(Person.id.in_(set(ids))))
    return {row.id: row for row in rows}
