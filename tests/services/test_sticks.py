"""Sticks: what the system shows below its folders for them."""

from app.services.sticks import sticks


def test_sticks_are_the_folders_that_can_be_written(tmp_path):
    for name in ("KINGSTON", "Dane"):
        (tmp_path / "media" / name).mkdir(parents=True)
    (tmp_path / "media" / "file").touch()
    (tmp_path / "media" / "link").symlink_to(tmp_path)
    found = sticks((tmp_path / "media", tmp_path / "missing"))
    assert [one.name for one in found] == ["Dane", "KINGSTON"]
    assert found[1].path == tmp_path / "media" / "KINGSTON"


def test_without_sticks_there_is_nothing(tmp_path):
    assert sticks((tmp_path,)) == []
