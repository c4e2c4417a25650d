"""The one connection that writes: lent to one thread at a time, inside a transaction."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine

from app.store.engine import as_writer, driver, refuse_ended
from app.store.faults import explain, gone_from, replaced_in


class Writer(AbstractContextManager[Connection]):
    """Entered, it lends its connection; the transaction commits when the block ends well.

    The connection is kept from one write to the next: taking one from the pool costs as much as a
    third of what a small save does. Nor is this a generator, which would cost a save as much as
    another statement. SQLAlchemy joins the transaction when it is first asked to execute
    something: a small save asks the driver alone, and SQLAlchemy's part would be a tenth of its
    cost.

    Attributes:
        turn: the lock of whoever writes, for what else must be done before the next one does.
    """

    def __init__(self, engine: Engine, file: Path) -> None:
        """Write into a file through its engine; the first write takes the connection."""
        self._engine = engine
        self._file = file
        self._opened = _named(file)
        self.turn = RLock()
        self._after: Callable[[], None] | None = None

    def __enter__(self) -> Connection:
        """Wait for another thread's write to end, and begin.

        Raises:
            RuntimeError: when a write is under way in this thread, which is a bug.
            UserError: when the file cannot be written, is gone or is another by now.
        """
        self.turn.acquire()
        try:
            self._begin()
        except BaseException as error:
            self.turn.release()
            explain(error)
            raise
        return self._connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit, or take back what an error has cut short.

        Raises:
            RuntimeError: when the transaction ended on the way, which is a bug.
            UserError: in place of an error that is about the file.
        """
        try:
            if error is None:
                self._commit()
            else:
                self._roll_back()
        except BaseException as failed:
            explain(failed)
            raise
        finally:
            self._end_turn()
        if error is not None:
            explain(error)

    def now_and_after(self, deed: Callable[[], None]) -> None:
        """Do something in a turn of its own, and once more after this thread's open transaction.

        Args:
            deed: what is done again before the next one writes, however the transaction ends.
        """
        with self.turn:
            deed()
            if "_raw" in vars(self) and self._raw.in_transaction:
                self._after = deed

    def close(self) -> None:
        """Give the connection back."""
        if "_connection" in vars(self):
            self._connection.close()

    @cached_property
    def _connection(self) -> Connection:
        return as_writer(self._engine.connect())

    @cached_property
    def _raw(self) -> Any:
        return driver(self._connection)

    def _begin(self) -> None:
        # An open file that has lost its name would take what nobody sees again.
        named = _named(self._file)
        if named is None:
            raise gone_from(self._file.parent)
        if named != self._opened:
            raise replaced_in(self._file.parent)
        if self._raw.in_transaction:
            raise RuntimeError("a write inside a write")
        self._raw.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        connection = self._connection
        try:
            refuse_ended(self._raw)
            (connection if connection.in_transaction() else self._raw).commit()
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._raw.in_transaction:  # also when it could not be committed
            self._raw.rollback()
        # SQLAlchemy holds on to one that it could not commit, or that SQLite took back by itself,
        # and would refuse every later write.
        self._connection.rollback()

    def _end_turn(self) -> None:
        after, self._after = self._after, None
        try:
            if after is not None:
                after()
        finally:
            self.turn.release()


def _named(file: Path) -> tuple[int, int] | None:
    """Return by what the system knows the file that has a name now, `None` if there is none.

    Windows lets nobody take the name of an open file, and not each of its shares numbers files
    for good.
    """
    try:
        found = file.stat()
    except OSError:
        return None
    return (0, 0) if os.name == "nt" else (found.st_dev, found.st_ino)
