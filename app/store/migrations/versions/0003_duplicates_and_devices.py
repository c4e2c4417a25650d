"""What duplicates, devices that are replaced or revoked, and files in parts need.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.tables import make

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES: dict[str, tuple[str, str]] = {
    "certificate": ("number participation issued reissued", ""),
    "test_result": ("participation stage", "points of"),
    "merge_edge": ("one other verdict reasons", "score"),
}
"""Each new entity's text columns and whole-number columns, beside those that all have."""

_COLUMNS: tuple[tuple[str, str], ...] = (("event", "outcomes"), ("device", "accepted"))
"""Text columns that older entities get, as (entity, column)."""

_JOURNAL: tuple[str, ...] = (
    # Local, derived from the edges: which row shows each joined one; faces show themselves.
    "CREATE TABLE face(row TEXT PRIMARY KEY, face TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX face_by_face ON face(face)",
    # Rows that hold an entity or a field that only a newer version of the program can show.
    "CREATE TABLE unshown(row TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID",
    # Segments that are kept and not applied: of a revoked device, or of a copied history. The
    # sum is of the header, which every copy of a segment has, erased or not.
    """CREATE TABLE held(writer TEXT NOT NULL, scope TEXT NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, sum TEXT NOT NULL, bytes BLOB NOT NULL, reason TEXT NOT NULL,
    since TEXT NOT NULL, PRIMARY KEY(writer, scope, first, sum))""",
    # The signing key by which each device goes now, and the certificate that says so.
    """CREATE TABLE device_key(device TEXT PRIMARY KEY, sign TEXT NOT NULL,
    certificate TEXT NOT NULL) WITHOUT ROWID""",
    # Own entries that went on under another name after the stream was taken for another
    # history: of `stream`, those after `kept` stand in `target` now, after its number `before`.
    """CREATE TABLE moved(id INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL,
    kept INTEGER NOT NULL, target INTEGER NOT NULL, before INTEGER NOT NULL)""",
    # Parts of the search index are merged when sixteen of a size have come, not a little at each
    # write: a file's import took as long as the index was large.
    "INSERT INTO search(search, rank) VALUES('automerge', 0)",
    # Contents of which pieces are in the folder `arriving`, and the record they came for.
    """CREATE TABLE attachment_arriving(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL,
    row TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID""",
    # What another device's latest file says that waits there for a gap to be filled.
    """CREATE TABLE receipt_waiting(device TEXT NOT NULL, writer TEXT NOT NULL,
    scope TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY(device, writer, scope, first)) WITHOUT ROWID""",
    # Scopes in which another device's latest file tells another history than ours.
    """CREATE TABLE digest_fault(device TEXT NOT NULL, scope TEXT NOT NULL,
    since TEXT NOT NULL, PRIMARY KEY(device, scope)) WITHOUT ROWID""",
)
"""Statements for what is not an entity."""

_INDEXES: dict[str, tuple[str, ...]] = {
    "merge_edge": ("one", "other"),
    "certificate": ("participation",),
    "test_result": ("participation",),
}
_SHARED: tuple[str, ...] = ("regon", "krs", "email", "phone")
"""By what else companies that an import brought are looked up; most have only some of them."""


def upgrade() -> None:
    """Make the new tables; ids aside nothing is unique and no foreign key is enforced."""
    for name, (texts, numbers) in _TABLES.items():
        make(name, texts, numbers, _INDEXES.get(name, ()))
    for entity, column in _COLUMNS:
        op.add_column(entity, sa.Column(column, sa.Text))
    for statement in _JOURNAL:
        op.execute(statement)
    for column in _SHARED:
        op.execute(
            f"CREATE INDEX company_by_{column} ON company({column}) WHERE {column} IS NOT NULL"
        )
