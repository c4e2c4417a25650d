"""Erasing a person's data for good (GDPR, Art. 17): here now, in every other store as it hears.

Who may write the records of a county may erase in it, the office everywhere. The person's row
stays without a name, so that attendance and other figures still add up.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.text import fold
from app.model.affiliation import Affiliation
from app.model.attachment import Attachment
from app.model.attendance import Attendance
from app.model.entity import Entity, entity_name
from app.model.erasure import Erasure
from app.model.participation import Participation
from app.model.person import Person
from app.model.visit import Visit
from app.services import naming, records
from app.store import backup, erasing, sweeping
from app.store.changes import Written
from app.store.database import Database
from app.store.who import refuse_foreign, who

_OWN = (Affiliation, Participation, Attendance)
"""What belongs to one person alone."""
_OWN_KINDS = frozenset(entity_name(entity) for entity in (*_OWN, Erasure))


@dataclass(frozen=True, slots=True)
class Extent:
    """What erasing a person would take along.

    Attributes:
        visits: visits in which the person was met and whose notes would go.
        attachments: files attached to those visits.
        elsewhere: records in counties whose data this computer does not keep; the office can
            erase them.
        shown: attached files, of any record, that name the person among those seen.
    """

    name: str
    visits: int
    attachments: int
    elsewhere: int
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many records, and how many are left to the office."""

    records: int
    elsewhere: int


def extent(session: Session, person: str) -> Extent:
    """Return what erasing a person's data would take along.

    Raises:
        UserError: when the person is not here, or this device may not erase there.
    """
    row = _person(session, person)
    visits = list(_visits(session, person))
    attachments = list(_attachments(session, visits))
    shown = [one for one in _showing(session, row) if one not in attachments]
    rows = [row, *_own_rows(session, person), *visits, *attachments, *shown]
    elsewhere = [one for one in rows if not who(session).may_write(one.scope)]
    named = naming.title(session, row)
    return Extent(named, len(visits), len(attachments), len(elsewhere), len(shown))


def erase(session: Session, person: str, *, with_notes: bool = True) -> Erased:
    """Erase a person's name, contact data, functions, and all that its history says of them.

    Args:
        session: a writing session; the write must not be undoable.
        person: the person's id.
        with_notes: the notes and attachments of visits in which the person was met, too. Files
            that name the person among those seen go in any case.

    Raises:
        UserError: when the person is not here, or this device may not erase there.
    """
    row = _person(session, person)
    rows: list[Entity] = [row, *_own_rows(session, person)]
    files = set(_showing(session, row))
    if with_notes:
        visits = list(_visits(session, person))
        files |= set(_attachments(session, visits))
        rows += visits
    for one in files:
        if who(session).may_write(one.scope):
            one.deleted = True
    rows += sorted(files, key=lambda one: one.id)
    return _erase_rows(session, rows)


def erase_person(database: Database, person: str, *, with_notes: bool = True) -> Written[Erased]:
    """Erase a person's data and clean the store's file of it; there is no way back.

    Raises:
        UserError: when the person is not here, or this device may not erase there.
    """
    # The label is kept in the journal, so it must not name anybody.
    written = database.write(
        erase, person, with_notes=with_notes, label=_("Erased personal data"), undoable=False
    )
    finish(database)
    return written


def finish(database: Database, kinds: Collection[str] = ()) -> None:
    """Complete erasures after an import, and leave no trace of what was blanked in our files.

    Args:
        database: this store.
        kinds: the entities of the records that came in.
    """
    if _OWN_KINDS.intersection(kinds) and database.read(_lacking) != []:
        database.write(follow, label=_("Erased personal data"), undoable=False)
    if sweeping.sweep(database):
        backup.renew(database)


def erased_people(session: Session) -> set[str]:
    """Return the ids of people whose data was erased."""
    rows = session.scalars(select(Erasure.row).where(Erasure.entity == entity_name(Person)))
    return set(rows)


def is_erased(session: Session, person: str) -> bool:
    """Tell whether a person's data was erased."""
    return person in erased_people(session)


def follow(session: Session) -> Erased:
    """Erase what came in of people who were erased before: a function noted in another store."""
    return _erase_rows(session, _lacking(session))


def _lacking(session: Session) -> list[Entity]:
    erased = set(session.scalars(select(Erasure.row)))
    return [
        row
        for person in sorted(erased_people(session))
        for row in _own_rows(session, person)
        if row.id not in erased and who(session).may_write(row.scope)
    ]


def _person(session: Session, person: str) -> Person:
    row = records.get(session, Person, person)
    refuse_foreign(who(session), row.scope)
    return row


def _own_rows(session: Session, person: str) -> Iterator[Entity]:
    for entity in _OWN:
        yield from session.scalars(select(entity).where(entity.person == person))


def _visits(session: Session, person: str) -> Iterator[Visit]:
    met = func.instr(type_coerce(Visit.people, Text), person) > 0
    found = session.scalars(select(Visit).where(met))
    yield from (visit for visit in found if person in (visit.people or ()))


def _attachments(session: Session, visits: Iterable[Visit]) -> Iterator[Attachment]:
    ids = [visit.id for visit in visits]
    yield from session.scalars(select(Attachment).where(Attachment.visit.in_(ids)))


def _showing(session: Session, person: Person) -> Iterator[Attachment]:
    """Yield the files that name a person among those seen, in either order of the names."""
    names = [_as_words(name) for name in (person.first_name, person.last_name) if name]
    if not all(name.strip() for name in names) or not names:
        return
    ways = {"".join(way).replace("  ", " ") for way in (names, names[::-1])}
    for row in session.scalars(select(Attachment).where(Attachment.people_shown.is_not(None))):
        # A comma parts people: "Anna Łoś, Żaneta Kowal" does not name Żaneta Łoś; and "Anna"
        # alone is not every Anna.
        said = [_as_words(part) for part in re.split(r"[,;\n]", row.people_shown or "")]
        if any(part in ways or (len(names) > 1 and way in part) for part in said for way in ways):
            yield row


def _as_words(said: str) -> str:
    """Return folded words, each between two spaces, so that parts of words are not found."""
    return " ".join(["", *re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", fold(said)), ""])


def _erase_rows(session: Session, rows: Iterable[Entity]) -> Erased:
    session.flush()
    identity = who(session)
    count = elsewhere = 0
    for row in rows:
        entity = entity_name(type(row))
        for scope in erasing.scopes_of(session.connection(), row.id):
            if not identity.may_write(scope):
                elsewhere += 1
                continue
            key = Erasure.id_for(scope, entity, row.id)
            if session.get(Erasure, key) is None:
                names = erasing.names_to_blank(entity)
                erasure = Erasure(id=key, scope=scope, entity=entity, row=row.id, names=names)
                session.add(erasure)
                count += 1
    return Erased(count, elsewhere)
