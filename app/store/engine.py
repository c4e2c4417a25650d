"""Connections to the store's file: driver, pragmas and how transactions begin."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from app.store import place

FILE_NAME = place.FILE_NAME
_WRITER = "centrum_writer"

_WAIT_MILLISECONDS = 10_000
_READS_WITH = "PRAGMA cache_size=-2000"
"""In KiB, of the file's pages. A reader goes through the whole file for a list or a copy and would
keep all of it; what it reads again the system has at hand, and it takes no longer (measured)."""
_WRITES_WITH = "PRAGMA cache_size=-32768"
"""An import comes back to the same pages all the time: with less it takes half as long again."""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA temp_store=MEMORY",
    _READS_WITH,
    f"PRAGMA busy_timeout={_WAIT_MILLISECONDS}",
)


def make_engine(file: Path) -> Engine:
    """Return an engine over the file; each thread gets a connection of its own.

    sqlcipher3 brings the same SQLite to every system and can encrypt the file later.
    `synchronous=FULL`: what the window said was saved survives a power cut.
    """

    def connect() -> Any:
        return open_raw(file)

    # The connection that came back last is lent first: the others' caches stay as they are.
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_use_lifo=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writer = connection.get_execution_options().get(_WRITER)
        if writer is None:
            driver(connection).execute("BEGIN")
        elif not writer.in_transaction:
            writer.execute("BEGIN IMMEDIATE")

    return engine


def as_writer(connection: Connection) -> Connection:
    """Return a connection that is going to write: its transactions take the lock at once.

    It does not go back among those that read: it keeps more of the file than they do.
    """
    raw = driver(connection)
    connection.detach()
    raw.execute(_WRITES_WITH)
    return connection.execution_options(**{_WRITER: raw})


def give_back(raw: Any) -> None:
    """Give the system back what a driver's connection keeps of the file, after much was written."""
    raw.execute("PRAGMA shrink_memory")


def refuse_ended(raw: Any) -> None:
    """Refuse to go on writing when the transaction is gone: each statement would be saved alone.

    Raises:
        RuntimeError: when it is, which is a bug: whoever met the fault should have let it pass.
    """
    if not raw.in_transaction:
        raise RuntimeError("the transaction of a write ended before the write")


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
    writer = connection.get_execution_options().get(_WRITER)
    return connection.connection.driver_connection if writer is None else writer


def driver_of(session: Session) -> Any:
    """Return the driver's connection behind a session that the database opened."""
    return session.info["driver"]
