"""Undo of saved actions: each step keeps what its fields held before, also over a restart."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.entity import field_map
from app.model.every_entity import entity_named
from app.model.field import Raw
from app.store.capture import Captured
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


def remember(connection: Connection, label: str, captured: Captured) -> None:
    """Keep how to take an action back, in the action's own transaction."""
    before = [
        (entity, row, captured.before[entity, row], fields)
        for (entity, row), fields in captured.fields.items()
    ]
    raw = driver(connection)
    step = raw.execute(
        "INSERT INTO undo_step(label, before) VALUES(?,?)", (label, json.dumps(before))
    ).lastrowid
    if step % _FORGOTTEN_AT_ONCE == 0:
        raw.execute("DELETE FROM undo_step WHERE id <= ?", (step - _KEPT_STEPS,))


def last_step(connection: Connection) -> UndoStep | None:
    """Return the latest action that can be taken back."""
    found = connection.exec_driver_sql(
        "SELECT id, label, before FROM undo_step ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    if found is None:
        return None
    before = [(entity, row, old, new) for entity, row, old, new in json.loads(found[2])]
    return UndoStep(found[0], found[1], before)


def forget(connection: Connection, step: UndoStep) -> None:
    """Drop a step that has been taken back, or that no longer can be."""
    connection.exec_driver_sql("DELETE FROM undo_step WHERE id=?", (step.id,))


def take_back(session: Session, step: UndoStep) -> None:
    """Give the rows of a step the values they had before, and forget the step with it.

    Raises:
        ChangedSinceError: when somebody has changed one of the fields since.
    """
    for entity_name, row_id, before, after in step.before:
        row = session.get(entity_named(entity_name), row_id)
        if row is not None and not who(session).may_write(row.scope):
            text = _(
                "“{action}” cannot be undone: this computer may not change the record any more."
            )
            raise ChangedSinceError(text.format(action=step.label))
        fields = field_map(entity_named(entity_name))
        if (
            row is None
            or any(fields[f].to_raw(getattr(row, f)) != v for f, v in after.items())
            or _in_question(session, row_id, after)
        ):
            raise ChangedSinceError(
                _(
                    "“{action}” cannot be undone: the record has been changed since. "
                    "Open the record and its history instead."
                ).format(action=step.label)
            )
        old = {"deleted": 1} if before is None else before
        for name, raw in old.items():
            setattr(row, name, fields[name].from_raw(raw))
    forget(session.connection(), step)


def _in_question(session: Session, row: str, fields: Collection[str]) -> bool:
    # An answer to a conflict settles it; taking an action back must not do that by the way.
    found = session.connection().exec_driver_sql(
        "SELECT field FROM sibling WHERE row=? AND differs", (row,)
    )
    return any(name in fields for (name,) in found)
