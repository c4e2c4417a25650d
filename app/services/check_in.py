"""Checking in at an event by a code that a scanner types: a badge's, or the number of a slip.

A code is digits alone, because a scanner is a keyboard, and another keyboard's layout changes
letters. Where a layout changes even the digits (the French and the Czech one), they are read back.
The last digit is Damm's check digit, so that a badly read code is nobody's.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum import damm

from app.base.errors import UserError
from app.base.i18n import _
from app.model.attendance import Attendance
from app.model.participation import Participation
from app.model.person import Person
from app.model.session import EventSession
from app.services import attendance, people, records

_DIGITS = 11
_SLIP_DIGITS = (6, 7)
"""Of the numbers of printed slips."""
_LAYOUTS = ("&é\"'(-è_çà", "&é\"'(§è!çà", "+ěščřžýáíé")
"""What the keys 1 to 9 and 0 type in France, in Belgium, and in Czechia."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Who came in; `already` when they were marked before."""

    participation: str
    person: str
    name: str
    number: int | None
    already: bool


def code_of(participation: str) -> str:
    """Return the code of a participation: eleven digits of its id, and a check digit."""
    value = int.from_bytes(hashlib.sha256(participation.encode()).digest()[:8], "big")
    digits = f"{value % 10**_DIGITS:0{_DIGITS}}"
    return f"{digits}{damm.calc_check_digit(digits)}"


def digits_of(typed: str) -> str:
    """Return the digits that a scanner meant, or what was typed where it holds other letters.

    A slip's code begins with the key `#`, which another layout takes for anything.
    """
    tidy = "".join(typed.split())
    # Without the key `#`: a sign, or a 3 where that is on the same key.
    rest = tidy[1:] if tidy and not tidy[0].isalnum() else ""
    for text in (tidy, rest, tidy.removeprefix("3")):
        for layout in _LAYOUTS:
            if text and all(letter in layout for letter in text):
                return text.translate(str.maketrans(layout, "1234567890"))
    return rest if rest.isascii() and rest.isdecimal() else tidy


def read_code(typed: str) -> str:
    """Return the digits of what a scanner typed, whatever the keyboard's layout made of them.

    Raises:
        UserError: when no code can be read.
    """
    tidy = digits_of(typed)
    if not (tidy.isascii() and tidy.isdecimal()):
        raise UserError(_("This is no badge's code and no slip's number. Scan it again."))
    return tidy


def scanned_slip(code: str) -> str | None:
    """Return the number of a slip that a scanner typed; `None` when it is no slip's code."""
    number = digits_of(code)
    is_slip = len(number) in _SLIP_DIGITS and number.isascii() and number.isdecimal()
    return number if is_slip else None


def check_in(session: Session, session_id: str, typed: str) -> CheckedIn:
    """Mark whoever a code belongs to as present at a session.

    Raises:
        UserError: when the code was read badly, or is nobody's at this event.
    """
    part = records.get(session, EventSession, session_id)
    code = read_code(typed)
    row, person = _found(session, part.event, code)
    known = session.get(Attendance, Attendance.id_for(part.id, row.person))
    already = bool(known and known.present and not known.deleted)
    if not already:
        attendance.set_present(session, part.id, row.id, True)
    return CheckedIn(row.id, person.id, people.name_of(person), row.line_number, already)


def _found(session: Session, event: str, code: str) -> tuple[Participation, Person]:
    query = (
        select(Participation, Person)
        .join(Person, Person.id == Participation.person)
        .where(Participation.event == event, Participation.deleted == 0)
        .order_by(Participation.created_at, Participation.id)
    )
    is_badge = len(code) == _DIGITS + 1
    if is_badge and not damm.is_valid(code):
        raise UserError(_("The code was not read well. Scan it again."))
    for row, person in session.execute(query):
        if (code_of(row.id) if is_badge else person.slip_number) == code:
            return row, person
    if is_badge:
        raise UserError(_("This badge belongs to another event."))
    raise UserError(_("Nobody of this event has the slip number {n}.").format(n=code))
