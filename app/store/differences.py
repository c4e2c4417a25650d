"""Where a store's tables differ from what its journal says: `kept` against a replay in `main`."""

from collections.abc import Iterator

from sqlalchemy import Connection

from app.model.entity import entity_name, fields_of
from app.model.every_entity import ENTITIES
from app.store.chains import Fault
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


def differences(connection: Connection) -> Iterator[Fault]:
    """Yield the rows that are not what the journal says, are missing, or are too many."""
    tables = dict(DERIVED)
    for entity in ENTITIES:
        fields = ", ".join(f'"{field.name}"' for field in fields_of(entity))
        tables[entity_name(entity)] = f"id, scope, {fields}, sort_key"
    for table, columns in tables.items():
        for one, other, what in (
            ("kept", "main", "is not what the journal says"),
            ("main", "kept", "is in the journal but not in the table"),
        ):
            rows = driver(connection).execute(
                f'SELECT {columns} FROM {one}."{table}" EXCEPT '
                f'SELECT {columns} FROM {other}."{table}" LIMIT {_MOST_FAULTS}'
            )
            yield from (Fault(f"{table} {row[0]}", what) for row in rows.fetchall())
    yield from _in_the_clear(connection)
    yield from _word_faults(connection)


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
    for one, other, what in (
        (kept, main, "is found by a word that it does not hold"),
        (main, kept, "is not found by a word that it holds"),
    ):
        rows = raw.execute(
            f"SELECT DISTINCT 1, row FROM (SELECT * FROM ({one}) "
            f"EXCEPT SELECT * FROM ({other})) LIMIT {_MOST_FAULTS}"
        )
        yield from (Fault(f"search {row}", what) for _one, row in rows.fetchall())
