"""Files that are either wholly there or not at all."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_atomically(path: Path, write: bytes | Callable[[BinaryIO], object]) -> None:
    """Write a file aside, force it to the disk, then put it in its place.

    Args:
        path: where the file is to stand; an older one is replaced.
        write: the bytes, or a function that writes them to the open file.

    Raises:
        OSError: when the disk is full, read-only or gone; `path` is then as it was.
    """
    aside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
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
