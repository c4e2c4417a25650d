"""The memory sticks in this computer: where a file for the others is likely to be written."""

import os
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stick:
    """A place on a stick, and its name for people."""

    path: Path
    name: str


def sticks(roots: tuple[Path, ...] | None = None) -> list[Stick]:
    """Return the writable sticks, by name.

    Args:
        roots: folders below which the system shows sticks; the system's own unless given.
    """
    found = _drives() if roots is None and sys.platform == "win32" else _below(roots or _roots())
    writable = [path for path in found if os.access(path, os.W_OK)]
    return [Stick(path, path.name or str(path)) for path in sorted(writable)]


def _roots() -> tuple[Path, ...]:
    user = Path.home().name
    if sys.platform == "darwin":
        return (Path("/Volumes"),)
    return (Path("/media") / user, Path("/run/media") / user)


def _below(roots: tuple[Path, ...]) -> Iterator[Path]:
    for root in roots:
        try:
            yield from (path for path in root.iterdir() if path.is_dir() and not path.is_symlink())
        except OSError:
            continue


def _drives() -> Iterator[Path]:
    from ctypes import windll  # type: ignore[attr-defined]

    removable = 2
    for letter in string.ascii_uppercase:
        drive = f"{letter}:\\"
        if windll.kernel32.GetDriveTypeW(drive) == removable:
            yield Path(drive)
