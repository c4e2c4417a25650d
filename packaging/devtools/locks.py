"""The lock files: every part's exact version with the hashes of all its files, for any index."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from devtools.console import ROOT, must, say

_TOOL = ROOT / "build" / "lock-venv"
_OPTIONS = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
    "--no-header",
    "--no-annotate",
    "--strip-extras",
    "--allow-unsafe",
    "--quiet",
    "--upgrade",
)


def write() -> int:
    """Write the three lock files anew from pyproject.toml, with the oldest Python it allows."""
    if sys.version_info[:2] != (3, 11):
        say("Note: locks are made with Python 3.11, the oldest allowed; newer ones may need less.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime = project["project"]["dependencies"]
    tests = [line for line in groups["dev"] if isinstance(line, str)]
    python = _tool()
    _lock(python, "lock.txt", runtime)
    _lock(python, "lock-dev.txt", [*runtime, *groups["build"], *tests], "lock.txt")
    _lock(python, "lock-build.txt", groups["build"], "lock-dev.txt")
    return 0


def _tool() -> Path:
    must([sys.executable, "-m", "venv", _TOOL], "Making an environment for pip-tools")
    python = _TOOL / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    must([python, "-m", "pip", "install", "--quiet", "pip-tools>=7.5"], "Installing pip-tools")
    return python


def _lock(python: Path, name: str, wanted: list[str], within: str | None = None) -> None:
    say(f"Writing packaging/{name}")
    source = _TOOL / f"{name}.in"
    source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    limits: list[str | Path] = ["--constraint", ROOT / "packaging" / within] if within else []
    target = ROOT / "packaging" / name
    must(
        [python, "-m", "piptools", "compile", *_OPTIONS, *limits, "--output-file", target, source],
        f"Locking {name}",
    )
