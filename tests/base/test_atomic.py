"""A file is wholly there or as it was."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.base.atomic import remove_left, write_atomically


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


_KILLED = """
import os, sys
from pathlib import Path
from app.base.atomic import write_atomically

def die(file):
    os._exit(9)

write_atomically(Path(sys.argv[1]), die, owner=sys.argv[2])
"""


def _killed_at(file: Path, owner: str) -> Path:
    before = set(file.parent.iterdir())
    subprocess.run([sys.executable, "-c", _KILLED, file, owner], check=False)
    (left,) = set(file.parent.iterdir()) - before
    return left


def test_what_a_killed_program_left_goes_with_the_next_writing_of_its_owner(tmp_path):
    file = tmp_path / "Żółć – ąę.csrx"
    mine, others = _killed_at(file, "me"), _killed_at(file, "somebody")
    alike = tmp_path / ".Żółć – ąę.csrx.me.part"
    alike.write_bytes(b"a person's own")

    def begun(_target):
        remove_left(tmp_path, "me")
        assert not mine.exists()
        assert others.exists(), "another program may be writing it"
        assert len(list(tmp_path.glob(".*.part"))) == 3, "one's own is not left, it is being made"

    write_atomically(file, begun, owner="me")
    assert set(tmp_path.iterdir()) == {file, others, alike}


def test_nothing_is_left_in_a_folder_that_is_not_there(tmp_path):
    remove_left(tmp_path / "gone", "me")
