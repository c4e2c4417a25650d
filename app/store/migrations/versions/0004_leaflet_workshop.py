"""What leaflets with texts, pictures and versions of their own need, and photos with consents.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.tables import make

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES: dict[str, tuple[str, str]] = {
    "leaflet_block": ("leaflet panel position kind words style author link picture", "at_foot"),
}
"""Each new entity's text columns and whole-number columns, beside those that all have."""

_COLUMNS: dict[str, tuple[str, str]] = {
    "leaflet": ("design origin", "version is_template flap_mm"),
    "attachment": ("leaflet people_shown", "people_agreed"),
}
"""Text columns and whole-number columns that older entities get."""

_INDEXES: dict[str, tuple[str, ...]] = {
    "leaflet_block": ("leaflet",),
    "attachment": ("leaflet",),
}


def upgrade() -> None:
    """Make the new table and columns; ids aside nothing is unique and no key is enforced."""
    for name, (texts, numbers) in _TABLES.items():
        make(name, texts, numbers, _INDEXES.get(name, ()))
    for name, (texts, numbers) in _COLUMNS.items():
        for column in texts.split():
            op.add_column(name, sa.Column(column, sa.Text))
        for column in numbers.split():
            op.add_column(name, sa.Column(column, sa.Integer))
        for column in _INDEXES.get(name, ()):
            op.create_index(f"{name}_by_{column}", name, [column])
