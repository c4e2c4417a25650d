"""Children that die on time, and stores for them to die over."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services import care, dump
from app.store import verify
from app.store.database import Database
from tests.faults.tracing import Call, calls_of
from tests.sync.living_network import EMPTY, LivingNetwork, make_template, quick

_ISSUED = re.compile(r'\\"issued\\": .*?, \\"signature\\": \\".*?\\"')

ROOT = Path(__file__).parents[2]
POINTS = 10_000 if os.environ.get("CSR_HYPOTHESIS") == "prove" else 6
"""How many of a command's steps are tried, each before and after."""


@dataclass
class Ended:
    """How a child ended: its exit code (negative: the signal), what it said, its steps."""

    code: int
    out: str
    steps: int


class Deaths:
    """Runs commands in children."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.dying"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"LANGUAGE": "en", "HOME": str(folder)},
            text=True,
        )

    def run(self, *words: object, **how: object) -> Ended:
        """Run a command; `at`, `after` or `alarm` say when it dies."""
        request = {"words": [str(word) for word in words], **how}
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return Ended(**json.loads(self._server.stdout.readline()))

    def traced(self, *words: object, faults: Sequence[str] = ()) -> tuple[Ended, list[Call]]:
        """Run a command under strace; return its calls towards the disk too."""
        trace = self._folder / "trace"
        ended = self.run(*words, trace=str(trace), faults=list(faults))
        return ended, calls_of(trace)

    def close(self) -> None:
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


@pytest.fixture(scope="session")
def deaths(tmp_path_factory):
    made = Deaths(tmp_path_factory.mktemp("deaths"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Return the folder of stores that every test copies."""
    return make_template(tmp_path_factory.mktemp("network"))


@pytest.fixture
def calm(template):
    """Let the test's own process be quick; the children are as they are."""
    with quick() as patch:
        patch.setattr(verify, "prepare", lambda _, file: shutil.copyfile(template / EMPTY, file))
        yield


@pytest.fixture
def network(template, tmp_path, calm):
    """Return an office and a laptop of two counties; closed stores may be copied."""
    made = LivingNetwork(template, tmp_path / "network", ("office", "P1", "P4"))
    yield made
    made.close()


def points(steps: int, last: int = 0) -> list[tuple[int, bool]]:
    """Return the steps to die at, spread evenly and all of the last, each before and after it."""
    stride = max(1, -(-steps // POINTS))
    tried = {*range(1, steps + 1, stride), *range(steps - last + 1, steps + 1)}
    return [(at, after) for at in sorted(tried) for after in (False, True)]


def copied(store: Path, folder: Path) -> Path:
    """Return a fresh copy of a closed store."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(store, folder)
    return folder


def whole(store: Path) -> list[str]:
    """Return the records of a store after checking that all of it is whole.

    Certificates say when they were issued, and the office issues one while it takes a file in.
    """
    database = Database.open(store)
    try:
        assert care.verify(database) == []
        records = database.read(lambda session: list(dump.lines(session, deleted=True)))
        return [_ISSUED.sub("", line) for line in records]
    finally:
        database.close()
