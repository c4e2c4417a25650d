"""`verify`, `backup`, `restore`, and what every command does with a wrong store or wrong words."""

from pathlib import Path

import pytest

from app.base import i18n, settings
from app.services import care
from app.store.database import Database
from tests.cli.conftest import company, done, recorded, refused, run


def test_backup_and_restore(stores, tmp_path):
    recorded(stores / "anna", company("Przed"))
    copy = tmp_path / "copy.db"
    assert done("backup", "--store", stores / "anna", "--to", copy, "--json").json["path"]
    before = done("dump", "--store", stores / "anna").out
    recorded(stores / "anna", company("Po"))
    assert "replaced-" in done("restore", copy, "--store", stores / "anna").out
    assert done("dump", "--store", stores / "anna").out == before
    assert "replaced-" not in done("restore", copy, "--store", tmp_path / "elsewhere").out
    assert done("dump", "--store", tmp_path / "elsewhere").out == before
    recorded(stores / "anna", company("Dalej"))
    assert done("verify", "--store", stores / "anna").out.strip() == "All is whole."


def test_what_backup_and_restore_refuse(stores, tmp_path):
    anna = stores / "anna"
    assert "no backup" in refused("restore", tmp_path / "gone.db", "--store", anna)
    (tmp_path / "bad.db").write_bytes(b"not a database" * 100)
    assert refused("restore", tmp_path / "bad.db", "--store", anna)
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be" in refused("backup", "--store", anna, "--to", tmp_path / "file" / "x.db")
    assert "outside" in refused("backup", "--store", anna, "--to", anna / "x.db")
    assert done("verify", "--store", anna, "--json").json == {"ok": True, "faults": []}


def test_verify_says_where_it_is_wrong(stores):
    recorded(stores / "anna", company() | {"id": "firma"})
    database = Database.open(stores / "anna")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE company SET name='Kto inny' WHERE id='firma'")
    database.close()
    said = run("verify", "--store", stores / "anna", "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert {fault["where"] for fault in said.json["faults"]} == {"company firma"}
    assert all(fault["what"] for fault in said.json["faults"])


def test_repair_says_what_it_did_and_verify_is_content(stores):
    recorded(stores / "anna", company() | {"id": "firma"})
    database = Database.open(stores / "anna")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE company SET name='Kto inny' WHERE id='firma'")
    database.close()
    said = done("repair", "--store", stores / "anna", "--json").json
    assert (said["cut"], said["dropped"], said["aside"]) == ([], [], None)
    assert Path(said["before"]).is_file()
    assert done("verify", "--store", stores / "anna", "--json").json == {"ok": True, "faults": []}
    assert "made anew" in done("repair", "--store", stores / "anna").out
    assert refused("repair", "--store", stores / "nowhere")


COMMANDS = (
    ("status",),
    ("export", "--to", "x"),
    ("import", "x.csrx"),
    ("conflicts",),
    ("resolve", "x.y", "mine"),
    ("record", "-"),
    ("dump",),
    ("verify",),
    ("backup", "--to", "x.db"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_store(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "no records" in refused(*words, "--store", tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_store_open_in_another_window(words, stores, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    window = Database.open(stores / "anna")
    assert "open in another window" in refused(*words, "--store", stores / "anna")
    window.close()


@pytest.mark.parametrize(
    "words", [("fly",), ("office",), ("export",), ("import",), ("record",), ("resolve", "x")]
)
def test_wrong_usage(words):
    said = run(*words)
    assert said.code == 2
    assert "usage:" in said.err
    assert said.out == ""


def test_the_store_before_or_after_the_command(stores):
    one = done("--store", stores / "anna", "--json", "status").json
    assert one == done("status", "--json", "--store", stores / "anna").json


def test_polish_when_the_settings_say_so(stores, monkeypatch):
    used: list[str] = []
    monkeypatch.setattr(i18n, "set_language", used.append)
    done("status", "--store", stores / "anna")
    monkeypatch.setattr(settings, "load_settings", lambda: settings.Settings(language="pl"))
    done("status", "--store", stores / "anna")
    assert used[::2] == ["en", "pl"]


def test_an_unexpected_fault_leaves_a_report(stores, monkeypatch):
    def broken(*_words):
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(care, "verify", broken)
    said = run("verify", "--store", stores / "anna", "--json")
    assert (said.code, said.out) == (70, "")
    (line,) = said.err.splitlines()
    report = Path(line.rpartition(": ")[2])
    assert "made up" in report.read_text(encoding="utf-8")


def test_a_person_is_erased_by_id(stores):
    woman = {"entity": "person", "id": "zl", "set": {"last_name": "Łoś", "county": "2816"}}
    recorded(stores / "anna", woman)
    said = done("erase", "zl", "--store", stores / "anna", "--json").json
    assert said == {"id": "zl", "records": 1, "elsewhere": 0}
    assert "Łoś" not in done("dump", "--store", stores / "anna").out
    assert done("verify", "--store", stores / "anna").code == 0
    assert "not here" in refused("erase", "nobody", "--store", stores / "anna")
