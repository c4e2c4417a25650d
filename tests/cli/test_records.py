"""`record` and `dump`: saving lines through the window's checks, and printing what is there."""

import io
import json

import pytest

from app import bootstrap
from app.store.database import Database
from tests.cli.conftest import company, done, recorded, refused, run, sent, taken


def dumped(store, *words):
    return [json.loads(line) for line in done("dump", "--store", store, *words).out.splitlines()]


def companies(store, *words):
    return dumped(store, "--entity", "company", *words)


def test_a_line_gives_an_id_and_a_record(stores):
    (row,) = recorded(stores / "anna", company("Młyn Łęg"))
    (found,) = companies(stores / "anna")
    assert (found["entity"], found["id"], found["name"]) == ("company", row, "Młyn Łęg")
    assert (found["scope"], found["county"]) == ("2816", "2816")


def test_each_answer_is_there_before_the_next_line_is_asked_for(stores, monkeypatch):
    """A program that waits for the id of its line would otherwise wait for ever."""
    pipe = io.BytesIO()
    seen = []

    def typed():
        for name in ("Jeden", "Dwa"):
            yield json.dumps(company(name)) + "\n"
            seen.append(pipe.getvalue().count(b'"id"'))

    monkeypatch.setattr("sys.stdin", typed())
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(pipe, encoding="utf-8"))
    assert bootstrap.main(["record", "--store", str(stores / "anna"), "-"]) == 0
    assert seen == [1, 2]


def test_a_given_id_is_kept_and_set_again_only_by_its_fields(stores):
    given = company(phone="501", headcount=7) | {"id": "firma"}
    assert recorded(stores / "anna", given) == ["firma"]
    recorded(stores / "anna", {"entity": "company", "id": "firma", "set": {"phone": "502"}})
    (found,) = companies(stores / "anna")
    assert (found["phone"], found["headcount"], found["name"]) == ("502", 7, "Tartak")


def test_delete_and_back_again(stores):
    (row,) = recorded(stores / "anna", company())
    recorded(stores / "anna", {"entity": "company", "id": row, "delete": True})
    assert companies(stores / "anna") == []
    assert companies(stores / "anna", "--deleted")[0]["deleted"] is True
    recorded(stores / "anna", {"entity": "company", "id": row, "set": {"deleted": False}})
    assert companies(stores / "anna")[0]["id"] == row
    assert done("verify", "--store", stores / "anna", "--json").json["ok"] is True


BAD = {
    "not json": "{",
    "no object": "[1]",
    "no such entity": json.dumps({"entity": "robot", "set": {}}),
    "no such field": json.dumps(company(mood="good")),
    "missing name": json.dumps({"entity": "company", "set": {"kind": "company"}}),
    "wrong checksum": json.dumps(company(nip="1234567890")),
    "wrong choice": json.dumps(company() | {"set": {"name": "X", "kind": "castle"}}),
    "wrong number": json.dumps(company(headcount="many")),
    "too large a number": json.dumps(company(headcount=2**63)),
    "half a letter": '{"entity": "company", "set": {"name": "\\ud800", "kind": "company"}}',
    "no id": json.dumps(company() | {"id": 7}),
    "id of two lines": json.dumps(company() | {"id": "a\nb"}),
    "id of half a letter": '{"entity": "company", "id": "\\ud800", "set": {"name": "X"}}',
    "delete of nothing": json.dumps({"entity": "company", "id": "x", "delete": True}),
    "the network's": json.dumps({"entity": "material", "set": {"name": "X", "code": "Y"}}),
    "another county": json.dumps(company(county="2805")),
    "no county": json.dumps(company(county="9999")),
    "too deep": "[" * 100_000,
    "too long a text": json.dumps(company(address="a" * 1_000_001)),
    "a key that does not exist": json.dumps(company() | {"sett": {"phone": "501"}}),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_refused_line_is_named_and_the_others_are_saved(stores, bad):
    lines = "\n".join([json.dumps(company("Pierwsza")), "", BAD[bad], json.dumps(company("Druga"))])
    said = run("record", "--store", stores / "anna", "-", stdin=lines)
    assert said.code == 1, said
    first, error, last = said.lines
    assert first["entity"] == last["entity"] == "company"
    assert error["line"] == 3
    assert len(error["error"]) > 5
    assert {found["name"] for found in companies(stores / "anna")} == {"Pierwsza", "Druga"}


@pytest.mark.parametrize("bad", BAD)
def test_one_transaction_is_all_or_nothing(stores, bad):
    lines = "\n".join([json.dumps(company()), BAD[bad]])
    said = run("record", "--store", stores / "anna", "-", "--one-transaction", stdin=lines)
    assert said.code == 1, said
    assert said.lines[-1]["line"] == 2
    assert [line for line in said.lines if "id" in line] == []
    assert companies(stores / "anna") == []


def test_half_a_character_is_told_as_such(stores):
    lines = '{"entity": "company", "set": {"name": "\\ud83d", "kind": "company"}}'
    (error,) = run("record", "--store", stores / "anna", "-", stdin=lines).lines
    assert "half of a character" in error["error"]
    said = run("erase", "--store", stores / "anna", "osoba\ud83d")
    assert (said.code, "Type it anew" in said.err) == (2, True)


def test_one_transaction_prints_every_id(stores):
    rows = recorded(
        stores / "anna",
        company("A") | {"id": "a"},
        {"entity": "site", "set": {"company": "a", "town": "Pisz"}},
        options=("--one-transaction",),
    )
    assert rows[0] == "a"
    (site,) = dumped(stores / "anna", "--entity", "site")
    assert (site["id"], site["scope"]) == (rows[1], "2816")


def test_a_child_takes_the_scope_of_its_parent(stores):
    recorded(stores / "office", company(county="2805") | {"id": "elk"})
    recorded(stores / "office", {"entity": "site", "set": {"company": "elk", "town": "Ełk"}})
    assert dumped(stores / "office", "--entity", "site")[0]["scope"] == "2805"


def test_from_a_file_with_a_mark_at_its_beginning(stores, tmp_path):
    file = tmp_path / "Żółć – ąę.jsonl"
    file.write_text("\ufeff" + json.dumps(company()) + "\n\n", encoding="utf-8")
    assert done("record", "--store", stores / "anna", file).lines[0]["entity"] == "company"


def test_a_file_that_cannot_be_read(stores, tmp_path):
    assert "cannot be read" in refused("record", "--store", stores / "anna", tmp_path / "gone")
    (tmp_path / "latin").write_bytes(b'{"entity": "company", "set": {"name": "\xb3"}}')
    assert "cannot be read" in refused("record", "--store", stores / "anna", tmp_path / "latin")


def test_dump_is_sorted_and_has_every_field(stores):
    recorded(stores / "anna", *(company(f"Firma {n}") | {"id": f"id-{9 - n}"} for n in range(5)))
    text = done("dump", "--store", stores / "anna").out
    found = [json.loads(line) for line in text.splitlines()]
    assert [(row["entity"], row["id"]) for row in found] == sorted(
        (row["entity"], row["id"]) for row in found
    )
    for line, row in zip(text.splitlines(), found, strict=True):
        assert line == json.dumps(row, ensure_ascii=False, sort_keys=True)
    assert {"entity", "id", "scope", "name", "created_at", "deleted", "nip"} <= companies(
        stores / "anna"
    )[0].keys()
    assert done("dump", "--store", stores / "anna").out == text


def test_dump_of_an_entity_that_is_not_there(stores):
    assert "robot" in refused("dump", "--store", stores / "anna", "--entity", "robot")


def test_the_longest_text_is_kept_and_a_longer_one_is_told(stores):
    said = run(
        "record", "--store", stores / "anna", "-", stdin=json.dumps(company("a" * 1_000_001))
    )
    assert "1,000,000" in said.json["error"]
    recorded(stores / "anna", company(address="a" * 1_000_000))
    assert len(companies(stores / "anna")[0]["address"]) == 1_000_000


def test_a_wrong_key_is_answered_with_the_right_ones(stores):
    line = json.dumps({"entity": "company", "sett": {"name": "X"}})
    (said,) = run("record", "--store", stores / "anna", "-", stdin=line).lines
    assert "sett" in said["error"]
    assert "entity, id, set, delete" in said["error"]


def test_somebody_known_by_a_slip_alone_is_listed_and_whole_in_every_store(stores, tmp_path):
    slip = {"county": "2816", "slip_number": "480215"}
    recorded(stores / "anna", {"entity": "person", "id": "kartka", "set": slip})
    taken(stores / "office", *sent(stores / "anna", tmp_path / "sent"))
    for name in ("anna", "office"):
        assert done("verify", "--store", stores / name, "--json").json["ok"] is True
        database = Database.open(stores / name)
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT sort_key FROM person").scalar() == ""
        database.close()
