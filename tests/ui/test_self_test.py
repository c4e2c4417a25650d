"""The self-test: good on a whole copy, and each lack is found and named."""

import json

import pytest

from app.ui import self_test, theme


@pytest.fixture
def checks(monkeypatch):
    """Only the named checks are run."""

    def only(*names):
        known = self_test._CHECKS
        monkeypatch.setattr(self_test, "_CHECKS", {name: known[name] for name in names})

    return only


def told(capsys, *, code):
    assert self_test.run_self_test(as_json=True) == code
    return {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}


def test_everything_is_there(qapp, look, capsys):
    found = told(capsys, code=0)
    assert [name for name, one in found.items() if not one["ok"]] == []
    assert set(found) == {
        "resources",
        "catalogues",
        "fonts",
        "store",
        "exchange",
        "leaflet",
        "window",
    }


def test_lines_for_people(look, checks, capsys):
    checks("resources")
    assert self_test.run_self_test(as_json=False) == 0
    assert capsys.readouterr().out.startswith("good     resources")


def test_a_missing_file_is_named(look, checks, capsys, monkeypatch):
    checks("resources")
    monkeypatch.setattr(self_test, "_RESOURCES", ("help/pl.md", "help/xx.md"))
    found = told(capsys, code=1)
    assert found["resources"]["detail"] == "Incomplete: missing: help/xx.md"


def test_a_missing_typeface_is_found(look, checks, capsys, monkeypatch):
    checks("fonts")
    monkeypatch.setattr(theme, "FAMILY", "No Such Typeface")
    assert "No Such Typeface" in told(capsys, code=1)["fonts"]["detail"]


def test_missing_translations_are_found(look, checks, capsys, monkeypatch, tmp_path):
    checks("catalogues")
    monkeypatch.setattr("app.base.i18n.catalogues", lambda: tmp_path)
    assert not told(capsys, code=1)["catalogues"]["ok"]


def test_a_part_that_fails_does_not_hide_the_others(look, checks, capsys, monkeypatch):
    checks("store", "exchange", "catalogues")

    def broken(*_args, **_more):
        raise OSError("no room")

    monkeypatch.setattr(self_test.exchange, "export", broken)
    found = told(capsys, code=1)
    assert found["store"]["ok"]
    assert found["catalogues"]["ok"]
    assert found["exchange"]["detail"] == "OSError: no room"
