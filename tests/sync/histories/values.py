"""What random histories write: values of every kind of field, odd ones among them."""

from datetime import UTC, date, datetime

from app.base.text import nfc
from app.model.entity import field_map
from app.model.every_entity import entity_named

TYPED = object()
"""Stands for a text unlike all others, so that it can be looked for everywhere."""

_ODD = ("Łaźnia – ąę", "a\0b", "😀 \u202e\u2028'\"\\", "Ło\u0301dz\u0301", "\t")
_MOMENTS = (None, datetime(2026, 11, 24, 8, 30, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC))
VALUES: dict[str, dict[str, tuple]] = {
    "company": {
        "name": ("Tartak", "Młyn", *_ODD),
        "phone": ("501", "502", "", None),
        "headcount": (0, 7, 2**62, 2**63 - 1, -(2**63), None),
        "source": ("fair", "visit", None),
        "do_not_contact": (True, False, None),
        "size_class": ("micro", "large", None),
        "size_date": (date(2026, 2, 28), date(1, 1, 1), date(9999, 12, 31), None),
    },
    "person": {
        "last_name": (TYPED,),
        "phone": (TYPED, "", None),
        "group": ("employer", "media", None),
    },
    "visit": {
        "note": (TYPED, "", None),
        "planned_from": _MOMENTS,
        "topics": (None, (), ("csr",), ("csr", "pact")),
        "people": (None, ("row-000",), ("row-001", "row-000")),
        "outcome": ("interested", "absent", None),
        "status": ("planned", "held", "cancelled"),
    },
}
"""The entities and fields that histories write, and what they write there."""

TRACKED = (*VALUES, "merge_edge", "attachment")
"""The entities of which the oracle knows what every store must show."""

UNKNOWN = {"shade": (-0.0, 0.5, "", None, 2**62, "ó"), "mood": ("ładny", None)}
"""Fields of a later version, which this one keeps and passes on without knowing them."""


def raw(entity: str, field: str, value: object) -> object:
    """Return the form in which the journal holds a value."""
    made = field_map(entity_named(entity))[field].to_raw(value)
    return nfc(made) if isinstance(made, str) else made


def kept(value: object) -> object:
    """Return what a field holds after a value was saved in it."""
    return nfc(value) if isinstance(value, str) else value
