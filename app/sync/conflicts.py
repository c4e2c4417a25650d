"""Open conflicts: values that did not see each other, and a person's answer to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.entity import Entity, field_map
from app.model.every_entity import entity_named
from app.model.field import Field, Kind, Raw
from app.store import asked_again, bulk, identity
from app.store.capture import RowKey, assert_field
from app.store.engine import driver
from app.store.entry import decode
from app.store.heads import Heads
from app.store.streams import Contexts
from app.store.ticks import tick_time
from app.store.who import who


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that stand against each other, in its stored form."""

    dot: int
    value: Raw
    device: str
    author: str | None
    time: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two or more people changed without seeing each other's change.

    Attributes:
        id: the row and the field, the same in every store.
        base: what all of them had seen; `None` when there was nothing.
        shown: the value that every store shows until somebody answers.
        values: all of them, the shown one first.
        mine: what this device wrote, or else the shown one.
        theirs: the foremost of the others.
    """

    id: str
    entity: str
    row: str
    field: str
    base: Raw
    shown: Raw
    values: tuple[Value, ...]
    mine: Raw
    theirs: Raw


def open_conflicts(session: Session) -> list[Conflict]:
    """Return every open conflict, in the order of its id."""
    connection = session.connection()
    return [_conflict(session, *place) for place in places(connection)]


def places(connection: Connection) -> list[asked_again.Place]:
    """Return where open conflicts are, by row and field: those whose answer was taken back too.

    What this computer may not answer is not asked here: in a county that it has no more nothing
    ends a question.
    """
    keys = connection.exec_driver_sql(
        "SELECT DISTINCT entity, row, field FROM sibling WHERE differs ORDER BY row, field"
    ).all()
    found = [(entity, row, name) for entity, row, name in keys]
    again = asked_again.listed(connection)
    every = sorted([*found, *again], key=lambda place: place[1:]) if again else found
    return _answerable(connection, every) if every else every


def _answerable(connection: Connection, found: list[asked_again.Place]) -> list[asked_again.Place]:
    own = identity.read_who(connection)
    if own is None or own.is_office:
        return found
    rows = {row for _entity, row, _name in found}
    scopes = dict(bulk.select(driver(connection), "row, scope", "head", "row", rows).fetchall())
    return [place for place in found if own.may_write(scopes[place[1]])]


def rows_of(connection: Connection, rows: Collection[str]) -> set[RowKey]:
    """Return those of some rows of which a field is in question, each with its entity."""
    found = bulk.select(driver(connection), "entity, row", "sibling", "row", sorted(rows))
    return {(entity, row) for entity, row in found}


def count(connection: Connection) -> int:
    """Return how many fields hold an open conflict."""
    return len(places(connection))


def conflict(session: Session, conflict_id: str) -> Conflict:
    """Return one open conflict.

    Raises:
        UserError: when it has been answered already, here or elsewhere.
    """
    row, _dot, name = conflict_id.rpartition(".")
    entity = (
        session.connection()
        .exec_driver_sql(
            "SELECT entity FROM sibling WHERE row=? AND field=? AND differs", (row, name)
        )
        .scalar()
    )
    entity = entity or asked_again.of_row(session.connection(), row).get(name)
    if entity is None:
        raise UserError(_("There is no open conflict {id}.").format(id=conflict_id))
    return _conflict(session, entity, row, name)


def answer(session: Session, conflict_id: str, value: Raw) -> Entity:
    """Settle a conflict with a value; the answer has seen all the values and replaces them.

    Raises:
        UserError: when there is no such conflict, or the value does not fit the field.
    """
    asked = conflict(session, conflict_id)
    entity = entity_named(asked.entity)
    field = field_map(entity)[asked.field]
    if not field.accepts(value):
        wrong = _("“{value}” does not fit the field {field}.")
        raise UserError(wrong.format(value=value, field=_(field.label).lower()))
    row = session.get(entity, asked.row)
    if row is None:
        raise UserError(_("The record of this conflict has not arrived yet."))
    setattr(row, asked.field, field.from_raw(value))
    assert_field(session, row, asked.field)
    return row


def both(asked: Conflict) -> Raw:
    """Return all different values of a text field together, the shown one first.

    Raises:
        UserError: when the field is no text.
    """
    field = field_map(entity_named(asked.entity))[asked.field]
    if field.kind not in (Kind.TEXT, Kind.LONG_TEXT):
        raise UserError(_("Only texts can be kept both; choose one of the values."))
    texts = dict.fromkeys(str(value.value) for value in asked.values if value.value)
    return (" / " if field.kind is Kind.TEXT else "\n\n").join(texts)


def described_field(asked: Conflict) -> Field:
    """Return the description of the field in question."""
    return field_map(entity_named(asked.entity))[asked.field]


def _conflict(session: Session, entity: str, row: str, name: str) -> Conflict:
    connection = session.connection()
    changes = _changes(connection, row, name)
    heads = _heads(connection, row, name, changes)
    device = who(session).device
    mine = next((value for value in heads if value.device == device), heads[0])
    theirs = next((value.value for value in heads if value.value != mine.value), mine.value)
    return Conflict(
        id=f"{row}.{name}",
        entity=entity,
        row=row,
        field=name,
        base=_base(connection, changes, [value.dot for value in heads]),
        shown=heads[0].value,
        values=tuple(heads),
        mine=mine.value,
        theirs=theirs,
    )


def _heads(connection: Connection, row: str, name: str, changes: dict[int, Value]) -> list[Value]:
    """Return the values that stand against each other, the shown one first."""
    beside = connection.exec_driver_sql(
        "SELECT dot, differs FROM sibling WHERE row=? AND field=?", (row, name)
    ).all()
    is_open = any(differs for _dot, differs in beside)
    kept = connection.exec_driver_sql("SELECT dots FROM head WHERE row=?", (row,)).scalar_one()
    shown = changes[Heads.read(kept).of(name) or 0]
    again = [] if is_open else asked_again.values(connection, row, name)
    others = [changes[dot] for dot in again or {dot for dot, _differs in beside}]
    others.sort(key=lambda value: (value.time, value.device), reverse=True)
    if not again:
        return [shown, *others]
    # The value that stands there was given back; who wrote it first is who says it.
    return sorted(others, key=lambda value: value.value != shown.value)


def _changes(connection: Connection, row: str, name: str) -> dict[int, Value]:
    found = connection.exec_driver_sql(
        "SELECT touch.dot, stream.writer, entry.head, entry.payload FROM touch "
        "JOIN entry ON entry.dot = touch.dot JOIN stream ON stream.n = touch.dot >> 32 "
        "WHERE touch.row=?",
        (row,),
    )
    values: dict[int, Value] = {}
    for dot, writer, head, payload in found:
        entry = decode(head, payload)
        fields: dict[str, Any] = next(f for _e, changed, f in entry.changes if changed == row)
        if name in fields or name == "deleted":
            device = writer.partition("~")[0]
            value = fields.get(name, 0)
            values[dot] = Value(dot, value, device, entry.author, tick_time(entry.time))
    return values


def _base(connection: Connection, changes: dict[int, Value], heads: list[int]) -> Raw:
    contexts = Contexts(connection)
    common = [
        value
        for dot, value in changes.items()
        if dot not in heads and all(contexts.saw(head, dot) for head in heads)
    ]
    latest = max(common, key=lambda value: (value.time, value.device), default=None)
    return latest.value if latest else None
