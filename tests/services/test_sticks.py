"""Sticks: what the system shows below its folders for them."""

import errno
import os
import sys

from app.services.sticks import sticks


def test_sticks_are_the_folders_that_can_be_written(tmp_path):
    for name in ("KINGSTON", "Dane"):
        (tmp_path / "media" / name).mkdir(parents=True)
    (tmp_path / "media" / "file").touch()
    (tmp_path / "media" / "link").symlink_to(tmp_path)
    found = sticks((tmp_path / "media", tmp_path / "missing"))
    assert [one.name for one in found] == ["Dane", "KINGSTON"]
    assert found[1].path == tmp_path / "media" / "KINGSTON"
    assert found[1].volume == tmp_path.stat().st_dev


def test_without_sticks_there_is_nothing(tmp_path):
    assert sticks((tmp_path,)) == []


def test_of_the_system_s_own_folders_only_what_is_mounted_is_a_stick(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("app.services.sticks._roots", lambda: (tmp_path,))
    (tmp_path / "LEFT-OVER").mkdir()
    (tmp_path / "STICK").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: path.name == "STICK")
    assert [one.name for one in sticks()] == ["STICK"]


def test_a_stick_that_is_pulled_out_while_it_is_asked_hides_no_other(tmp_path, monkeypatch):
    for name in ("Dane", "PULLED", "KINGSTON"):
        (tmp_path / name).mkdir()
    stat = os.stat

    def asked(path, *args, **more):
        if str(path).endswith("PULLED"):
            raise OSError(errno.EIO, "Input/output error")
        return stat(path, *args, **more)

    monkeypatch.setattr(os, "stat", asked)
    assert [one.name for one in sticks((tmp_path,))] == ["Dane", "KINGSTON"]
