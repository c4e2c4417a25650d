"""The first house: every entity of version 0.1, the journal and what is derived from it.

Revision ID: 0001
"""

from alembic import op

from app.store.migrations.tables import make

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = {
    "network": (
        "name",
        "",
    ),
    "centre": (
        "code name kind county address phone email www opening_hours",
        "",
    ),
    "promoter": (
        ("code first_name last_name centre role email phone pin_hash active_from active_to"),
        "",
    ),
    "device": (
        "name role promoter counties encryption_key certificate revoked_since",
        "",
    ),
    "material": (
        "code name kind version language template",
        "minimum",
    ),
    "company": (
        (
            "name kind county town address nip regon krs legal_form pkd further_pkd "
            "size_class size_basis size_date status source source_date phone email "
            "www centre stage do_not_contact_reason art14_date art14_way "
            "art14_version"
        ),
        "pkd_year headcount do_not_contact",
    ),
    "site": (
        ("company address town postcode county commune regon14 valid_from valid_to"),
        "main",
    ),
    "person": (
        "first_name last_name email phone slip_number group language county",
        "",
    ),
    "affiliation": (
        "person company function valid_from valid_to",
        "may_sign",
    ),
    "visit": (
        (
            "company form planned_from planned_to held_from held_to promoters "
            "people topics outcome note status"
        ),
        "",
    ),
    "task": (
        "title due owner company visit link_entity link_row snoozed_to",
        "done",
    ),
    "event": (
        ("title kind starts ends place centre counties lead_county status lead checklist"),
        "capacity",
    ),
    "session": (
        "event starts ends topic trainers",
        "",
    ),
    "participation": (
        "event person role group status",
        "line_number walk_in",
    ),
    "attendance": (
        "session person participation",
        "present minutes signed",
    ),
    "stock_move": (
        ("material from_centre to_centre kind moved_at promoter visit event reason"),
        "quantity",
    ),
    "shift": (
        (
            "centre promoter planned_from planned_to actual_from actual_to state "
            "replaced handover_note"
        ),
        "",
    ),
    "tally": (
        "event shift kind counted_at promoter",
        "amount",
    ),
    "leaflet": (
        "title template centre language material headline introduction link",
        "",
    ),
    "attachment": (
        "sha256 name media_type alt_text company visit event",
        "size",
    ),
}
"""Each table's text columns and whole-number columns, beside those that all have."""

_JOURNAL = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE stream(n INTEGER PRIMARY KEY, writer TEXT NOT NULL, scope TEXT NOT NULL, last
    INTEGER NOT NULL, hash BLOB NOT NULL, context TEXT, UNIQUE(writer, scope));

CREATE TABLE entry(dot INTEGER PRIMARY KEY, time INTEGER NOT NULL, head BLOB NOT NULL,
    payload BLOB NOT NULL, hash BLOB NOT NULL);

CREATE TABLE touch(row TEXT NOT NULL, dot INTEGER NOT NULL, PRIMARY KEY(row, dot)) WITHOUT
    ROWID;

CREATE TABLE epoch(dot INTEGER PRIMARY KEY, context TEXT NOT NULL);

CREATE TABLE head(row TEXT PRIMARY KEY, entity TEXT NOT NULL, scope TEXT NOT NULL, dots TEXT
    NOT NULL) WITHOUT ROWID;

CREATE TABLE sibling(row TEXT NOT NULL, field TEXT NOT NULL, dot INTEGER NOT NULL, entity
    TEXT NOT NULL, value, differs INTEGER NOT NULL, PRIMARY KEY(row, field, dot)) WITHOUT
    ROWID;

CREATE TABLE quarantine(dot INTEGER NOT NULL, row TEXT NOT NULL, entity TEXT NOT NULL, field
    TEXT NOT NULL, value, reason TEXT NOT NULL, PRIMARY KEY(dot, row, field)) WITHOUT ROWID;

CREATE TABLE segment(stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    header BLOB NOT NULL, PRIMARY KEY(stream, first)) WITHOUT ROWID;

CREATE TABLE waiting(writer TEXT NOT NULL, scope TEXT NOT NULL, first INTEGER NOT NULL, last
    INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(writer, scope, first));

CREATE TABLE receipt(device TEXT NOT NULL, writer TEXT NOT NULL, scope TEXT NOT NULL, last
    INTEGER NOT NULL, PRIMARY KEY(device, writer, scope)) WITHOUT ROWID;

CREATE TABLE exchange_file(id INTEGER PRIMARY KEY, direction TEXT NOT NULL, name TEXT NOT
    NULL, sha256 TEXT NOT NULL, device TEXT NOT NULL, at TEXT NOT NULL, result TEXT NOT
    NULL, detail TEXT NOT NULL);

CREATE TABLE undo_step(id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, before
    TEXT NOT NULL);

CREATE TABLE search_row(n INTEGER PRIMARY KEY, row TEXT NOT NULL UNIQUE, entity TEXT NOT
    NULL);

CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1,
    prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
"""
_INDEXES = {
    "site": ("company",),
    "affiliation": ("company", "person"),
    "visit": ("company", "planned_from", "held_from"),
    "task": ("due", "company"),
    "event": ("starts",),
    "session": ("event",),
    "participation": ("event", "person"),
    "attendance": ("session", "person"),
    "stock_move": ("material", "from_centre", "to_centre", "visit", "event", "moved_at"),
    "shift": ("centre", "planned_from"),
    "tally": ("event", "shift"),
    "company": ("nip", "stage"),
    "attachment": ("company", "visit", "event"),
    "person": ("slip_number",),
}


def upgrade() -> None:
    """Make the tables; ids aside nothing is unique and no foreign key is enforced."""
    for name, (texts, numbers) in _TABLES.items():
        make(name, texts, numbers, _INDEXES.get(name, ()))
    for statement in filter(str.strip, _JOURNAL.split(";\n")):
        op.execute(statement)
