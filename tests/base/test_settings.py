"""Settings are kept whole, and a damaged file does not stop the program."""

import json

import pytest

from app.base.settings import Settings, load_settings, save_settings


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    chosen = Settings("en", "dark", 150, "/home/anna", back_side_rotated=True)
    save_settings(chosen, path)
    assert load_settings(path) == chosen
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_a_folder_whose_name_is_no_text_is_kept(tmp_path):
    """On Linux a name may be any bytes; Python tells them as halves of surrogate pairs."""
    chosen = Settings(folder="/media/anna/wymiana\udcb1 – Ełk")
    save_settings(chosen, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == chosen


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\udcff"])
def test_a_missing_or_damaged_file_gives_the_defaults(tmp_path, text):
    path = tmp_path / "settings.json"
    assert load_settings(path) == Settings()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert load_settings(path) == Settings()


def test_values_that_are_not_offered_are_left_out(tmp_path):
    path = tmp_path / "settings.json"
    given = {"language": "xx", "theme": 3, "font_percent": 125, "colour": "red", "folder": "x"}
    path.write_text(json.dumps(given))
    assert load_settings(path) == Settings(font_percent=125, folder="x")
    assert Settings().with_values(font_percent=110) == Settings()
    assert Settings().with_values(font_percent=True) == Settings()


def test_an_unset_language_is_the_systems(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert Settings().spoken == "en"
    monkeypatch.setenv("LANG", "C")
    assert Settings().spoken == "pl"
    assert Settings(language="en").spoken == "en"
