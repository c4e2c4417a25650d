"""Start to first paint and memory, as whole processes, against a bare PySide6 window."""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.measure import Figure, in_turn
from tests.bench.stores import MANY, office_store

_ROUNDS = 7


def figures() -> Iterator[Figure]:
    """Yield the figures on a store of a hundred thousand records."""
    with office_store(MANY) as database:
        folder = str(database.folder)
        database.close()
        ours, bare = in_turn(lambda: _run("ours", folder), lambda: _run("bare"), _ROUNDS)
        yield Figure("start to first paint", ours, bare, "s", 2.0)
        mine = statistics.median(int(_run("ours", folder, "memory")) for _ in range(3))
        other = statistics.median(int(_run("bare", "memory")) for _ in range(3))
        yield Figure("memory after the start", mine / 1024, other / 1024, "MB", 2.0)


def _run(*words: str) -> str:
    command = [sys.executable, "-m", "tests.bench.first_paint", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
