"""Makes a new store's tables once a process; every further new file is a copy of them.

A store's birth costs twenty times as much by its migrations as by a copy, and a thousand tests
begin with one.
"""

import pytest
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from app.store import schema
from app.store.engine import driver


def share_schema(patch: pytest.MonkeyPatch) -> None:
    """Let files without any table take the tables of the first such file."""
    migrate = schema._upgrade
    made: dict[int, sqlcipher.Connection] = {}

    def upgrade(engine: Engine) -> None:
        with engine.connect() as connection:
            raw = driver(connection)
            connection.rollback()
            fresh = not raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            known = made.get(schema.SCHEMA)
            if fresh and known is not None:
                known.backup(raw)
                return
        migrate(engine)
        if fresh:
            with engine.connect() as connection:
                kept = sqlcipher.connect(":memory:", check_same_thread=False)
                connection.rollback()
                driver(connection).backup(kept)
            made[schema.SCHEMA] = kept

    patch.setattr(schema, "_upgrade", upgrade)
