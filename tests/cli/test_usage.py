"""Wrong usage and help are told in the person's language, the words of argparse too."""

import argparse

import pytest

from app.cli.parser import make_parser
from tests.cli.conftest import run

ENGLISH = ("usage", "error", "argument ", "options:", "commands:", "show th", "required", "choose")


def commands(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()):
    """Yield the words of each command and family of commands."""
    yield words
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*words, name))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["export"], "błąd: brakuje wymaganych: --to"),
        (["office"], "błąd: brakuje wymaganych: init|invite|revoke|grant|held|accept|reject"),
        (["exprot"], "błąd: COMMAND: nie ma wyboru 'exprot' (jest: 'demo', "),
        (["status", "--jsn"], "błąd: nieznane słowa: --jsn"),
        (["status", "--json=5"], "błąd: --json: niepotrzebna wartość '5'"),
        (["status", "--store"], "błąd: --store: brakuje wartości"),
        (["import"], "błąd: brakuje wymaganych: FILE"),
        (["demo", "--s", "2"], "błąd: niejasna opcja --s: może to być --store, --scale, --seed"),
        (["demo", "--seed", "x"], "błąd: --seed: 'x' nie jest wartością typu int"),
        (["demo", "--role", "boss"], "błąd: --role: nie ma wyboru 'boss' (jest: "),
        (["export", "--to", "x", "--max-size", "much"], "„much” to nie rozmiar"),
    ],
)
def test_wrong_usage_is_told_in_polish_and_ends_with_2(words, told):
    said = run(*words, language="pl")
    usage, *_more, last = said.err.splitlines()
    assert (said.code, said.out) == (2, "")
    assert usage.startswith("użycie: centrum-csr")
    assert told in last
    assert not [word for word in ENGLISH if word in said.err]


@pytest.mark.parametrize("words", list(commands(make_parser())), ids=" ".join)
def test_all_help_is_in_polish(words):
    said = run(*words, "--help", language="pl")
    assert said.code == 0
    assert said.out.startswith("użycie: centrum-csr")
    assert "\nopcje:\n" in said.out
    assert not [word for word in ENGLISH if word in said.out]


def test_in_english_argparse_speaks_as_ever():
    said = run("export")
    assert said.err.endswith("error: the following arguments are required: --to\n")
    assert said.err.startswith("usage: centrum-csr export")
