"""Files that are either wholly there or not at all."""

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_atomically(
    path: Path, write: bytes | Callable[[BinaryIO], object], *, owner: str = ""
) -> None:
    """Write a file aside, force it to the disk, then put it in its place.

    Args:
        path: where the file is to stand; an older one is replaced.
        write: the bytes, or a function that writes them to the open file.
        owner: letters and digits by which `remove_left` knows what a death leaves aside.

    Raises:
        OSError: when the disk is full, read-only or gone; `path` is then as it was.
    """
    aside = aside_of(path, owner)
    try:
        with aside.open("xb") as file:
            if isinstance(write, bytes):
                file.write(write)
            else:
                write(file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        force_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def aside_of(path: Path, owner: str = "") -> Path:
    """Return a new hidden name beside a file, under which it is made."""
    mark = f"{owner}-{os.getpid():x}." if owner else ""
    return path.with_name(f".{path.name}.{mark}{os.urandom(4).hex()}.part")


def remove_left(folder: Path, owner: str) -> None:
    """Remove what other processes began to write in a folder for an owner and never ended.

    They must have died: only who holds the owner's lock may write for it, and remove. What this
    process has begun is in the making, and what others' owners have begun may be.

    Args:
        folder: where files are written; it may be gone.
        owner: as `write_atomically` was given it.
    """
    other = rf"{re.escape(owner)}-(?!{os.getpid():x}\.)[0-9a-f]+"
    theirs = rf"\..+\.{other}\.[0-9a-f]{{8}}\.part(-wal|-shm|-journal)?"
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if re.fullmatch(theirs, path.name):
                with contextlib.suppress(OSError):  # a stick that is locked keeps it
                    path.unlink()


def force_folder(folder: Path) -> None:
    """Force a folder's entries to the disk where the system can.

    Windows does so by itself; some shares cannot at all. The file stands in its place by then,
    so what cannot be forced is no failure.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
