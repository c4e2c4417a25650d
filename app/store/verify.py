"""Whether the store is whole: the file, the journal's chains, and tables equal to its replay."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.base.progress import NO_PROGRESS, Progress
from app.model.entity import entity_name, fields_of
from app.model.every_entity import ENTITIES
from app.store import erasing, joining, search, veil
from app.store.database import Database
from app.store.dots import dot, number_of, stream_of
from app.store.engine import FILE_NAME, WRITING, make_engine
from app.store.entry import NO_HASH, chain, decode
from app.store.merge import Incoming, Merge
from app.store.schema import prepare

_BATCH = 2_000
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be."""

    where: str
    what: str


def verify(database: Database, progress: Progress = NO_PROGRESS) -> list[Fault]:
    """Return what is wrong with the store and where; nothing when it is whole."""
    with database.reading() as connection:
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        faults = [Fault("file", line) for line in said if line != "ok"]
        faults += _chain_faults(connection)
    if not faults:
        faults += _replay_faults(database, progress)
    return faults


def _chain_faults(connection: Connection) -> Iterator[Fault]:
    streams = connection.exec_driver_sql("SELECT n, writer, scope, last, hash FROM stream").all()
    for n, writer, scope, last, hash_ in streams:
        where = f"journal {writer} {scope}"
        number, before = 0, NO_HASH
        entries = connection.exec_driver_sql(
            "SELECT dot, head, payload, hash FROM entry WHERE dot BETWEEN ? AND ? ORDER BY dot",
            (dot(n, 0), dot(n + 1, 0) - 1),
        )
        for at, head, payload, kept in entries:
            number += 1
            if not isinstance(head, bytes) or not isinstance(payload, bytes):
                yield Fault(where, f"entry {number} is no longer bytes")
                return
            before = chain(before, head)
            if number_of(at) != number:
                yield Fault(where, f"entry {number} is missing")
                number = number_of(at)
            if before != kept:
                yield Fault(where, f"entry {number} does not follow the one before it")
                before = kept
            yield from _payload_faults(connection, scope, head, payload, where, number)
        if number != last or before != hash_:
            yield Fault(where, f"ends at {number}, expected {last}")


def _payload_faults(
    connection: Connection, scope: str, head: bytes, payload: bytes, where: str, number: int
) -> Iterator[Fault]:
    try:
        veil.check(head, payload)
        if not erasing.is_covered(connection, scope, [payload]):
            yield Fault(where, f"entry {number} lacks what nobody has erased")
    except (ValueError, LookupError, TypeError):
        yield Fault(where, f"the changes of entry {number} are not those written")


def _replay_faults(database: Database, progress: Progress) -> list[Fault]:
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as folder:
        file = Path(folder) / "replay.db"
        engine = make_engine(file)
        try:
            prepare(engine, file)
            with engine.connect() as plain, plain.execution_options(**WRITING) as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA synchronous=OFF")
                driver.execute("ATTACH ? AS kept", (str(database.folder / FILE_NAME),))
                with connection.begin():
                    _replay(connection, progress)
                    return list(_differences(connection))
        finally:
            engine.dispose()


def _replay(connection: Connection, progress: Progress) -> None:
    for table in ("stream", "entry", "epoch", "touch"):
        connection.exec_driver_sql(f"INSERT INTO main.{table} SELECT * FROM kept.{table}")
    scopes: dict[int, str] = {
        row[0]: row[1] for row in connection.exec_driver_sql("SELECT n, scope FROM stream")
    }
    total = connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
    done, last = 0, -1
    while True:
        found = connection.exec_driver_sql(
            "SELECT dot, head, payload FROM entry WHERE dot>? ORDER BY dot LIMIT ?", (last, _BATCH)
        ).all()
        if not found:
            return
        batch = [
            Incoming(at, scopes[stream_of(at)], decode(head, payload).changes)
            for at, head, payload in found
        ]
        merged = Merge(connection).take(batch)
        erasing.settle(connection, batch, merged)
        joining.settle(connection, merged)
        search.refresh(connection, merged.rows)
        done, last = done + len(found), found[-1][0]
        progress.step(done, total)


def _differences(connection: Connection) -> Iterator[Fault]:
    tables = {
        "head": "row, entity, scope, dots",
        "sibling": "row, field, dot, value, differs",
        "quarantine": "row, entity, field, dot, value, reason",
        "face": "row, face",
    }
    for entity in ENTITIES:
        fields = ", ".join(f'"{field.name}"' for field in fields_of(entity))
        tables[entity_name(entity)] = f"id, scope, {fields}, sort_key"
    for table, columns in tables.items():
        for one, other, what in (
            ("kept", "main", "is not what the journal says"),
            ("main", "kept", "is in the journal but not in the table"),
        ):
            rows = connection.exec_driver_sql(
                f'SELECT {columns} FROM {one}."{table}" EXCEPT '
                f'SELECT {columns} FROM {other}."{table}" LIMIT {_MOST_FAULTS}'
            )
            for row in rows:
                yield Fault(f"{table} {row[0]}", what)
    yield from _search_faults(connection)


def _search_faults(connection: Connection) -> Iterator[Fault]:
    rows = connection.exec_driver_sql(
        "SELECT row FROM kept.search_row WHERE n IN (SELECT rowid FROM kept.search) EXCEPT "
        "SELECT row FROM main.search_row WHERE n IN (SELECT rowid FROM main.search)"
        f" LIMIT {_MOST_FAULTS}"
    )
    for (row,) in rows:
        yield Fault(f"search {row}", "is found though the record is not there")
