"""`resolve` with a value keeps the rules that `record` keeps; a refused answer changes nothing."""

import json

import pytest

from app.store.database import Database
from tests.cli.conftest import company, device_of, done, recorded, refused, sent, taken


@pytest.fixture
def asked(stores, tmp_path):
    """Return a function that makes a conflict at Anna's about one field of a company."""

    def ask(field: str, mine: object, theirs: object, **more: object) -> str:
        anna, office = stores / "anna", stores / "office"
        recorded(anna, company(**more) | {"id": "firma"})
        taken(office, *sent(anna, tmp_path / "wire"))
        for store, value in ((anna, mine), (office, theirs)):
            recorded(store, {"entity": "company", "id": "firma", "set": {field: value}})
        taken(anna, *sent(office, tmp_path / "wire", device_of(anna)))
        return f"firma.{field}"

    return ask


def open_ones(store):
    return [one["id"] for one in done("conflicts", "--store", store, "--json").json]


def shown(store):
    (row,) = done("dump", "--store", store, "--entity", "company").out.splitlines()
    return json.loads(row)


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "answer", "reason"),
    [
        ("nip", "5260250274", "5252248481", "12", "NIP"),
        ("name", "Tartak A", "Tartak B", "", "name"),
        ("name", "Tartak A", "Tartak B", "   ", "name"),
        ("headcount", 5, 6, "-5", "negative"),
    ],
)
def test_a_value_against_the_rules_leaves_the_conflict_open(
    stores, asked, field, mine, theirs, answer, reason
):
    conflict = asked(field, mine, theirs)
    before = shown(stores / "anna")
    words = ("resolve", "--store", stores / "anna", conflict, "--", answer)
    assert reason in refused(*words)
    assert open_ones(stores / "anna") == [conflict]
    assert shown(stores / "anna") == before


def test_a_value_is_tidied_as_a_form_would(stores, asked):
    conflict = asked("nip", "5260250274", "5252248481")
    done("resolve", "--store", stores / "anna", conflict, "PL 526-025-02-74")
    assert shown(stores / "anna")["nip"] == "5260250274"
    assert open_ones(stores / "anna") == []


def test_another_field_that_is_wrong_does_not_stand_in_the_way_nor_change(stores, asked):
    conflict = asked("phone", "501", "502")
    database = Database.open(stores / "anna")
    wrong = ("company", "firma", {"nip": "PL 12"})
    database.write_bulk([("2816", wrong)], label="As an older program wrote it")
    database.close()
    done("resolve", "--store", stores / "anna", conflict, "503")
    row = shown(stores / "anna")
    assert (row["phone"], row["nip"]) == ("503", "PL 12")
