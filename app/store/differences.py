"""Where a store's tables differ from what its journal says: `kept` against a replay in `main`."""

from collections.abc import Container, Iterator, Mapping
from operator import ne
from typing import Any

from sqlalchemy import Connection

from app.model.entity import entity_name, fields_of
from app.model.every_entity import ENTITIES
from app.store.chains import Chain, Fault
from app.store.dots import dot
from app.store.engine import driver

_MOST_FAULTS = 20
"""Of one kind in one table: who reads them needs no more, and repair mends all."""
DERIVED = {
    "stream": "writer, scope, n, last, hash, context",
    "epoch": "dot, context",
    "touch": "row, dot",
    "head": "row, entity, scope, dots",
    "sibling": "row, field, dot, entity, value, differs",
    "quarantine": "row, entity, field, dot, value, reason",
    "face": "row, face",
    "unshown": "row, entity",
    "erased": "row, scope, entity, names",
}
_OTHERWISE = "is not what the journal says"
_Row = tuple[Any, ...]
_WORDS = (
    "SELECT coalesce(r.row, w.doc) AS row, r.entity, w.term, w.offset "
    "FROM temp.{side}_words w LEFT JOIN {side}.search_row r ON r.n = w.doc"
)


def shape_faults(connection: Connection) -> Iterator[Fault]:
    """Yield tables, indexes and triggers that are missing, changed or too many."""
    one, other = _shapes(connection, "main"), _shapes(connection, "kept")
    for kind, name in sorted(one.keys() | other.keys()):
        if (kind, name) not in other:
            yield Fault(f"{kind} {name}", "is missing")
        elif (kind, name) not in one:
            yield Fault(f"{kind} {name}", "does not belong here")
        elif one[kind, name] != other[kind, name]:
            yield Fault(f"{kind} {name}", "is not as the program made it")


def _shapes(connection: Connection, side: str) -> dict[tuple[str, str], str]:
    # A table that an older version made has the same columns in another order.
    found = driver(connection).execute(
        "SELECT type, name, iif(type = 'table' AND rootpage, (SELECT group_concat("
        f"""c.name || c.type || c."notnull" || c.pk, ',' ORDER BY c.name) """
        f"FROM pragma_table_info(m.name, '{side}') c), sql) "
        f"FROM {side}.sqlite_master m WHERE name NOT LIKE 'sqlite_%'"
    )
    return {(kind, name): shape for kind, name, shape in found.fetchall()}


def differences(connection: Connection, chains: Mapping[int, Chain]) -> Iterator[Fault]:
    """Yield the rows that are not what the journal says, are missing, or are too many.

    What follows from a damaged entry is not told again for each row that it changed.

    Args:
        connection: has the store attached as `kept` and its replay in `main`.
        chains: what was found of each stream.
    """
    follows = _beyond_the_good(connection, chains)
    tables = dict(DERIVED)
    for entity in ENTITIES:
        fields = ", ".join(f'"{field.name}"' for field in fields_of(entity))
        tables[entity_name(entity)] = f"id, scope, {fields}, sort_key"
    for table, columns in tables.items():
        yield from _row_faults(connection, table, columns, follows)
    yield from _in_the_clear(connection)
    yield from (one for one in _word_faults(connection) if one.where not in follows)


def _beyond_the_good(connection: Connection, chains: Mapping[int, Chain]) -> set[object]:
    """Return what cannot be judged: rows that entries above the good ones touch, and streams."""
    raw = driver(connection)
    found: set[object] = set()
    for one in chains.values():
        if one.faults:
            found.add(one.writer)
        if one.good < one.seen:
            ends = (dot(one.n, one.good + 1), dot(one.n, one.seen))
            touched = raw.execute(
                "SELECT row, dot FROM kept.touch WHERE dot BETWEEN ? AND ?", ends
            ).fetchall()
            found |= {key for row in touched for key in row}
            found |= {f"search {row}" for row, _dot in touched}
    return found


def _row_faults(
    connection: Connection, table: str, columns: str, follows: Container[object]
) -> Iterator[Fault]:
    """Yield one fault for each damaged row, though it stands on both sides in two forms."""
    kept, main = (
        driver(connection)
        .execute(
            f'SELECT {columns} FROM {one}."{table}" EXCEPT '
            f'SELECT {columns} FROM {other}."{table}" LIMIT {10 * _MOST_FAULTS}'
        )
        .fetchall()
        for one, other in (("kept", "main"), ("main", "kept"))
    )
    said = {row[0]: "is in the journal but not in the table" for row in main}
    for row in kept:
        meant = _meant(row, main)
        what = "is in the table but not in the journal" if meant is None else _OTHERWISE
        said[row[0] if meant is None else meant[0]] = what
    own = [(where, what) for where, what in said.items() if where not in follows]
    yield from (Fault(f"{table} {where}", what) for where, what in own[:_MOST_FAULTS])


def _meant(row: _Row, journal: list[_Row]) -> _Row | None:
    """Return the row of the journal that a table holds otherwise, even under another key."""
    named = (one for one in journal if one[0] == row[0])
    alike = (one for one in journal if sum(map(ne, one, row)) == 1)
    return next(named, None) or next(alike, None)


def _in_the_clear(connection: Connection) -> Iterator[Fault]:
    found = driver(connection).execute(
        "SELECT kept.dot >> 32, kept.dot & 4294967295 FROM kept.entry kept "
        "JOIN main.entry main ON main.dot = kept.dot WHERE main.payload IS NOT kept.payload "
        f"LIMIT {_MOST_FAULTS}"
    )
    for stream, number in found.fetchall():
        yield Fault(f"journal stream {stream}", f"entry {number} still says what was erased")


def _word_faults(connection: Connection) -> Iterator[Fault]:
    raw = driver(connection)
    for side in ("kept", "main"):
        raw.execute(
            f"CREATE VIRTUAL TABLE temp.{side}_words USING fts5vocab({side}, search, instance)"
        )
    kept, main = _WORDS.format(side="kept"), _WORDS.format(side="main")
    rows = raw.execute(
        f"SELECT DISTINCT row FROM (SELECT * FROM (SELECT * FROM ({kept}) "
        f"EXCEPT SELECT * FROM ({main})) UNION ALL SELECT * FROM (SELECT * FROM ({main}) "
        f"EXCEPT SELECT * FROM ({kept}))) LIMIT {_MOST_FAULTS}"
    )
    yield from (
        Fault(f"search {row}", "is found by other words than those that it holds")
        for (row,) in rows.fetchall()
    )
