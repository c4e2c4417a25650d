"""People: adding them, their functions in companies, slips whose details are still to be typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.i18n import _
from app.base.text import fold
from app.model.affiliation import Affiliation
from app.model.contact_rules import digits
from app.model.event import Event
from app.model.participation import Participation
from app.model.person import Person
from app.services import naming, records
from app.store import faces
from app.store.listing import Order, list_ids


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with the function in one company; `group` is a stored choice."""

    id: str
    name: str
    function: str
    phone: str
    email: str
    group: str | None
    may_sign: bool
    affiliation: str
    company: str
    company_name: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A contact known by the number of a paper slip alone."""

    person: str
    number: str
    event: str | None
    event_title: str
    taken_at: datetime


def name_of(person: Person) -> str:
    """Return what a person is called: the name, else e-mail, phone or slip number."""
    name = " ".join(part for part in (person.first_name, person.last_name) if part)
    slip = f"№ {person.slip_number}" if person.slip_number else ""
    return name or person.email or person.phone or slip or _("Erased")


def has_name(person: Person) -> bool:
    """Tell whether a first or last name is known."""
    return bool(person.first_name or person.last_name)


def _is_known() -> Any:
    # Whose data was erased is still counted, but is nobody to be called or chosen.
    names = (Person.first_name, Person.last_name, Person.email, Person.phone, Person.slip_number)
    return func.coalesce(*names).is_not(None)


def ids(session: Session, text: str = "", descending: bool = False) -> list[str]:
    """Return the ids of people whose name, e-mail, phone or slip number fits, by last name."""
    return list_ids(session, Person, text, order=Order(descending=descending))


def page(session: Session, ids: Sequence[str]) -> list[Contact]:
    """Return people in the order of the ids, each with one present function."""
    found = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    query = _functions().where(Affiliation.person.in_(ids))
    roles = {role.person: role for role in session.scalars(query)}
    return _contacts(session, [(found[row], roles.get(row)) for row in ids if row in found])


def of_company(session: Session, company: str) -> list[Contact]:
    """Return the people who have a function in a company now, by last name."""
    query = (
        select(Person, Affiliation)
        .join(Affiliation, Affiliation.person == Person.id)
        .where(Affiliation.company.in_(faces.members(session, company)))
        .where(Affiliation.deleted == 0, Person.deleted == 0)
        .where(_still(), _is_known())
        .order_by(Person.sort_key, Person.id)
    )
    # Who was entered in each of two joined companies has one function there, not two.
    roles = {(person.id, role.function): (person, role) for person, role in session.execute(query)}
    return _contacts(session, list(roles.values()))


def _functions() -> Any:
    return (
        select(Affiliation)
        .where(Affiliation.deleted == 0, _still())
        .order_by(Affiliation.created_at.desc())
    )


def _still() -> Any:
    return or_(Affiliation.valid_to.is_(None), Affiliation.valid_to >= clock.today())


def _contacts(
    session: Session, known: Sequence[tuple[Person, Affiliation | None]]
) -> list[Contact]:
    firms = naming.titles(session, "company", {role.company for _person, role in known if role})
    return [_contact(person, role, firms) for person, role in known]


def _contact(person: Person, role: Affiliation | None, firms: dict[str, str]) -> Contact:
    return Contact(
        id=person.id,
        name=name_of(person),
        function=(role.function or "") if role else "",
        phone=person.phone or "",
        email=person.email or "",
        group=person.group,
        may_sign=bool(role and role.may_sign),
        affiliation=role.id if role else "",
        company=role.company if role else "",
        company_name=firms.get(role.company, "") if role else "",
    )


def add(session: Session, **values: Any) -> Person:
    """Save a new person.

    Args:
        session: a writing session.
        **values: the person's fields; a name, an e-mail, a phone or a slip number at least.
    """
    return records.save(session, records.new(Person, **values))


def join(
    session: Session,
    person: str,
    company: str,
    *,
    function: str | None = None,
    may_sign: bool = False,
) -> Affiliation:
    """Note that a person has a function in a company; the same one noted before is kept."""
    query = select(Affiliation).where(
        Affiliation.person == person,
        Affiliation.company.in_(faces.members(session, company)),
        Affiliation.deleted == 0,
        _still(),
    )
    row = session.scalars(query.limit(1)).first()
    row = row or records.new(Affiliation, person=person, company=company)
    given = {"function": function or row.function, "may_sign": may_sign or bool(row.may_sign)}
    return records.save(session, row, given)


def leave(session: Session, affiliation: str, on: date | None = None) -> Affiliation:
    """Note the last day of a person in a company (yesterday when none is given)."""
    row = records.get(session, Affiliation, affiliation)
    day = on or date.fromordinal(clock.today().toordinal() - 1)
    start = min(row.valid_from, day) if row.valid_from else None
    return records.save(session, row, {"valid_to": day, "valid_from": start})


def similar(
    session: Session,
    *,
    email: str | None = None,
    phone: str | None = None,
    slip_number: str | None = None,
) -> list[tuple[str, str]]:
    """Return people who have the e-mail, phone or slip number already, as (id, name)."""
    text = " ".join(part for part in (email, slip_number) if part)
    wanted = (fold(email or ""), digits(phone)[-9:], (slip_number or "").strip())
    candidates = [
        row
        for typed in (email, slip_number, phone)
        if typed and typed.strip()
        for row in list_ids(session, Person, typed)
    ]
    if not text and not wanted[1]:
        return []
    found = session.scalars(select(Person).where(Person.id.in_(set(candidates))))
    return [(p.id, name_of(p)) for p in found if _same(p, *wanted)]


def _same(person: Person, email: str, phone: str, slip: str) -> bool:
    return (
        (bool(email) and fold(person.email or "") == email)
        or (len(phone) == 9 and digits(person.phone)[-9:] == phone)
        or (bool(slip) and person.slip_number == slip)
    )


def open_slips(session: Session, event: str | None = None) -> list[Slip]:
    """Return the slips whose details are still to be typed, the earliest first.

    Args:
        session: any session.
        event: only those taken at this event.
    """
    query = (
        select(Person, Participation.event, Event.title)
        .outerjoin(
            Participation,
            (Participation.person == Person.id) & Participation.deleted.is_not(True),
        )
        .outerjoin(Event, Event.id == Participation.event)
        .where(Person.slip_number.is_not(None), Person.deleted == 0)
        .where(Person.first_name.is_(None), Person.last_name.is_(None))
        .where(Person.email.is_(None), Person.phone.is_(None))
        .order_by(Person.created_at, Person.id)
    )
    if event:
        query = query.where(Participation.event == event)
    return [
        Slip(person.id, person.slip_number or "", at, title or "", person.created_at)
        for person, at, title in session.execute(query)
    ]


def events_of(session: Session, person: str) -> list[tuple[Event, Participation]]:
    """Return the events in which a person takes part, the latest first."""
    query = (
        select(Event, Participation)
        .join(Participation, Participation.event == Event.id)
        .where(Participation.person == person, Participation.deleted == 0, Event.deleted == 0)
        .order_by(Event.starts.desc())
    )
    return [(event, participation) for event, participation in session.execute(query)]
