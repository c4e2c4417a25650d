"""Undo of saved actions: each step keeps what its fields held before, also over a restart.

A step that was taken back stays under its number below zero, and can be done again.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.base.compact import encode
from app.base.errors import UserError
from app.base.i18n import N_, _
from app.model.entity import Entity, field_map
from app.model.every_entity import entity_named
from app.model.field import Raw
from app.store import asked_again
from app.store.capture import Captured, RowKey, assert_field
from app.store.engine import driver
from app.store.who import who

_KEPT_STEPS = 500
_FORGOTTEN_AT_ONCE = 20


class ChangedSinceError(UserError):
    """An action that can no longer be taken back."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A saved action that can be taken back.

    Attributes:
        before: for each row its entity, id, what its fields held (`None`: the row was born),
            and the fields' values after the action.
    """

    id: int
    label: str
    before: list[tuple[str, str, dict[str, Raw] | None, dict[str, Raw]]]


def remember(
    connection: Connection, label: str, captured: Captured, *, none_undone: bool = False
) -> None:
    """Keep how to take an action back, in the action's own transaction.

    Args:
        connection: inside the transaction.
        label: what is done, in the user's words.
        captured: what it changed.
        none_undone: it is known that no action stands taken back.
    """
    before = [
        (entity, row, captured.before[entity, row], fields)
        for (entity, row), fields in captured.fields.items()
    ]
    raw = driver(connection)
    if not none_undone:  # nothing is done again over what is saved
        raw.execute("DELETE FROM undo_step WHERE id < 0")
    step = raw.execute(
        "INSERT INTO undo_step(label, before) VALUES(?,?)", (label, encode(before).decode())
    ).lastrowid
    if step % _FORGOTTEN_AT_ONCE == 0:
        raw.execute("DELETE FROM undo_step WHERE id <= ?", (step - _KEPT_STEPS,))


def last_step(connection: Connection) -> UndoStep | None:
    """Return the latest action that can be taken back."""
    return _step(connection, "id > 0 ORDER BY id DESC")


def undone_step(connection: Connection) -> UndoStep | None:
    """Return the action that was taken back last, unless another was saved since."""
    return _step(connection, "id < 0 ORDER BY id DESC")


def _step(connection: Connection, which: str) -> UndoStep | None:
    found = connection.exec_driver_sql(
        f"SELECT abs(id), label, before FROM undo_step WHERE {which} LIMIT 1"
    ).one_or_none()
    if found is None:
        return None
    before = [(entity, row, old, new) for entity, row, old, new in json.loads(found[2])]
    return UndoStep(found[0], found[1], before)


def forget(connection: Connection, step: UndoStep) -> None:
    """Drop a step that can be taken back, or done again, no longer."""
    connection.exec_driver_sql("DELETE FROM undo_step WHERE abs(id)=?", (step.id,))


def _turn_over(connection: Connection, step: UndoStep, *, undone: bool) -> None:
    """Keep a step as taken back, or as done again: the former has a number below zero."""
    turned = -step.id if undone else step.id
    driver(connection).execute("UPDATE undo_step SET id=? WHERE id=?", (turned, -turned))


def take_back(session: Session, step: UndoStep) -> None:
    """Give the rows of a step the values they had before; it can be done again then.

    Where the step answered a question, the question is asked again.

    Raises:
        ChangedSinceError: when somebody has changed one of the fields since.
    """
    connection = session.connection()
    for entity, row_id, before, after in step.before:
        row = _as_left(session, step, (entity, row_id), after, _UNDO)
        if not asked_again.of_row(connection, row_id).keys().isdisjoint(after):
            raise ChangedSinceError(_(_UNDO.changed).format(action=step.label))
        answered = asked_again.answered(connection, entity, row_id, before or {}, after)
        _set(session, row, {"deleted": 1} if before is None else before, answered)
        asked_again.mark(connection, who(session).writer, row.scope, row_id, answered)
    _turn_over(connection, step, undone=True)


def do_again(session: Session, step: UndoStep) -> None:
    """Give the rows of a step that was taken back the values they had after it; keep it again.

    Raises:
        ChangedSinceError: when somebody has changed one of the fields since.
    """
    connection = session.connection()
    for entity, row_id, before, after in step.before:
        left: dict[str, Raw] = {"deleted": 1} if before is None else before
        row = _as_left(session, step, (entity, row_id), left, _REDO)
        _set(session, row, after, asked_again.of_row(connection, row_id).keys() & after.keys())
    _turn_over(connection, step, undone=False)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a step cannot be taken back or done again, in words not yet translated."""

    foreign: str
    changed: str


_UNDO = _Refusal(
    N_("“{action}” cannot be undone: this computer may not change the record any more."),
    N_(
        "“{action}” cannot be undone: the record has been changed since. "
        "Open the record and its history instead."
    ),
)
_REDO = _Refusal(
    N_("“{action}” cannot be redone: this computer may not change the record any more."),
    N_("“{action}” cannot be redone: the record has been changed since."),
)


def _as_left(
    session: Session, step: UndoStep, key: RowKey, left: dict[str, Raw], refusal: _Refusal
) -> Entity:
    """Return a row that holds what the step, or its undoing, left in it."""
    entity, row_id = entity_named(key[0]), key[1]
    row = session.get(entity, row_id)
    if row is not None and not who(session).may_write(row.scope):
        raise ChangedSinceError(_(refusal.foreign).format(action=step.label))
    fields = field_map(entity)
    if (
        row is None
        or any(fields[name].to_raw(getattr(row, name)) != raw for name, raw in left.items())
        or _in_question(session, row_id, left)
    ):
        raise ChangedSinceError(_(refusal.changed).format(action=step.label))
    return row


def _set(session: Session, row: Entity, values: dict[str, Raw], said: Collection[str]) -> None:
    """Set fields; those in `said` are journalled even where the value stays the same."""
    fields = field_map(type(row))
    for name, raw in values.items():
        setattr(row, name, fields[name].from_raw(raw))
    for name in said:
        assert_field(session, row, name)


def _in_question(session: Session, row: str, fields: Collection[str]) -> bool:
    # An answer to a conflict settles it; taking an action back must not do that by the way.
    found = session.connection().exec_driver_sql(
        "SELECT field FROM sibling WHERE row=? AND differs", (row,)
    )
    return any(name in fields for (name,) in found)
