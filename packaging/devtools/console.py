"""Starting other programs and telling the person about it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Stop(Exception):  # noqa: N818 - the end of the work, told in one message
    """The work cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print a line at once, so that it stands before what other programs print."""
    print(text, flush=True)


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run a program in the repository's folder and return its exit code."""
    sys.stdout.flush()
    words = [str(word) for word in command]
    try:
        return subprocess.run(
            words, cwd=ROOT, env={**os.environ, **(env or {})}, check=False
        ).returncode
    except OSError as fault:
        raise Stop(f"Could not start {words[0]}: {fault}") from fault


def must(command: Sequence[str | Path], doing: str, env: Mapping[str, str] | None = None) -> None:
    """Run a program whose failure ends the work.

    Raises:
        Stop: The program returned anything but 0.
    """
    code = run(command, env)
    if code != 0:
        line = " ".join(str(word) for word in command)
        raise Stop(f"{doing} failed (exit {code}); what it said stands above.\nThe command: {line}")
