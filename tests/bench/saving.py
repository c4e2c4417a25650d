"""Saving a visit through the journal, against bare transactions with synchronous=FULL.

The row alone, and all rows that its save leaves, are written by the standard library's sqlite3, as
another program would, and by the driver that the store itself uses, in a file that is the store's
twin: the same tables with the same indexes, and as full.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.base import clock
from app.base.ids import new_id
from app.model.visit import Outcome, Visit, VisitForm, VisitStatus
from app.services import records
from app.store.database import Database
from app.store.engine import open_raw
from tests.bench.measure import Figure, in_turn
from tests.bench.stores import office_store

_ROUNDS = 400
_LEFT_BY_A_SAVE = {
    "visit": "SELECT * FROM visit WHERE id=?",
    "entry": "SELECT entry.* FROM entry JOIN touch ON touch.dot = entry.dot WHERE row=?",
    "touch": "SELECT * FROM touch WHERE row=?",
    "head": "SELECT * FROM head WHERE row=?",
    "undo_step": "SELECT label, before FROM undo_step WHERE instr(before, ?)",
}
"""Every row that a saved visit leaves; a stream's end and the clock move on beside them."""
_MOVED = (
    ("UPDATE stream SET last=last+1, hash=? WHERE n=1", (b"x" * 32,)),
    ("UPDATE meta SET value=CAST(value+1 AS TEXT) WHERE key='tick'", ()),
)


def figures() -> Iterator[Figure]:
    """Yield a visit with five fields against its row alone, and against all the rows it leaves."""
    yield _against("its row alone", _standard, ("visit",))
    yield _against("the same rows", _standard, _LEFT_BY_A_SAVE)
    yield _against("the same rows, our driver", open_raw, _LEFT_BY_A_SAVE)


def _against(what: str, connect: Callable[[Path], Any], tables: Collection[str]) -> Figure:
    with office_store(companies=1_000) as database, office_store(companies=1_000) as other:
        twin = connect(other.folder / "centrum-csr.db")
        with database.reading() as connection:
            company = connection.exec_driver_sql("SELECT id FROM company LIMIT 1").scalar_one()
        save = _recorded(company)
        rows = _Rows(database, database.write(save, label="Visit").result, tables)
        ours, bare = in_turn(
            lambda: database.write(save, label="Visit"),
            lambda: rows.write(twin),
            _ROUNDS,
            warm_up=20,
        )
        twin.close()
        return Figure(f"save a visit (bare: {what})", ours, bare, "s", 2.0)


class _Rows:
    """The rows that one saved visit left, written again under another id by hand."""

    def __init__(self, database: Database, visit: str, tables: Collection[str]) -> None:
        self._visit = visit
        self._written = 0
        self._moved = _MOVED if "entry" in tables else ()
        self._rows: list[tuple[str, list[Any], int]] = []
        with database.reading() as connection:
            for table in tables:
                found = connection.exec_driver_sql(_LEFT_BY_A_SAVE[table], (visit,))
                names, values = list(found.keys()), list(found.one())
                dot = names.index("dot") if "dot" in names else -1
                marks = ",".join("?" * len(names))
                into = f"INSERT INTO {table}({','.join(names)}) VALUES({marks})"
                self._rows.append((into, values, dot))

    def write(self, connection: Any) -> None:
        row = new_id()
        self._written += 1
        connection.execute("BEGIN IMMEDIATE")
        for statement, values, dot in self._rows:
            given = [row if value == self._visit else value for value in values]
            if dot >= 0:
                given[dot] = values[dot] + self._written  # in the stream's place, as ours
            connection.execute(statement, given)
        for statement, told in self._moved:
            connection.execute(statement, told)
        connection.execute("COMMIT")


def _recorded(company: str) -> Callable[[Session], str]:
    def save(session: Session) -> str:
        visit = records.new(
            Visit,
            company=company,
            form=VisitForm.IN_PERSON,
            held_from=clock.now(),
            promoters=("p1",),
            outcome=Outcome.INTERESTED,
            status=VisitStatus.HELD,
        )
        return records.save(session, visit).id

    return save


def _standard(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection
