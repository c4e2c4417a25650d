"""A file is wholly there or as it was."""

import os
import stat
from pathlib import Path

import pytest

from app.base.atomic import write_atomically


def test_a_file_is_replaced_whole(tmp_path: Path):
    file = tmp_path / "Żółć – ąę.txt"
    file.write_bytes(b"old")
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path):
    file = tmp_path / "kept.txt"
    file.write_bytes(b"old")

    def fail(target):
        target.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_atomically(file, fail)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_share_that_cannot_force_a_folder_keeps_the_written_file(tmp_path, monkeypatch):
    force = os.fsync

    def refuse_folders(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        force(handle)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    file = tmp_path / "kept.txt"
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
