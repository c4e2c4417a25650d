"""Tells a store of made-up records from a real one, by a small file beside it."""

from pathlib import Path

_MARK = "made-up.txt"


def mark(folder: Path) -> None:
    """Note that a folder's records are made up.

    Raises:
        OSError: when the folder cannot be written.
    """
    (folder / _MARK).write_text("demo\n", encoding="utf-8")


def is_made_up(folder: Path) -> bool:
    """Tell whether a folder's records are made up."""
    return (folder / _MARK).is_file()
