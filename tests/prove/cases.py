"""Every single case by the test that is named for it."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.prove.asked import Asked, Told

TESTS = Path(__file__).parents[1]
_NAMED = re.compile(r"`((?:\w+/)+test_\w+\.py)::(test_\w+)`")
_SUM = re.compile(r"(\d+) (passed|failed|error)")


def named() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each case of the list with its tests, as (file, function)."""
    lines = (TESTS / "prove" / "CASES.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if line.startswith("| ")][1:]
    return [(case.strip(), _NAMED.findall(tests)) for case, tests in rows]


def run(asked: Asked) -> Told:
    """Run the named tests once."""
    told = Told()
    cases = named()
    nodes = sorted({f"tests/{file}::{test}" for _case, tests in cases for file, test in tests})
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest-qt", *nodes],
        cwd=TESTS.parent,
        env=os.environ | {"CSR_NO_QT": "1", "CSR_DAMAGES": "every"},
        capture_output=True,
        text=True,
        check=False,
    )
    told.done.update({"cases": len(cases), "tests named": len(nodes)})
    told.done.update({what: int(times) for times, what in _SUM.findall(ended.stdout)})
    if ended.returncode:
        told.find(AssertionError(ended.stdout[-10_000:]), "--only cases")
    return told
