"""Certificates of attendance: who has earned one, their numbers, printing one again, the register.

A number is centre/year/writer/sequence, for example `PI/2026/7K3QX/012`. The writer's part is made
of the device under its present incarnation, so that no two computers, nor one before and after a
backup was put back, can give out the same number, and nobody has to be asked.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.formats import format_date, format_percent
from app.base.i18n import _
from app.model.certificate import Certificate
from app.model.event import Event
from app.model.participation import ParticipantRole, Participation
from app.model.person import Person
from app.services import attendance, centres, naming, people, records
from app.services.attendance import SheetLine
from app.services.local_days import day_of
from app.store.who import who

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
_WRITER_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Registered:
    """A line of the register."""

    certificate: str
    number: str
    issued: date
    reissued: date | None
    participation: str
    name: str
    event: str
    event_title: str


def earned(session: Session, event: str) -> list[SheetLine]:
    """Return who was there for at least 80 % of an event and has no certificate yet.

    Somebody whose name nobody knows waits until it is typed.
    """
    lines = attendance.completed(session, event)
    have = _by_participation(session, (line.participation for line in lines))
    named = _named(session, (line.person for line in lines))
    return [line for line in lines if line.participation not in have and line.person in named]


def issue(session: Session, event: str) -> list[Certificate]:
    """Give a numbered certificate to everybody who has earned one and has none.

    Raises:
        UserError: when there is nobody, or before the event's last day.
    """
    _refuse_early(session, event)
    lines = earned(session, event)
    if not lines:
        said = _("Nobody is waiting for a certificate: it takes 80 % of the hours and a name.")
        raise UserError(said)
    return [_give(session, event, line.participation) for line in lines]


def issue_to(session: Session, participation: str) -> Certificate:
    """Give one person a certificate; who has one gets the same again, marked as such.

    Raises:
        UserError: when less than 80 % of the hours, or no name, is known, or before the event's
            last day.
    """
    row = records.get(session, Participation, participation)
    known = _by_participation(session, [participation]).get(participation)
    if known is not None:
        return reissue(session, [known.id])[0]
    _refuse_early(session, row.event)
    _refuse_unearned(session, row)
    return _give(session, row.event, participation)


def reissue(session: Session, certificates: Iterable[str]) -> list[Certificate]:
    """Note that certificates are printed again; their numbers stay.

    On the day of issue they are not marked: the printer may have had no paper.
    """
    today = clock.today()
    rows = [records.get(session, Certificate, one) for one in certificates]
    for row in rows:
        if row.issued < today and row.reissued != today:
            records.save(session, row, {"reissued": today})
    return rows


def of_event(session: Session, event: str) -> list[Registered]:
    """Return the register of an event's certificates, by number."""
    return _registered(session, event=event)


def of_year(session: Session, year: int) -> list[Registered]:
    """Return the register of a year's certificates, by number."""
    found = _registered(session)
    return [line for line in found if line.issued.year == year]


def _registered(session: Session, event: str = "") -> list[Registered]:
    query = (
        select(Certificate, Participation, Event)
        .join(Participation, Participation.id == Certificate.participation)
        .join(Event, Event.id == Participation.event)
        .where(Certificate.deleted == 0)
        .order_by(Certificate.sort_key, Certificate.id)
    )
    if event:
        query = query.where(Participation.event == event)
    rows = list(session.execute(query))
    named = naming.titles(session, "person", {place.person for _one, place, _event in rows})
    return [
        Registered(
            row.id, row.number, row.issued, row.reissued, place.id,
            named.get(place.person, "…"), of.id, of.title,
        )
        for row, place, of in rows
    ]  # fmt: skip


def _refuse_early(session: Session, event: str) -> None:
    last = day_of(records.get(session, Event, event).ends)
    if last > clock.today():
        said = _("The event lasts until {day}. Certificates are given from that day on.")
        raise UserError(said.format(day=format_date(last)))


def _refuse_unearned(session: Session, row: Participation) -> None:
    lines = attendance.sheet(session, row.event).lines
    line = next((one for one in lines if one.participation == row.id), None)
    if line is None or row.role != ParticipantRole.PARTICIPANT:
        raise UserError(_("Certificates are given to participants only."))
    if not line.completed:
        said = _("{name} was there for {share} of the hours. A certificate takes 80 %.")
        raise UserError(said.format(name=line.name, share=format_percent(line.share)))
    if not _named(session, [row.person]):
        raise UserError(_("Type the first and last name first: a certificate needs them."))


def _give(session: Session, event: str, participation: str) -> Certificate:
    row = records.new(
        Certificate,
        number=_next_number(session, event),
        participation=participation,
        issued=clock.today(),
    )
    records.save(session, row)
    session.flush()
    return row


def _next_number(session: Session, event: str) -> str:
    """Return the next number of this computer; one that was undone is not given out again."""
    owner = records.get(session, Event, event)
    centre = centres.own_or_named(session, owner.centre)
    code = next((one.code for one in centres.every(session) if one.id == centre), "") or "–"
    start = f"{code}/{clock.today().year}/{writer_letters(who(session).writer)}/"
    taken = session.scalars(select(Certificate.number).where(Certificate.number.startswith(start)))
    ends = [number.removeprefix(start) for number in taken]
    last = max((int(end) for end in ends if end.isdecimal()), default=0)
    return f"{start}{last + 1:03}"


def writer_letters(writer: str) -> str:
    """Return five letters for a device under its incarnation; two of 33 million meet by chance."""
    value = int.from_bytes(hashlib.sha256(writer.encode()).digest()[:8], "big")
    return "".join(_LETTERS[value >> 5 * n & 31] for n in range(_WRITER_LETTERS))


def _by_participation(session: Session, participations: Iterable[str]) -> dict[str, Certificate]:
    wanted = tuple(participations)
    query = select(Certificate).where(
        Certificate.participation.in_(wanted), Certificate.deleted == 0
    )
    rows: Sequence[Certificate] = session.scalars(query.order_by(Certificate.id)).all()
    return {row.participation: row for row in reversed(rows)}


def _named(session: Session, persons: Iterable[str]) -> set[str]:
    rows = session.scalars(select(Person).where(Person.id.in_(tuple(persons))))
    return {row.id for row in rows if people.has_name(row)}
