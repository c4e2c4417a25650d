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
_ALL_ROWS = (
    ("INSERT INTO entry(dot, time, head, payload, hash) VALUES(?,1,?,?,?)", "entry"),
    ("INSERT INTO touch(row, dot) VALUES(?,1)", "id"),
    ("INSERT INTO head(row, entity, scope, dots) VALUES(?,'visit','2816','{}')", "id"),
    ("UPDATE stream SET last=last+1 WHERE n=?", "one"),
    ("UPDATE meta SET value=value WHERE key='tick' AND ?", "one"),
    ("INSERT INTO search_row(row, entity) VALUES(?,'visit')", "id"),
    ("INSERT INTO undo_step(label, before) VALUES(?,'[]')", "id"),
)
"""Every row that a saved visit leaves, written by hand."""


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
        numbers = iter(range(1 << 40, 1 << 41))
        ours, bare = _measured(database, company, lambda: _save_row(same, company, next(numbers)))
        same.close()
        return Figure(f"save a visit (bare: {what})", ours, bare, "s", 2.0)


def _measured(database: Database, company: str, bare: Any) -> tuple[float, float]:
    def save(session: Session) -> None:
        visit = records.new(
            Visit,
            company=company,
            form=VisitForm.IN_PERSON,
            held_from=clock.now(),
            promoters=("p1",),
            outcome=Outcome.INTERESTED,
            status=VisitStatus.HELD,
        )
        records.save(session, visit)

    return in_turn(lambda: database.write(save, label="Visit"), bare, _ROUNDS, warm_up=20)


def _save_row(connection: Any, company: str, number: int | None = None) -> None:
    row = new_id()
    told = (clock.now().isoformat(), '["p1"]', "interested", "held")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_VISIT, (row, "2816", company, "in_person", *told))
    if number is not None:
        given = {
            "entry": (number, b"h" * 300, b"p" * 400, b"x" * 32),
            "id": (row,),
            "one": (1,),
        }
        for statement, names in _ALL_ROWS:
            connection.execute(statement, given[names])
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
