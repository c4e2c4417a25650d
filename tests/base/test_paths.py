"""Folders that may be gone."""

from pathlib import Path

from app.base.paths import folder_at_hand


def test_the_first_folder_that_is_there_is_taken(tmp_path):
    stick, file = tmp_path / "stick", tmp_path / "file"
    file.write_text("")
    assert folder_at_hand("", stick, file, tmp_path) == tmp_path
    stick.mkdir()
    assert folder_at_hand(str(stick), tmp_path) == stick


def test_without_any_it_is_the_home(tmp_path):
    assert folder_at_hand("", tmp_path / "gone", "\0") == Path.home()
