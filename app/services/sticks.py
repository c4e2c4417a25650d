"""The memory sticks in this computer: where a file for the others is likely to be written."""

import getpass
import os
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stick:
    """A place on a stick, and its name for people.

    Attributes:
        volume: the system's number of what is mounted there; another stick has another.
    """

    path: Path
    name: str
    volume: int = 0


def sticks(roots: tuple[Path, ...] | None = None) -> list[Stick]:
    """Return the writable sticks, by name.

    Args:
        roots: folders below which the system shows sticks; the system's own unless given.
    """
    found = _below(roots) if roots is not None else _mounted()
    writable = [path for path in sorted(found) if os.access(path, os.W_OK)]
    return [Stick(path, path.name or str(path), _volume(path)) for path in writable]


def _mounted() -> Iterator[Path]:
    if sys.platform == "win32":
        return _drives()
    # The system makes the folder first; what is left of a stick that was pulled out is none.
    return (path for path in _below(_roots()) if os.path.ismount(path))


def _volume(path: Path) -> int:
    try:
        return path.stat().st_dev
    except OSError:
        return 0


def _roots() -> tuple[Path, ...]:
    if sys.platform == "darwin":
        return (Path("/Volumes"),)
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        user = Path.home().name
    return (Path("/media") / user, Path("/run/media") / user)


def _below(roots: tuple[Path, ...]) -> Iterator[Path]:
    for root in roots:
        try:
            inside = list(root.iterdir())
        except OSError:
            continue
        yield from filter(_is_folder, inside)


def _is_folder(path: Path) -> bool:
    # What is asked of a stick that is being pulled out fails: pathlib raises it, `os.path` says no.
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114


def _drives() -> Iterator[Path]:
    from ctypes import windll  # type: ignore[attr-defined]

    removable = 2
    for letter in string.ascii_uppercase:
        drive = f"{letter}:\\"
        if windll.kernel32.GetDriveTypeW(drive) == removable:
            yield Path(drive)
