"""Connections to the store's file: driver, pragmas and how transactions begin."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from app.store import place

FILE_NAME = place.FILE_NAME
WRITING = {"centrum_writing": True}
"""Execution options of a connection that is going to write: it takes the lock at once."""

_WAIT_MILLISECONDS = 10_000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",
    f"PRAGMA busy_timeout={_WAIT_MILLISECONDS}",
)


def make_engine(file: Path) -> Engine:
    """Return an engine over the file; each thread gets a connection of its own.

    sqlcipher3 brings the same SQLite to every system and can encrypt the file later.
    `synchronous=FULL`: what the window said was saved survives a power cut.
    """

    def connect() -> Any:
        return open_raw(file)

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("centrum_writing")
        driver(connection).execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def open_raw(file: Path) -> Any:
    """Return a driver's connection with the store's pragmas; the caller begins transactions."""
    connection = sqlcipher.connect(str(file), isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def driver(connection: Connection) -> Any:
    """Return the driver's connection behind SQLAlchemy's, inside the same transaction.

    A saved visit takes some seventeen small statements; through SQLAlchemy each costs six times
    as much as the driver itself. What happens at every save goes this way.
    """
    return connection.connection.driver_connection


def driver_of(session: Session) -> Any:
    """Return the driver's connection behind a session that the database opened."""
    return session.info["driver"]
