"""Saving a visit through the journal, against a bare transaction of the same row."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from app.base import clock
from app.base.ids import new_id
from app.model.visit import Outcome, Visit, VisitForm, VisitStatus
from app.services import records
from tests.bench.measure import Figure, in_turn
from tests.bench.stores import office_store

_ROUNDS = 400


def figures() -> Iterator[Figure]:
    """Yield the figure of a visit with five fields."""
    with office_store(companies=1_000) as database:
        bare = _bare(database.folder.parent / "bare.db")
        with database.reading() as connection:
            company = connection.exec_driver_sql("SELECT id FROM company LIMIT 1").scalar_one()

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

        def save_bare() -> None:
            moment = clock.now().isoformat()
            told = (moment, '["p1"]', "interested", "held")
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(
                "INSERT INTO visit(id, scope, company, form, held_from, promoters, outcome, status)"
                " VALUES(?,?,?,?,?,?,?,?)",
                (new_id(), "2816", company, "in_person", *told),
            )
            bare.execute("COMMIT")

        ours, baseline = in_turn(
            lambda: database.write(save, label="Visit"), save_bare, _ROUNDS, warm_up=20
        )
        bare.close()
    yield Figure("save a visit", ours, baseline, "s", 2.0)


def _bare(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE visit(id TEXT PRIMARY KEY, scope, company, form, held_from, promoters, "
        "outcome, status)"
    )
    connection.execute("CREATE INDEX visit_by_company ON visit(company)")
    return connection
