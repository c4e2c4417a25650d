"""Whether the steps to undo tell what the journal holds; those that do not are forgotten."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from app.model.field import Raw
from app.store.engine import driver
from app.store.entry import read_payload


def is_step(connection: Connection, label: object, before: object) -> bool:
    """Tell whether a step to undo tells what an entry did, and only values that fields held."""
    try:
        rows = json.loads(str(before))
        return bool(rows) and all(
            _is_told(connection, label, row, old, new) for _entity, row, old, new in rows
        )
    except (ValueError, TypeError, AttributeError, LookupError):
        return False


def forget_untold(connection: Connection, rows: Collection[str]) -> None:
    """Forget the steps to undo on some rows that tell of what the journal no longer holds.

    A step keeps what a field held before. When that was another's change which counts no more,
    undo would bring it back under this computer's name.
    """
    raw = driver(connection)
    touched = set(rows)
    for step, label, before in raw.execute("SELECT id, label, before FROM undo_step").fetchall():
        if not touched.isdisjoint(_rows(before)) and not is_step(connection, label, before):
            raw.execute("DELETE FROM undo_step WHERE id=?", (step,))


def _rows(before: object) -> set[str]:
    try:
        return {row for _entity, row, _old, _new in json.loads(str(before))}
    except (ValueError, TypeError):  # damaged: the check of the store names it
        return set()


def _is_told(
    connection: Connection, label: object, row: str, old: dict[str, Any] | None, new: dict[str, Any]
) -> bool:
    done = False
    held: set[tuple[str, Raw]] = {("deleted", 0), ("deleted", 1)}
    for (payload,) in (
        driver(connection)
        .execute(
            "SELECT payload FROM touch JOIN entry ON entry.dot = touch.dot WHERE row=?", (row,)
        )
        .fetchall()
    ):
        words, changes = read_payload(payload)
        for _entity, changed, fields in changes:
            if changed == row:
                done = done or (words == label and fields == new)
                held |= set(fields.items())
    given = (old or {}).items()
    return done and all(value is None or (name, value) in held for name, value in given)
