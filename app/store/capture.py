"""What a session changed: collected from its events, so that no save can pass the journal by."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from app.base import clock
from app.base.text import nfc
from app.model.entity import Entity, entity_name, field_map, nothing_in
from app.model.field import Kind, Raw
from app.store import projection
from app.store.ends import Ends
from app.store.engine import driver_of, refuse_ended
from app.store.projection import sort_key_of
from app.store.who import who

RowKey = tuple[str, str]
"""An entity's name and a row's id."""
_TEXTS = frozenset((Kind.TEXT, Kind.LONG_TEXT))


class Captured:
    """The changes of one transaction, row by row.

    Attributes:
        scopes: where each changed row lives.
        fields: the stored forms that were set.
        before: what the fields held; `None` for a row that was born.
        written: how many times a row of a table was written.
    """

    def __init__(self) -> None:
        """Start with nothing changed."""
        self.scopes: dict[RowKey, str] = {}
        self.fields: dict[RowKey, dict[str, Raw]] = {}
        self.before: dict[RowKey, dict[str, Raw] | None] = {}
        self.written = 0

    def add(
        self, key: RowKey, scope: str, fields: dict[str, Raw], before: dict[str, Raw] | None
    ) -> None:
        """Add what a flush is about to write of one row."""
        self.written += 1
        self.scopes[key] = scope
        self.fields.setdefault(key, {}).update(fields)
        if key not in self.before:
            self.before[key] = before
        elif (known := self.before[key]) is not None and before is not None:
            self.before[key] = before | known


def assert_field(session: Session, row: Entity, name: str) -> None:
    """Journal a field at the next flush even when its value stays the same.

    An answer to a conflict may be the value already shown; it still has to be said.
    """
    session.info.setdefault("asserted", {}).setdefault(row, set()).add(name)


class JournalledSession(Session):
    """A session whose flushes are captured; outside a write they are refused.

    It writes rows in the forms that the journal holds, past the unit of work: that costs a third
    of what it did, and table and journal cannot come to hold different forms. A row that is born
    joins the session once it is written, if the deed goes on after that; most are the deed's last
    act, and joining costs as much as writing.

    Attributes:
        ends: where the journal ends after this session's deeds.
    """

    def __init__(self, **options: Any) -> None:
        """Begin with nothing; the options are SQLAlchemy's own."""
        super().__init__(**options)
        self._born: dict[Entity, None] = {}
        self._left: list[InstanceState[Any]] = []
        self.ends = Ends()

    def begin_deed(self, info: dict[str, Any]) -> None:
        """Forget the deed before and begin another; a session costs as much as four inserts.

        Args:
            info: what `info` says from now on.
        """
        self._born.clear()
        self._left = []
        self.info.clear()
        self.info.update(info)

    def add(self, instance: object, **options: Any) -> None:
        """Take a row in; one that is new waits for the next flush.

        Args:
            instance: an entity.
            **options: SQLAlchemy's own.
        """
        if isinstance(instance, Entity) and instance_state(instance).key is None:
            self._born[instance] = None
        else:
            super().add(instance, **options)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Capture and write what has changed.

        Args:
            objects: not heeded; a transaction's changes belong together.
        """
        del objects
        for row in self._write_all():
            _settle(instance_state(row))
            super().add(row)

    def write_born(self) -> None:
        """Write rows that are new, so that queries past the session find them."""
        if self._born:
            self.flush()

    def flush_last(self) -> None:
        """Capture and write what has changed, at the end of a deed."""
        # Not the rows themselves: most deeds return no more than an id.
        self._left = [instance_state(row) for row in self._write_all()]

    def let_go(self) -> None:
        """Give the rows that the last flush wrote to whoever holds them, after the commit."""
        for state in self._left:
            if state.obj() is not None:
                _settle(state)

    def get_bind(self, *args: Any, **options: Any) -> Connection:
        """Return the database's connection; its transaction is the session's, to its end.

        Args:
            *args: SQLAlchemy's own.
            **options: SQLAlchemy's own.
        """
        del args, options
        connection = self.bind
        if not isinstance(connection, Connection):
            raise TypeError("this session was not opened by a database")
        if not connection.in_transaction():
            connection.begin()
        return connection

    def close(self) -> None:
        """Let everything go; nothing is there when no row was read or joined."""
        if self.in_transaction() or self.identity_map:
            super().close()

    def _write_all(self) -> list[Entity]:
        asserted: dict[Entity, set[str]] = self.info.pop("asserted", {})
        born = list(self._born)
        edited = self._edited(asserted) if self.identity_map or asserted else []
        if not (born or edited):
            return []
        captured = self.info.get("captured")
        if not isinstance(captured, Captured):
            raise RuntimeError("a change outside Database.write would not be journalled")
        refuse_ended(driver_of(self))
        self._born.clear()
        for row in born:
            _write_born(self, row, captured)
        for row in edited:
            _write_edited(self, row, captured, asserted.get(row, set()))
        return born

    def _edited(self, asserted: Iterable[Entity]) -> list[Entity]:
        if self.deleted:
            raise RuntimeError("rows are never removed: set `deleted` through records.delete")
        # In one order wherever they lie in memory: the same deed is journalled alike every time.
        return sorted({*self.dirty, *asserted}.difference(self._born), key=lambda row: row.id)


def _write_born(session: JournalledSession, row: Entity, captured: Captured) -> None:
    given = instance_state(row).dict
    _give_birth(session, given)
    fields = _first_values(type(row), given)
    if row.about.order:
        given["sort_key"] = _sort_key(row)
    name, row_id, scope = entity_name(type(row)), given["id"], given["scope"]
    captured.add((name, row_id), scope, fields, None)
    stored = {"id": row_id, "scope": scope, **fields, "sort_key": given.get("sort_key")}
    projection.insert(driver_of(session), name, stored)


def _settle(state: InstanceState[Any]) -> None:
    """Give a row that was written the state of one that was read."""
    given = state.dict
    kind: type[Entity] = state.class_
    given.update(nothing_in(kind) | given)
    state.key = state.mapper.identity_key_from_primary_key((given["id"],))
    state._commit_all(given)


def _write_edited(session: Session, row: Entity, captured: Captured, asserted: set[str]) -> None:
    fields, before = _changes(row, asserted)
    if not fields:
        return
    if row.deleted and "deleted" not in fields:
        _say_whether_it_lives(session, row, fields, before)
    if row.about.order and row.sort_key is not None:  # a row that no list shows stays hidden
        row.sort_key = _sort_key(row)
    captured.add((entity_name(type(row)), row.id), row.scope, fields, before)
    projection.update(driver_of(session), row, fields)
    for name in (*fields, "sort_key"):
        set_committed_value(row, name, getattr(row, name))


@event.listens_for(JournalledSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk changes would pass the journal by; change the rows themselves")


def _give_birth(session: Session, given: dict[str, Any]) -> None:
    # Into the row's own dictionary: who is born has no history that the attributes could keep.
    identity = who(session)
    if given.get("created_at") is None:
        given["created_at"] = clock.now()
    given["created_by"] = given.get("created_by") or session.info.get("author") or identity.promoter
    given["created_on"] = given.get("created_on") or identity.device
    given["deleted"] = bool(given.get("deleted"))


def _first_values(entity: type[Entity], given: dict[str, Any]) -> dict[str, Raw]:
    fields: dict[str, Raw] = {}
    for name, is_text, encode in _forms(entity):
        value = given.get(name)
        if value is None:
            continue
        if is_text and isinstance(value, str):
            value = given[name] = nfc(value)
        fields[name] = value if encode is None else encode(value)
    return fields


@cache
def _forms(entity: type[Entity]) -> tuple[tuple[str, bool, Callable[[Any], Raw] | None], ...]:
    """Return of each field its name, whether it is text, and what makes its stored form."""
    return tuple(
        (name, field.kind in _TEXTS, field.encode) for name, field in field_map(entity).items()
    )


def _changes(row: Entity, asserted: set[str]) -> tuple[dict[str, Raw], dict[str, Raw]]:
    fields: dict[str, Raw] = {}
    before: dict[str, Raw] = {}
    state = instance_state(row)
    for name, field in field_map(type(row)).items():
        history = state.attrs[name].history
        if not history.has_changes() and name not in asserted:
            continue
        value = _normal(getattr(row, name), field.kind)
        old = field.to_raw(history.deleted[0]) if history.deleted else None
        raw = field.to_raw(value)
        if name in asserted and not history.has_changes():
            fields[name], before[name] = raw, raw
        elif raw != old:
            setattr(row, name, value)
            fields[name], before[name] = raw, old
    return fields, before


def _say_whether_it_lives(
    session: Session, row: Entity, fields: dict[str, Raw], before: dict[str, Raw]
) -> None:
    # A change that does not say otherwise says that its row lives (see merge). Who changes a
    # deleted row leaves it deleted; who opened it before it was deleted had it alive before the
    # eyes, and the two meet as a question.
    row.deleted = not session.info.get("opened_before")
    fields["deleted"], before["deleted"] = int(row.deleted), 1


def _normal(value: Any, kind: Kind) -> Any:
    return nfc(value) if isinstance(value, str) and kind in _TEXTS else value


def _sort_key(row: Entity) -> str:
    return sort_key_of(getattr(row, name) for name in row.about.order)
