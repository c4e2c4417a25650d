"""Erasure: rows whose personal values this store keeps no more, whatever brings them again.

A row is erased in a scope, for good, by any change of an `erasure` record there: whoever may write
the scope may erase in it, and every segment is checked for that. What is personal is blanked in
the journal's payloads, the row is derived from them anew, and what merely repeats it (steps to
undo, waiting segments) is blanked or dropped in the same transaction. The order in which erasures
and values arrive does not matter: the pair (scope, row) is remembered in the table `erased`.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.entity import Entity
from app.store import asked_again, identity, search, veil
from app.store.engine import driver
from app.store.entry import Change
from app.store.hiding import hide
from app.store.merge import Incoming, Merged
from app.store.rederive import rederive

ENTITY = "erasure"
_DAMAGED = (ValueError, LookupError, TypeError, AttributeError)
"""What a payload raises that is not as it was written."""


class Named(NamedTuple):
    """A row that an erasure names.

    Attributes:
        names: the fields to blank where a change holds them in the clear.
    """

    scope: str
    row: str
    entity: str
    names: frozenset[str]


def named_in(scope: str, changes: Iterable[Change]) -> Iterator[Named]:
    """Yield the rows that the erasures among one entry's changes name."""
    for entity, _id, fields in changes:
        if entity != ENTITY:
            continue
        row, of = fields.get("row"), fields.get("entity")
        if isinstance(row, str) and isinstance(of, str):
            names = frozenset(str(fields.get("names") or "").split()) - {"deleted"}
            yield Named(scope, row, of, names)


def settle(
    connection: Connection,
    batch: Collection[Incoming],
    merged: Merged,
    *,
    none_erased: bool = False,
) -> bool:
    """Blank what entries just merged hold of erased rows, and the rows that they erase.

    Args:
        connection: inside the transaction that merged them.
        batch: the entries.
        merged: what the merge did; corrected.
        none_erased: it is known that nothing had been erased before.

    Returns:
        Whether anything has been erased in this store.
    """
    named = [one for entry in batch for one in named_in(entry.scope, entry.changes)]
    if not named and (none_erased or not any_erased(connection)):
        return False
    claimed = claim(connection, named)
    again: dict[str, set[str]] = {}
    for entry in batch:
        rows = erased_among(connection, entry.scope, {row for _e, row, _f in entry.changes})
        again.setdefault(entry.scope, set()).update(rows)
    for scope, rows in again.items():
        derived = _blank(connection, scope, rows)
        search.refresh(connection, derived)
        claimed |= derived
        merged.blanked |= bool(derived)
    merged.rows |= claimed
    hide(connection, merged.rows)
    rows = {row for _entity, row in claimed}
    merged.conflicts -= {(row, name) for row, name in merged.conflicts if row in rows}
    merged.conflicts |= _open_conflicts(connection, rows)
    return True


def claim(connection: Connection, named: Iterable[Named]) -> set[tuple[str, str]]:
    """Remember erased rows and blank all that the store holds of those that are new to it.

    Args:
        connection: inside a writing transaction.
        named: rows of erasures whose signatures have been checked.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    fresh: dict[str, set[str]] = {}
    for one in named:
        if _remember(connection, one):
            fresh.setdefault(one.scope, set()).add(one.row)
    if fresh:
        identity.set_fact(connection, "unswept", "1")
    changed: set[tuple[str, str]] = set()
    for scope, rows in fresh.items():
        _blank_waiting(connection, scope, rows)
        _blank(connection, scope, rows)
        _forget_steps(connection, rows)
        changed |= _keys_of(connection, rows)
    if changed:
        hide(connection, changed)
        search.refresh(connection, changed)
        search.forget_removed(connection)
    return changed


def scopes_of(connection: Connection, row: str) -> list[str]:
    """Return the scopes in which changes to a row were written; mostly its own alone."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT stream.scope FROM touch JOIN stream ON stream.n = touch.dot >> 32 "
        "WHERE touch.row=? ORDER BY 1",
        (row,),
    )
    return [scope for (scope,) in found]


def any_erased(connection: Connection) -> bool:
    """Tell whether anything has been erased in this store."""
    return driver(connection).execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None


def erased_among(connection: Connection, scope: str, rows: Collection[str]) -> set[str]:
    """Return those of the rows that have been erased in a scope."""
    found = driver(connection).execute(
        "SELECT row FROM erased WHERE scope=? AND row IN (SELECT value FROM json_each(?))",
        (scope, json.dumps(list(rows))),
    )
    return {row for (row,) in found}


def refuse_erased(session: Session, row: Entity) -> None:
    """Refuse to write personal values into a row that has been erased.

    Raises:
        UserError: when it has been.
    """
    if row.scope and erased_among(session.connection(), row.scope, (row.id,)):
        raise UserError(
            _(
                "The personal data of this record was erased for good. "
                "Add a new record instead; this one keeps only what statistics need."
            )
        )


def _remember(connection: Connection, one: Named) -> bool:
    raw = driver(connection)
    key = (one.scope, one.row)
    found = raw.execute("SELECT names FROM erased WHERE scope=? AND row=?", key).fetchone()
    if found is None:
        raw.execute(
            "INSERT INTO erased(scope, row, entity, names, since) VALUES(?,?,?,?,?)",
            (*key, one.entity, _listed(one.names), clock.now().isoformat(timespec="seconds")),
        )
        return True
    if one.names <= set(found[0].split()):
        return False
    names = _listed(one.names.union(found[0].split()))
    raw.execute("UPDATE erased SET names=? WHERE scope=? AND row=?", (names, *key))
    return True


def _listed(names: Iterable[str]) -> str:
    return " ".join(sorted(names))


def _names_of(connection: Connection, scope: str, rows: Collection[str]) -> veil.Erased:
    found = driver(connection).execute(
        "SELECT row, names FROM erased WHERE scope=? AND row IN (SELECT value FROM json_each(?))",
        (scope, json.dumps(list(rows))),
    )
    return {row: frozenset(names.split()) for row, names in found}


def _blank(connection: Connection, scope: str, rows: Collection[str]) -> set[tuple[str, str]]:
    erased = _names_of(connection, scope, rows)
    raw = driver(connection)
    blanked: dict[int, bytes] = {}
    changed: set[str] = set()
    for row in erased:
        entries = raw.execute(
            "SELECT entry.dot, payload FROM touch JOIN entry ON entry.dot = touch.dot "
            "JOIN stream ON stream.n = touch.dot >> 32 WHERE touch.row=? AND stream.scope=?",
            (row, scope),
        )
        for at, payload in entries:
            left = veil.blanked(payload, erased)
            if left != payload:
                blanked[at] = left
                changed.add(row)
    raw.executemany(
        "UPDATE entry SET payload=? WHERE dot=?", [(left, at) for at, left in blanked.items()]
    )
    return rederive(connection, changed)


def _keys_of(connection: Connection, rows: Collection[str]) -> set[tuple[str, str]]:
    found = driver(connection).execute(
        "SELECT entity, row FROM head WHERE row IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    return set(found.fetchall())


def without_erased(connection: Connection, scope: str, data: bytes) -> bytes:
    """Return a segment's bytes without what is personal of the scope's erased rows."""
    if not any_erased(connection):
        return data
    rows: set[str] = set()
    for payload in data.split(b"\n")[2::2]:
        with suppress(*_DAMAGED):
            rows |= veil.rows_of(payload)
    erased = _names_of(connection, scope, rows)
    return _blanked_segment(data, erased) if erased else data


def _blank_waiting(connection: Connection, scope: str, rows: Collection[str]) -> None:
    erased = _names_of(connection, scope, rows)
    for table in ("waiting", "held"):
        kept = connection.exec_driver_sql(
            f"SELECT rowid, bytes FROM {table} WHERE scope=?", (scope,)
        ).all()
        for rowid, data in kept:
            left = _blanked_segment(bytes(data), erased)
            if left != data:
                connection.exec_driver_sql(
                    f"UPDATE {table} SET bytes=? WHERE rowid=?", (left, rowid)
                )


def _blanked_segment(data: bytes, erased: veil.Erased) -> bytes:
    lines = data.split(b"\n")
    for place in range(2, len(lines), 2):
        if any(row.encode() in lines[place] for row in erased):
            try:
                lines[place] = veil.blanked(lines[place], erased)
            except _DAMAGED:  # it can never apply, but what it says is to be gone
                lines[place] = b""
    return b"\n".join(lines)


def _forget_steps(connection: Connection, rows: Collection[str]) -> None:
    # A step holds what fields held before and the words of what was done; it could not be taken
    # back anyway.
    for row in rows:
        connection.exec_driver_sql("DELETE FROM undo_step WHERE instr(before, ?)", (row,))
        asked_again.forget(connection, row)


def _open_conflicts(connection: Connection, rows: Collection[str]) -> set[tuple[str, str]]:
    found = driver(connection).execute(
        "SELECT row, field FROM sibling WHERE differs AND row IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    return set(found.fetchall())


def personal_fields(entity: str) -> frozenset[str]:
    """Return the fields of an entity that are erased with a row."""
    return veil.personal_fields(entity)


def names_to_blank(entity: str) -> str:
    """Return the personal fields of an entity as an erasure's `names`."""
    return _listed(personal_fields(entity))


def is_covered(connection: Connection, scope: str, payloads: Iterable[bytes]) -> bool:
    """Tell whether erasures excuse all that is missing in payload lines of a scope.

    Args:
        connection: a reading one.
        scope: where the entries' rows live.
        payloads: lines that have been checked against their heads.
    """
    return all(
        veil.is_whole(payload)
        or veil.is_covered(payload, erased_among(connection, scope, veil.rows_of(payload)))
        for payload in payloads
    )
