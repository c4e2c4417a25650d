"""Saving a visit through the journal, against bare transactions with synchronous=FULL.

The same rows are written by the standard library's sqlite3, as another program would, and by the
driver that the store itself uses, in a file that is the store's twin.
"""

import sqlite3
from collections.abc import Callable, Iterator
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
_VISIT = (
    "INSERT INTO visit(id, scope, company, form, held_from, promoters, outcome, status)"
    " VALUES(?,?,?,?,?,?,?,?)"
)
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
    with office_store(companies=1_000) as database:
        with database.reading() as connection:
            company = connection.exec_driver_sql("SELECT id FROM company LIMIT 1").scalar_one()
        alone = _bare(database.folder.parent / "bare.db")
        ours, bare = _measured(database, company, lambda: _save_row(alone, company))
        alone.close()
        yield Figure("save a visit (bare: its row alone)", ours, bare, "s", 2.0)
    yield _same_rows("the same rows", _standard)
    yield _same_rows("the same rows, our driver", open_raw)


def _same_rows(what: str, connect: Callable[[Path], Any]) -> Figure:
    with office_store(companies=1_000) as database, office_store(companies=1_000) as other:
        same = connect(other.folder / "centrum-csr.db")
        with database.reading() as connection:
            company = connection.exec_driver_sql("SELECT id FROM company LIMIT 1").scalar_one()
        visit = database.write(_recorded(company), label="Visit").result
        rows = _Rows(database, visit)
        ours, bare = _measured(database, company, lambda: rows.write(same))
        same.close()
        return Figure(f"save a visit (bare: {what})", ours, bare, "s", 2.0)


class _Rows:
    """The rows that one saved visit left, written again under another id by hand."""

    def __init__(self, database: Database, visit: str) -> None:
        self._visit = visit
        self._written = 0
        self._rows: list[tuple[str, list[Any], int]] = []
        with database.reading() as connection:
            for table, query in _LEFT_BY_A_SAVE.items():
                found = connection.exec_driver_sql(query, (visit,))
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
        for statement, told in _MOVED:
            connection.execute(statement, told)
        connection.execute("COMMIT")


def _measured(database: Database, company: str, bare: Any) -> tuple[float, float]:
    save = _recorded(company)
    return in_turn(lambda: database.write(save, label="Visit"), bare, _ROUNDS, warm_up=20)


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


def _save_row(connection: Any, company: str) -> None:
    row = new_id()
    told = (clock.now().isoformat(), '["p1"]', "interested", "held")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_VISIT, (row, "2816", company, "in_person", *told))
    connection.execute("COMMIT")


def _standard(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _bare(file: Path) -> sqlite3.Connection:
    connection = _standard(file)
    connection.execute(
        "CREATE TABLE visit(id TEXT PRIMARY KEY, scope, company, form, held_from, promoters, "
        "outcome, status)"
    )
    connection.execute("CREATE INDEX visit_by_company ON visit(company)")
    return connection
