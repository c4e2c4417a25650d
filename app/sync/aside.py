"""Refused files are kept aside, so that somebody can look at them later."""

import contextlib
import filecmp
import shutil
from pathlib import Path

FOLDER = "refused"
_MOST_OF_ONE_NAME = 100


def keep_aside(store: Path, file: Path) -> None:
    """Copy a refused file into the store's folder, never over another one.

    A disk that has no room for the copy is no reason to fail: the file is where it was.
    """
    if not file.is_file():
        return
    with contextlib.suppress(OSError):
        folder = store / FOLDER
        folder.mkdir(exist_ok=True)
        for number in range(1, _MOST_OF_ONE_NAME):
            name = file.name if number == 1 else f"{file.stem}_{number}{file.suffix}"
            kept = folder / name
            if not kept.exists():
                shutil.copyfile(file, kept)
                return
            if filecmp.cmp(file, kept, shallow=False):
                return
