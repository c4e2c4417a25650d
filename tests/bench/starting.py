"""Start to first paint and memory, as whole processes, against a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping

from tests.bench.measure import Figure, in_turn
from tests.bench.stores import MANY, office_store

_ROUNDS = 7


def figures() -> Iterator[Figure]:
    """Yield the figures on a store of a hundred thousand records."""
    with office_store(MANY) as database, tempfile.TemporaryDirectory() as compiled:
        folder = str(database.folder)
        database.close()
        installed = _as_installed(compiled)

        def run(*words: str) -> str:
            return _run(installed, *words)

        ours, bare = in_turn(lambda: run("ours", folder), lambda: run("bare"), _ROUNDS)
        yield Figure("start to first paint", ours, bare, "s", 2.0)
        mine = statistics.median(int(run("ours", folder, "memory")) for _ in range(3))
        other = statistics.median(int(run("bare", "memory")) for _ in range(3))
        yield Figure("memory after the start", mine / 1024, other / 1024, "MB", 2.0)


def _as_installed(compiled: str) -> dict[str, str]:
    """Return variables with which Python keeps what it has compiled, as an installation does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": compiled}


def _run(variables: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "tests.bench.first_paint", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    return done.stdout
