"""Looking what files would do: all is done in one transaction, which is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.store.database import Database


@contextmanager
def taken_back(database: Database) -> Iterator[Connection]:
    """Lend a writing transaction that is taken back when the block ends."""
    try:
        with database.writing() as connection:
            yield connection
            raise _DryRunEnds
    except _DryRunEnds:
        database.identity_changed()


class _DryRunEnds(Exception):  # noqa: N818 - not an error: rolls the dry run back
    pass
