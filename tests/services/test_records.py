"""Saving any record: its rules, its scope at birth, and who may write where."""

from datetime import UTC, date, datetime

import pytest

from app.base.errors import UserError
from app.model.company import Company
from app.model.entity import field_map
from app.model.material import Material
from app.model.person import Person
from app.model.task import Task
from app.model.visit import Visit
from app.services import naming, records
from app.services.records import InvalidRecordError


def save(session, entity, **values):
    return records.save(session, records.new(entity, **values))


def test_required_fields_and_own_rules_are_told_together(db):
    with pytest.raises(InvalidRecordError) as told:
        db.write(save, Company, nip="123", label="x")
    assert {problem.field for problem in told.value.problems} == {"name", "kind", "nip"}


def test_texts_are_trimmed_and_identifiers_normalised(db):
    row = db.write(
        save, Company, name="  Tartak ", kind="company", nip="PL 526-000-12-46", label="x"
    ).result
    assert (row.name, row.nip) == ("Tartak", "5260001246")


def test_half_a_character_is_refused_at_its_field(db):
    with pytest.raises(InvalidRecordError) as told:
        db.write(save, Company, name="Tartak \ud83d", kind="company", town="Ełk", label="x")
    (problem,) = told.value.problems
    assert problem.field == "name"
    assert "“Tartak ?”" in problem.message
    assert "type it anew" in problem.message
    assert db.write(save, Company, name="Tartak 🌲", kind="company", label="x").result.id


def test_a_promoters_record_takes_the_devices_county(db):
    row = db.write(save, Person, last_name="Nowak", label="x").result
    assert (row.scope, row.county) == ("2816", "2816")


def test_the_office_must_name_the_county(office):
    with pytest.raises(InvalidRecordError, match="county"):
        office.write(save, Company, name="A", kind="company", label="x")
    row = office.write(save, Company, name="A", kind="company", county="2805", label="x").result
    assert row.scope == "2805"


def test_the_city_of_olsztyn_shares_its_countys_scope(office):
    row = office.write(save, Company, name="A", kind="company", county="2862", label="x").result
    assert (row.scope, row.county) == ("2814", "2862")


def test_what_belongs_to_a_company_lives_where_it_lives(office):
    company = office.write(save, Company, name="A", kind="company", county="2805", label="x").result
    visit = office.write(
        save,
        Visit,
        company=company.id,
        form="phone",
        status="planned",
        planned_from=datetime(2026, 12, 1, 9, tzinfo=UTC),
        promoters=("p",),
        label="x",
    ).result
    assert visit.scope == "2805"


def test_a_scope_stays_when_the_county_changes(office):
    company = office.write(save, Company, name="A", kind="company", county="2805", label="x").result
    moved = office.write(records.save, company, {"county": "2816"}, label="x").result
    assert (moved.scope, moved.county) == ("2805", "2816")


def test_a_promoter_cannot_write_reference_data_or_another_county(db):
    with pytest.raises(UserError, match="office"):
        db.write(save, Material, code="X", name="X", kind="leaflet", label="x")
    with pytest.raises(UserError, match="ełcki"):
        db.write(save, Company, name="A", kind="company", county="2805", label="x")


def test_a_detached_record_is_saved_from_a_form(db):
    made = db.write(save, Company, name="A", kind="company", label="x").result
    read = db.read(records.get, Company, made.id)
    db.write(records.save, read, {"phone": "600"}, label="x")
    assert db.read(records.get, Company, made.id).phone == "600"


def test_a_deleted_record_is_gone(db):
    made = db.write(save, Company, name="A", kind="company", label="x").result
    assert db.read(records.is_here, Company, made.id)
    db.write(records.delete, made, label="x")
    assert not db.read(records.is_here, Company, made.id)
    with pytest.raises(UserError, match="not here any more"):
        db.read(records.get, Company, made.id)


def test_titles_follow_references(db):
    company = db.write(save, Company, name="Tartak", kind="company", label="x").result
    task = db.write(
        save, Task, title="Zadzwoń", due=date(2026, 12, 1), owner="p", company=company.id, label="x"
    ).result
    assert task.scope == "2816"
    assert db.read(naming.titles, "county", ["2816"]) == {"2816": "piski"}
    assert db.read(naming.title, company) == "Tartak"


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        ("held_from", "2026-07-01T10:00:00+02:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("held_from", "2026-07-01T10:00:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("promoters", ["a"], ("a",)),
        ("note", "", None),
        ("status", "held", "held"),
    ],
)
def test_values_from_files_are_parsed(field, given, value):
    assert records.parse(field_map(Visit)[field], given) == value


@pytest.mark.parametrize(
    ("field", "given"),
    [("held_from", "soon"), ("promoters", "a"), ("status", "nonsense"), ("note", {"a": 1})],
)
def test_values_that_do_not_fit_are_told(field, given):
    with pytest.raises(InvalidRecordError):
        records.parse(field_map(Visit)[field], given)
