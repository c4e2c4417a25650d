"""Bringing the log into the store's file beside the work that follows, not within a commit.

SQLite does it within whichever commit finds the log long. That commit waits for the disk twice: for
the log, which makes it durable, and for the file, which nobody needs yet.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from app.store.database import Database
from app.store.engine import FILE_NAME, driver, give_back, open_raw

_LONG = 1_000
"""Pages of the log from which on SQLite brings it into the file."""
_LONGEST = 8_000
"""Pages from which on the work waits until the log is in the file: SQLite then begins it anew. It
does so at no other time, and the log would become as long as all that an import writes."""
_PAGE = 4_096


@contextmanager
def beside(database: Database) -> Iterator[Callable[[], None]]:
    """Let commits leave the log alone meanwhile; when the block ends, what was brought is there.

    What the writer keeps of the file by then is given back.

    Yields:
        what to call after a commit: a log that has become long is then brought into the file in a
        thread of its own.
    """
    log = _Log(database.folder / FILE_NAME)
    with database.writing() as connection:
        writer = driver(connection)
        _let_commits(writer, 0)
    try:
        yield log.bring
    finally:
        log.wait()
        # Outside a write, which would be refused when the file is gone by now: it may come back.
        _let_commits(writer, _LONG)
        give_back(writer)


def _let_commits(writer: Any, pages: int) -> None:
    writer.execute(f"PRAGMA wal_autocheckpoint={pages:d}")


class _Log:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._log = file.with_name(f"{file.name}-wal")
        self._pages = 0
        self._thread: Thread | None = None

    def bring(self) -> None:
        self.wait()
        is_longest = self._pages > _LONGEST
        if self._size() > _LONG * _PAGE:
            self._thread = Thread(target=self._bring)
            self._thread.start()
        if is_longest:
            self.wait()
            self._pages = 0

    def wait(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:  # a disk on which SQLite can keep no log beside the file
            return 0

    def _bring(self) -> None:
        # Where it fails (a full disk), the log still holds everything, and a later commit tries
        # again: SQLite itself says no more of it.
        with suppress(sqlcipher.Error), closing(open_raw(self._file)) as connection:
            _busy, self._pages, _done = connection.execute(
                "PRAGMA wal_checkpoint(PASSIVE)"
            ).fetchone()
