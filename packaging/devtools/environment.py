"""The virtual environment in .venv: locked parts, the program itself, its translations."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from devtools import debian
from devtools.console import ROOT, Stop, must, say

VENV = ROOT / ".venv"
_MARK = VENV / "centrum-csr.json"
_LOCKS = {False: ("lock.txt", "lock-build.txt"), True: ("lock-dev.txt",)}


def set_up(for_tests: bool) -> Path:
    """Set up whatever is missing and return the environment's Python.

    Raises:
        Stop: Something could not be set up; the message says what to do.
    """
    began = time.monotonic()
    debian.install_missing(for_tests)
    python = _venv()
    _install_parts(python, for_tests)
    _install_program(python)
    compile_catalogues(python)
    say(f"Set-up ready in {time.monotonic() - began:.1f} s ({VENV.name})")
    return python


def offscreen() -> dict[str, str]:
    """Return the variables with which Qt needs no screen."""
    return {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def _venv() -> Path:
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if _answers(python):
        return python
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("This Python lacks `ensurepip`; install its venv package, then start me again.")
    say("Making the virtual environment .venv")
    must([sys.executable, "-m", "venv", "--clear", VENV], "Making the virtual environment")
    return python


def _answers(python: Path) -> bool:
    """Tell whether the environment's Python starts, is new enough and has pip."""
    ask = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        asked = subprocess.run([python, "-c", ask], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def _install_parts(python: Path, for_tests: bool) -> None:
    wanted = _digest(*_LOCKS[for_tests])
    done = _marks()
    # The tests' parts include all that a run needs.
    enough = {wanted} if for_tests else {wanted, _digest(*_LOCKS[True])}
    if done.get("parts") in enough:
        return
    say("Installing the locked parts (about 100 MB to fetch the first time)")
    files = [word for name in _LOCKS[for_tests] for word in ("-r", f"packaging/{name}")]
    must([*_pip(python), "--require-hashes", *files], "Installing the locked parts")
    _mark(parts=wanted)


def _install_program(python: Path) -> None:
    wanted = f"{_digest('../pyproject.toml', 'build_hook.py')} {ROOT}"
    if _marks().get("program") == wanted:
        return
    must(
        [*_pip(python), "--no-deps", "--no-build-isolation", "--editable", "."],
        "Installing the program",
    )
    _mark(program=wanted)


def compile_catalogues(python: Path) -> None:
    """Compile the translations if any is newer than what was compiled last."""
    made = list((ROOT / "i18n" / "build").rglob("*.mo"))
    sources = [*(ROOT / "i18n").glob("*/*.po"), ROOT / "packaging" / "catalogues.py"]
    names = hashlib.sha256("\n".join(sorted(map(str, sources))).encode()).hexdigest()
    changed = max(path.stat().st_mtime for path in sources)
    compiled = min((path.stat().st_mtime for path in made), default=0.0)
    if changed < compiled and _marks().get("catalogues") == names:
        return
    must([python, "packaging/catalogues.py"], "Compiling the translations")
    _mark(catalogues=names)


def _pip(python: Path) -> list[str | Path]:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return [python, "-m", "pip", "install", *quiet]


def _digest(*names: str) -> str:
    folder = ROOT / "packaging"
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()


def _marks() -> dict[str, str]:
    """Return what was done to this environment, so that a second start is quick."""
    try:
        marks: dict[str, str] = json.loads(_MARK.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marks


def _mark(**done: str) -> None:
    _MARK.write_text(json.dumps({**_marks(), **done}, indent=1), encoding="utf-8")
