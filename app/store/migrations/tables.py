"""The table of an entity as every step makes it. Released steps use it: it never changes."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op


def make(name: str, texts: str, numbers: str, indexed: Iterable[str] = ()) -> None:
    """Make an entity's table and its indexes; ids aside nothing is unique or a foreign key.

    Args:
        name: the entity's.
        texts: its text columns, beside those that all have, with spaces between.
        numbers: its whole-number columns.
        indexed: the columns that get an index each.
    """
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("scope", sa.Text),
        *(sa.Column(column, sa.Text) for column in texts.split()),
        *(sa.Column(column, sa.Integer) for column in numbers.split()),
        sa.Column("created_at", sa.Text),
        sa.Column("created_by", sa.Text),
        sa.Column("created_on", sa.Text),
        sa.Column("deleted", sa.Integer),
        sa.Column("sort_key", sa.Text),
    )
    op.create_index(f"{name}_by_sort_key", name, ["deleted", "sort_key", "id"])
    for column in indexed:
        op.create_index(f"{name}_by_{column}", name, [column])
