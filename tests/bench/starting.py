"""Start to first paint and memory, as whole processes, against a bare PySide6 window.

Memory is what the program holds (VmRSS) at rest, opened as people open it on an office's store,
today's copy made (`at_rest.py`); the greatest until then (VmHWM) stands beside it.

What bounds it, measured part by part in MB: a bare window 50; our window's code, typeface, style
and icons 17; SQLAlchemy 18, and 9 for what it imports itself (asyncio with ssl, hashlib, the
packages' metadata); the driver with its own SQLite and OpenSSL 5; the entities and the store 7; the
services of Today and of the exchange 4; Today itself, the ORM's first queries and 2 MB of the
file's pages 8; what the daily copy leaves with the allocator 4. SQLAlchemy alone is more than half
of what twice the bare window leaves room for: with it 2.2 is about the least.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench.measure import Figure, in_turn
from tests.bench.stores import MANY, office_store

_ROUNDS = 7
_RESTS = 3


def figures() -> Iterator[Figure]:
    """Yield the figures on a store of a hundred thousand records."""
    with office_store(MANY) as database, tempfile.TemporaryDirectory() as compiled:
        folder = str(database.folder)
        database.close()
        installed = _as_installed(compiled)

        def run(program: str, *words: str) -> str:
            return _run(installed, program, *words)

        ours, bare = in_turn(
            lambda: run("first_paint", "ours", folder), lambda: run("first_paint", "bare"), _ROUNDS
        )
        yield Figure("start to first paint", ours, bare, "s", 2.0)
        rests = [(_at_rest(folder, run), json.loads(run("at_rest", "bare"))) for _ in range(_RESTS)]
        for name, what in (("VmRSS", "memory of the idle program"), ("VmHWM", "its peak by then")):
            mine, other = (statistics.median(rest[who][name] for rest in rests) for who in (0, 1))
            yield Figure(what, mine, other, "MB", 2.0)


def _at_rest(folder: str, run: Callable[..., str]) -> dict[str, float]:
    shutil.rmtree(Path(folder, "backups"), ignore_errors=True)
    told: dict[str, float] = json.loads(run("at_rest", folder))
    return told


def _as_installed(compiled: str) -> dict[str, str]:
    """Return variables with which Python keeps what it has compiled, as an installation does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": compiled}


def _run(variables: Mapping[str, str], program: str, *words: str) -> str:
    command = [sys.executable, "-m", f"tests.bench.{program}", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    return done.stdout
