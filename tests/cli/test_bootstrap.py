"""How the program speaks and reads on any console, and how it ends when all goes wrong."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.base import paths, settings
from app.cli import parser
from app.services import care
from tests.cli.conftest import company, refused, run


def spoken(*words: object, stdin: bytes = b"") -> bytes:
    """Run a command as a process on a console of another encoding, and return what it said."""
    environment = os.environ | {"PYTHONIOENCODING": "cp1250", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "app", *map(str, words)]
    said = subprocess.run(command, input=stdin, env=environment, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
    return said.stdout


def test_results_are_utf_8_lines_on_any_console(stores):
    line = "\ufeff" + json.dumps(company("Київ – Łęg"), ensure_ascii=False)
    anna = stores / "anna"
    assert b'"id"' in spoken("record", "--store", anna, "-", stdin=line.encode())
    dumped = spoken("dump", "--store", anna, "--entity", "company")
    assert '"Київ – Łęg"'.encode() in dumped
    assert dumped.endswith(b"}\n")
    assert b"\r" not in dumped


def broken(*_words, **_more):
    raise ZeroDivisionError("made up")


@pytest.fixture
def fault(stores, monkeypatch):
    """Return a command that ends in an unexpected fault."""
    monkeypatch.setattr(care, "verify", broken)
    return "verify", "--store", stores / "anna"


def report_of(said) -> str:
    assert said.code == 70, said
    (line,) = said.err.splitlines()
    return Path(line.rpartition(": ")[2]).read_text(encoding="utf-8")


def test_a_report_goes_to_the_temporary_folder_when_its_own_is_closed(fault, tmp_path, monkeypatch):
    (tmp_path / "closed").write_bytes(b"")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "closed")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    assert "made up" in report_of(run(*fault))
    assert list((tmp_path / "temporary").glob("**/fault-*.txt"))


def test_a_report_that_no_folder_takes_is_told(fault, tmp_path, monkeypatch):
    (tmp_path / "closed").write_bytes(b"")
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "closed")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "closed"))
    said = run(*fault)
    assert said.code == 70
    assert "made up" in said.err
    assert "could be saved nowhere" in said.err


@pytest.mark.parametrize(("module", "name"), [(settings, "load_settings"), (parser, "make_parser")])
def test_a_fault_before_the_command_is_reported_too(monkeypatch, module, name):
    monkeypatch.setattr(module, name, broken)
    assert "made up" in report_of(run("status"))


def test_a_fault_that_cannot_even_be_told_still_has_its_code(fault, monkeypatch):
    monkeypatch.setattr(paths, "user_data", broken)
    monkeypatch.setattr(tempfile, "gettempdir", broken)
    assert run(*fault).code == 70


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "--store", "n" * 300), "the name is too long"),
        (("import", "n" * 300), "the name is too long"),
        (("office", "init", "--name", "N", "--store", ""), "named by an empty text"),
        (("backup", "--to", ""), "named by an empty text"),
        (("backup", "--to="), "named by an empty text"),
        (("office", "init", "--name", "N\udcff"), "half of a character"),
    ],
)
def test_what_nothing_can_be_called_is_wrong_usage(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run(*words) if "--store" in words else run(*words, "--store", tmp_path)
    assert (told.code, said in told.err) == (2, True), told
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    assert "Name the folder of the records" in refused("status", "--store", tmp_path / "file")
    assert "Name the folder of the records" in refused("join", "--store", tmp_path / "file", "x")


@pytest.mark.parametrize("named", [("--store", "."), ("--store=.",), ("--store=./",)])
def test_the_folder_in_which_a_command_runs_can_be_named(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "There are no records" in refused("status", *named)


def _described(of, words=()):
    """Yield every command with its words, its help and what it takes."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield (*words, name), command
                yield from _described(command, (*words, name))


def test_every_command_says_what_it_does_and_what_each_of_its_words_means():
    found = dict(_described(parser.make_parser()))
    assert {("office", "held"), ("verify",), ("restore-file",)} <= found.keys()
    for words, command in found.items():
        assert command.description, words
        plain = (one for one in command._actions if not one.choices or one.option_strings)
        assert all(action.help for action in plain), words
