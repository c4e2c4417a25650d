"""Copies of contents under their people's names, for other programs to show; emptied again."""

import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

FOLDER = "opened"


def place_for(store: Path, name: str) -> Path:
    """Return where a copy of this name may be written: a fresh folder in the store's own.

    Raises:
        OSError: when the store's folder cannot be written.
    """
    folder = store / FOLDER / secrets.token_hex(4)
    folder.mkdir(parents=True)
    return folder / name


def clear(store: Path) -> None:
    """Remove the copies; one that another program holds open goes the next time."""
    folder = store / FOLDER
    for path in folder.glob("*/*"):
        with suppress(OSError):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows removes nothing that is read-only
    shutil.rmtree(folder, ignore_errors=True)
