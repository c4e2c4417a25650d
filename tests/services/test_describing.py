"""Values and histories in words that a person reads."""

import pytest

from app.model.company import Company, CompanyKind
from app.model.entity import field_map
from app.model.leaflet import Leaflet
from app.services import companies, describing


@pytest.mark.parametrize(
    ("field", "raw", "words"),
    [
        ("county", "2816", "piski"),
        ("kind", CompanyKind.SOLE_TRADER.value, "Sole trader"),
        ("kind", "of a later version", "of a later version"),
        ("do_not_contact", 1, "yes"),
        ("source_date", "2026-11-23", "23"),
        ("phone", None, "–"),
        ("phone", "", "–"),
        ("headcount", "many", "many"),
    ],
)
def test_a_value_is_shown_in_words(db, field, raw, words):
    shown = db.read(describing.value_text, field_map(Company)[field], raw)
    assert words in shown


@pytest.mark.parametrize(
    ("raw", "words"), [("trifold", "A4 tri-fold"), ("of a later version", "of a later version")]
)
def test_a_template_is_shown_by_its_name(db, raw, words):
    assert db.read(describing.value_text, field_map(Leaflet)["template"], raw) == words


def test_a_history_names_fields_and_the_latest_change_first(db):
    made = db.write(companies.save, name="Tartak", kind="company", label="New").result
    db.write(companies.save, made, phone="600", label="Phone")
    steps = db.read(describing.history_of, "company", made.id)
    assert [step.label for step in steps] == ["Phone", "New"]
    assert steps[0].fields == (("Phone", "600"),)
    assert ("Name", "Tartak") in steps[1].fields
    assert "Created" not in dict(steps[1].fields)
