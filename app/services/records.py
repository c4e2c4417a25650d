"""Saving and deleting any record, by what its entity says of itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm import Session, configure_mappers
from sqlalchemy.orm.attributes import instance_state, manager_of_class

from app.base.errors import UserError
from app.base.i18n import _
from app.base.ids import new_id
from app.base.text import is_writable, nfc, writable
from app.model import territory
from app.model.entity import (
    OFFICE,
    Entity,
    Problem,
    entity_name,
    field_map,
    missing_fields,
    nothing_in,
)
from app.model.every_entity import entity_named
from app.model.field import Field, Kind
from app.services import typed_values
from app.store import erasing, scopes
from app.store.who import refuse_foreign, who

E = TypeVar("E", bound=Entity)


class InvalidRecordError(UserError):
    """A record that its own rules refuse; `problems` names each field."""

    def __init__(self, problems: list[Problem]) -> None:
        """Say all that is wrong."""
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def new(entity: type[E], **values: Any) -> E:
    """Return an unsaved record with a fresh id, or with the `id` given.

    Raises:
        TypeError: when the entity has no field of a name.
    """
    known = _names(entity)
    if not known.issuperset(values):
        unknown = ", ".join(sorted(values.keys() - known))
        raise TypeError(f"{entity_name(entity)} has no {unknown}")
    # What is new has no history: the values need not be set one by one through its attributes.
    row: E = _manager(entity).new_instance()
    given = instance_state(row).dict
    if "id" not in values:
        given.update(nothing_in(entity), id=new_id())
    given.update(values)
    return row


@cache
def _names(entity: type[Entity]) -> frozenset[str]:
    return frozenset((*field_map(entity), "id", "scope"))


@cache
def _manager(entity: type[Entity]) -> Any:
    configure_mappers()
    return manager_of_class(entity)


def get(session: Session, entity: type[E], row_id: str) -> E:
    """Return a live record.

    Raises:
        UserError: when it is not here or has been deleted.
    """
    row = session.get(entity, row_id)
    if row is None or row.deleted:
        gone = _("This record is not here any more: {what}.")
        raise UserError(gone.format(what=f"{_(entity.about.label)} {row_id[:8]}"))
    return row


def is_here(session: Session, entity: type[Entity], row_id: str) -> bool:
    """Tell whether a record is here and lives."""
    row = session.get(entity, row_id)
    return row is not None and not row.deleted


def save(session: Session, row: E, values: Mapping[str, Any] | None = None) -> E:
    """Check a record and give it to the session.

    Args:
        session: a writing session.
        row: a new record, one of this session, or one read by an earlier session.
        values: fields to set first, as attribute values.

    Raises:
        InvalidRecordError: when a rule of the record refuses it.
        UserError: when this device may not write where the record belongs.
    """
    row = _attached(session, row)
    stands = instance_state(row).persistent
    if row.about.append_only and stands:
        raise UserError(_("This stays as it was written. Write a correction beside it instead."))
    for name, value in (values or {}).items():
        setattr(row, name, value)
    if hasattr(row, "normalise"):
        row.normalise()
    problems = [*_tidied(row), *missing_fields(row), *row.check()]
    if problems:
        raise InvalidRecordError(problems)
    scope = row.scope
    if not scope:
        scope = scope_of(session, row)
        _set(row, "scope", scope)
    refuse_foreign(who(session), scope)
    if stands:
        _refuse_erased(session, row)
    session.add(row)
    return row


def _refuse_erased(session: Session, row: Entity) -> None:
    state = instance_state(row)
    if any(
        getattr(row, name) is not None and state.attrs[name].history.has_changes()
        for name in erasing.personal_fields(name_of(row))
    ):
        erasing.refuse_erased(session, row)


def delete(session: Session, row: Entity) -> None:
    """Mark a record as deleted; its history stays.

    Raises:
        UserError: when this device may not write where the record belongs.
    """
    row = _attached(session, row)
    refuse_foreign(who(session), row.scope)
    row.deleted = True


def scope_of(session: Session, row: Entity) -> str:
    """Return where a new record is born: by its county, by what it belongs to, or by default.

    Raises:
        UserError: when the office gives no county to what needs one.
    """
    born = row.about.scope
    if isinstance(born, str):
        return born
    for name in born:
        value = getattr(row, name)
        if value:
            return _scope_through(session, field_map(type(row))[name], value)
    identity = who(session)
    if field_map(type(row))[born[0]].kind is Kind.TEXT:
        if identity.is_office:
            raise InvalidRecordError([Problem(born[0], _("Choose the county."))])
        setattr(row, born[0], identity.county)
    return identity.county


def _scope_through(session: Session, field: Field, value: str) -> str:
    if field.kind is not Kind.REFERENCE:
        scope = territory.scope_of(value)
        if not territory.is_county_scope(scope):
            unknown = _("{county} is not a county of the network.")
            raise InvalidRecordError([Problem(field.name, unknown.format(county=value))])
        return scope
    found = scopes.of_row(session, entity_named(field.target), value)
    if found is None:
        return who(session).county
    scope, county = found
    if territory.is_county_scope(scope) or scope == OFFICE:
        return scope
    return territory.scope_of(county or who(session).county)


def _attached(session: Session, row: E) -> E:
    state = instance_state(row)
    if (state.key is None and _is_fresh(row.id)) or state.session is session:
        return row
    here = session.get(type(row), row.id)
    if here is None:
        return row
    key = here.sort_key
    merged = session.merge(row)
    merged.sort_key = key  # local: joined or let go since, it is not the form's to say
    return merged


def _is_fresh(row_id: str) -> bool:
    # A UUIDv7 was drawn just now; a derived or given id may be in the store already.
    return len(row_id) == 36 and row_id[14] == "7"


def _tidied(row: Entity) -> list[Problem]:
    """Bring a record's texts into one form; return those that no table can hold."""
    given = instance_state(row).dict
    broken = []
    for name, is_text in _texts(type(row)):
        value = given.get(name)
        if not isinstance(value, str):
            continue
        if not (value.isascii() or is_writable(value)):
            broken.append(Problem(name, _broken(field_map(type(row))[name], value)))
            continue
        tidy = (nfc(value).strip() or None) if is_text else str.__str__(value)
        if tidy == value and type(value) is str:
            continue
        _set(row, name, tidy)
    return broken


def _set(row: Entity, name: str, value: str | None) -> None:
    state = instance_state(row)
    if state.key is None:
        state.dict[name] = value  # see `new`
    else:
        setattr(row, name, value)


def _broken(field: Field, text: str) -> str:
    words = _(
        "“{field}” holds half of a character, as broken copying leaves it: “{text}”. "
        "Delete it and type it anew."
    )
    return words.format(field=_(field.label), text=writable(text)[:60])


@cache
def _texts(entity: type[Entity]) -> tuple[tuple[str, bool], ...]:
    """Return the fields whose values are texts, and whether a person may type them freely."""
    free = (Kind.TEXT, Kind.LONG_TEXT)
    stored = (*free, Kind.CHOICE, Kind.REFERENCE)
    return tuple(
        (name, field.kind in free)
        for name, field in field_map(entity).items()
        if field.kind in stored
    )


def parse(field: Field, given: object) -> Any:
    """Return the attribute's value of what a file or a command gives for a field.

    Raises:
        InvalidRecordError: when the value is none of the field's kind.
    """
    if given is None or given == "":
        return None
    try:
        return typed_values.read(field, given)
    except (ValueError, TypeError, OverflowError) as error:
        wrong = _("“{value}” does not fit the field {field}.")
        message = wrong.format(value=given, field=_(field.label).lower())
        raise InvalidRecordError([Problem(field.name, message)]) from error


def name_of(row: Entity) -> str:
    """Return the name of a record's entity."""
    return entity_name(type(row))
