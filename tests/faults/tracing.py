"""Faults at the system's own calls: strace lets the n-th write fail or be the last thing done.

The counts are strace's: each call by its name, from 1. So every call towards the disk of the real
process is a point, SQLite's own writes among them.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

WRITES = ("write", "pwrite64", "ftruncate", "fallocate", "mkdir")
"""What a full disk refuses."""
FORCES = ("fsync", "fdatasync")
CHANGES = ("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat")
CALLS = (*WRITES, *FORCES, *CHANGES)
_LINE = re.compile(r"^(\w+)\((.*)")


@dataclass(frozen=True)
class Call:
    """One call towards the disk.

    Attributes:
        number: its place among the calls of its name.
        before: for each name how many calls came before this one.
    """

    name: str
    number: int
    what: str
    before: tuple[tuple[str, int], ...]

    def killed(self) -> list[str]:
        """Return the fault of a process that is killed when it makes the call."""
        return [f"inject={self.name}:signal=KILL:when={self.number}"]

    def failing(self, error: str) -> list[str]:
        """Return the fault of a single call that fails."""
        return [f"inject={self.name}:error={error}:when={self.number}"]

    def full(self) -> list[str]:
        """Return the fault of a disk that has no room any more from the call on."""
        counts = dict(self.before)
        return [
            f"inject={name}:error=ENOSPC:when={counts.get(name, 0) + 1}+"
            for name in WRITES
            if name not in ("fallocate", "mkdir")
        ]

    def pulled(self) -> list[str]:
        """Return the fault of a stick that is gone from the call on: nothing there works."""
        counts = dict(self.before)
        return [
            f"inject={name}:error=EIO:when={counts.get(name, 0) + 1}+"
            for name in CALLS
            if name not in ("fallocate", "mkdir")
        ]


def calls_of(trace: Path) -> list[Call]:
    """Return the calls of a traced run."""
    counts: dict[str, int] = {}
    found = []
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        matched = _LINE.match(line)
        if matched and matched[1] in CALLS:
            before = tuple(counts.items())
            counts[matched[1]] = counts.get(matched[1], 0) + 1
            found.append(Call(matched[1], counts[matched[1]], matched[2], before))
    return found


def attach(process: int, trace: Path, faults: list[str]) -> subprocess.Popen:
    """Follow a stopped process with strace; return once it is followed."""
    program = shutil.which("strace")
    if program is None:
        raise RuntimeError("strace is missing; packaging/dev.py test installs it")
    followed = subprocess.Popen(
        [
            program,
            *("-y", "-s", "0", "-o", str(trace), "-e", f"trace={','.join(CALLS)}"),
            *(word for fault in faults for word in ("-e", fault)),
            *("-p", str(process)),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    said = followed.stderr.readline()
    if "attached" not in said:
        raise RuntimeError(f"strace cannot follow: {said}")
    return followed
