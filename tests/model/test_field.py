"""A field's value goes to its stored form and back, and strangers' values are looked at first."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.model.entity import field_map, fields_of
from app.model.every_entity import ENTITIES
from app.model.visit import Visit

_FIELDS = field_map(Visit)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("held_from", datetime(2026, 10, 25, 0, 30, 15, 123000, tzinfo=UTC)),
        ("promoters", ("a", "b")),
        ("topics", ()),
        ("note", "Zażółć\ngęślą"),
        ("status", "held"),
    ],
)
def test_a_value_comes_back_from_its_stored_form(name, value):
    field = _FIELDS[name]
    assert field.from_raw(field.to_raw(value)) == value
    assert field.accepts(field.to_raw(value))


def test_moments_are_stored_in_utc():
    field = _FIELDS["held_from"]
    local = datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    assert field.to_raw(local) == "2026-07-01T08:00:00.000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        _FIELDS["held_from"].to_raw(datetime(2026, 7, 1, 10))  # noqa: DTZ001 - the point


@pytest.mark.parametrize(
    ("name", "stranger"),
    [
        ("held_from", "yesterday"),
        ("held_from", "2026-07-01T10:00:00"),
        ("promoters", "not json"),
        ("promoters", '{"a": 1}'),
        ("note", 5),
        ("note", ["x"]),
    ],
)
def test_what_cannot_stand_in_a_column_is_told(name, stranger):
    assert not _FIELDS[name].accepts(stranger)


def test_every_entity_introduces_itself():
    for entity in ENTITIES:
        names = {field.name for field in fields_of(entity)}
        about = entity.about
        assert about.label
        assert about.plural
        assert set(about.title) <= names
        assert set(about.order) | set(about.searched) <= names
        assert all(field.label for field in fields_of(entity))
        if not isinstance(about.scope, str):
            assert set(about.scope) <= names


def test_dates_keep_their_day():
    from app.model.company import Company

    field = field_map(Company)["source_date"]
    assert field.to_raw(date(2026, 12, 31)) == "2026-12-31"
    assert field.from_raw("2026-12-31") == date(2026, 12, 31)
