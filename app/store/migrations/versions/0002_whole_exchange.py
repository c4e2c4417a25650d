"""The whole exchange: what duplicates, erasure, attachments and replaced devices need.

Revision ID: 0002
"""

import json

from alembic import op

from app.store.migrations.tables import make

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES: dict[str, tuple[str, str]] = {
    "erasure": ("entity row names", ""),
}
"""Each new entity's text columns and whole-number columns, beside those that all have."""

_JOURNAL: tuple[str, ...] = (
    "CREATE INDEX attachment_by_sha256 ON attachment(sha256)",
    # The contents that stand whole in the folder of attachments.
    "CREATE TABLE attachment_content(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID",
    # What another device's latest file says that it lacks, and which pieces it has (JSON).
    """CREATE TABLE attachment_wanted(device TEXT NOT NULL, sha256 TEXT NOT NULL,
    pieces TEXT NOT NULL, PRIMARY KEY(device, sha256)) WITHOUT ROWID""",
    # Deletes must not set off merges of the index: an import of 20,000 rows took 0.5 s longer.
    # Tombstones go with the next merge or the daily copy's tidying.
    "INSERT INTO search(search, rank) VALUES('deletemerge', 0)",
    "INSERT INTO search(search, rank) VALUES('hashsize', 16777216)",
    # Which rows have been erased in which scope, the fields to blank where they stand in the
    # clear, and (this store's own) since when it knows.
    """CREATE TABLE erased(scope TEXT NOT NULL, row TEXT NOT NULL, entity TEXT NOT NULL,
    names TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY(scope, row)) WITHOUT ROWID""",
)
"""Statements for what is not an entity."""

_INDEXES: dict[str, tuple[str, ...]] = {
    "erasure": ("row",),
}


def upgrade() -> None:
    """Make the new tables; ids aside nothing is unique and no foreign key is enforced."""
    for name, (texts, numbers) in _TABLES.items():
        make(name, texts, numbers, _INDEXES.get(name, ()))
    for statement in _JOURNAL:
        op.execute(statement)
    _group_heads()


def _group_heads() -> None:
    """Keep a row's heads by change: `4294967297:name phone` for `{"name": …, "phone": …}`."""
    connection = op.get_bind()
    for row, dots in connection.exec_driver_sql("SELECT row, dots FROM head").all():
        groups: dict[int, list[str]] = {}
        for name, at in json.loads(dots).items():
            groups.setdefault(at, []).append(name)
        text = ";".join(f"{at}:{' '.join(sorted(names))}" for at, names in sorted(groups.items()))
        connection.exec_driver_sql("UPDATE head SET dots=? WHERE row=?", (text, row))
