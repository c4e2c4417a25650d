"""The gates: style, types, the direction of imports, the core without Qt, the window's room."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from devtools.console import ROOT, Stop, run, say
from devtools.environment import offscreen

CORE = ("base", "model", "store", "sync", "services", "documents", "cli", "faults", "house")
WINDOW = ("ui",)
_PYTEST = ("-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "--durations", "5")

Check = Callable[[Path], int]


def _tool(*words: str) -> Check:
    return lambda python: run([python, "-m", *words])


def _imports(python: Path) -> int:
    return run([python.with_name("lint-imports"), "--no-cache"])


def _core(python: Path) -> int:
    """Run the core's tests as if Qt were not installed."""
    rooms = [f"tests/{room}" for room in CORE if (ROOT / "tests" / room).is_dir()]
    return run([python, *_PYTEST, "-p", "no:pytest-qt", *rooms], {"CSR_NO_QT": "1"})


def _window(python: Path) -> int:
    return run([python, *_PYTEST, *(f"tests/{room}" for room in WINDOW)], offscreen())


STEPS: dict[str, Check] = {
    "style": _tool("ruff", "check", "."),
    "format": _tool("ruff", "format", "--check", "."),
    "types": _tool("mypy"),
    "imports": _imports,
    "core": _core,
    "window": _window,
}


def run_all(python: Path, names: Sequence[str] = ()) -> int:
    """Run the named steps, or all, each though another failed, and return 1 if any did."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        raise Stop(f"There is no step {', '.join(unknown)}; there are {', '.join(STEPS)}.")
    began = time.monotonic()
    failed: list[str] = []
    took: dict[str, float] = {}
    for name in names or STEPS:
        if name == "window" and took:
            # Said before the last step, so that pytest's own line closes the run.
            _tell(took, failed)
        say(f"\n── {name}")
        start = time.monotonic()
        if STEPS[name](python) != 0:
            failed.append(name)
        took[name] = time.monotonic() - start
        if name != "window":
            say(f"   {name}: {took[name]:.1f} s{' – FAILED' if name in failed else ''}")
    if failed:
        again = " ".join(failed)
        raise Stop(
            f"Failed: {', '.join(failed)} (after {time.monotonic() - began:.0f} s). Repeat with: "
            f"python3 packaging/dev.py test {again}"
        )
    return 0


def _tell(took: dict[str, float], failed: list[str]) -> None:
    parts = [f"{name} {seconds:.1f} s" for name, seconds in took.items()]
    say(f"\nSo far: {', '.join(parts)}; failed: {', '.join(failed) or 'nothing'}")
