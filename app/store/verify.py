"""Whether the store is whole: the file, the journal's chains, and tables equal to its replay."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.progress import NO_PROGRESS, Progress
from app.store import chains, erasing, local_state
from app.store.chains import Chain, Fault
from app.store.database import Database
from app.store.differences import differences, shape_faults
from app.store.engine import FILE_NAME, as_writer, driver, make_engine, open_raw
from app.store.replay import replay
from app.store.schema import prepare

__all__ = ["Fault", "verify"]


def verify(database: Database, progress: Progress = NO_PROGRESS) -> list[Fault]:
    """Return what is wrong with the store and where; nothing when it is whole.

    It takes as long as taking all the store's changes in once more.
    """
    faults: list[Fault] = []
    try:
        faults += _file_faults(database)
        with _beside(database) as connection:
            faults += shape_faults(connection)
            missing = [fault for fault in faults if fault.where.startswith("table ")]
            faults += [] if missing else _content_faults(connection, database, progress)
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        faults.append(Fault("file", str(getattr(error, "orig", None) or error)))
    return faults


def _file_faults(database: Database) -> list[Fault]:
    # On a connection of its own: one that has searched keeps a picture of the index, and the
    # check takes it for damage when another has written the index since.
    raw = open_raw(database.folder / FILE_NAME)
    try:
        said = [row[0] for row in raw.execute("PRAGMA integrity_check")]
    finally:
        raw.close()
    return [Fault("file", line) for line in said if line != "ok"]


@contextmanager
def _beside(database: Database) -> Iterator[Connection]:
    """Lend a transaction on an empty file, with the store attached as `kept`."""
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as folder:
        file = Path(folder) / "replay.db"
        engine = make_engine(file)
        try:
            prepare(engine, file)
            with engine.connect() as plain, as_writer(plain) as connection:
                driver(connection).execute("PRAGMA synchronous=OFF")
                driver(connection).execute("ATTACH ? AS kept", (str(database.folder / FILE_NAME),))
                with connection.begin():
                    yield connection
        finally:
            engine.dispose()


def _content_faults(
    connection: Connection, database: Database, progress: Progress
) -> Iterator[Fault]:
    erasing.claim(connection, local_state.known_erased(connection, database.folder))
    found: dict[int, Chain] = {}
    for chain in chains.read(connection, progress):
        found[chain.n] = chain
        yield from chain.faults
    yield from chains.orphans(connection)
    replay(connection, found, progress)
    yield from differences(connection, found)
    sound = not any(chain.faults for chain in found.values())
    with database.reading() as reading:
        # What was done is told by the journal: a step is not judged by a damaged one.
        own = local_state.faults(reading)
        yield from (one for one in own if sound or not one.where.startswith("undo "))
