"""The program on made-up data: in a window, or as a tour in pictures where there is no screen."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from devtools.console import ROOT, Stop, must, run, say

STORE = ROOT / ".demo"
TOUR = ROOT / "build" / "tour"


def run_on_demo(python: Path) -> int:
    """Open the window on the demo store, or play the tour without a display."""
    if not _has_display():
        return _play_tour(python)
    if not STORE.exists():
        _fill(python)
    say(f"Opening the program on the made-up data in {STORE.name}")
    return run([python, "-m", "app", "--store", STORE])


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen not in {"offscreen", "minimal"}
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _fill(python: Path) -> None:
    say("Making up a network of promoters (once)")
    try:
        must(
            [python, "-m", "app", "demo", "--store", STORE, "--scale", "0.2"],
            "Making the demo store",
        )
    except BaseException:
        # Half a store would be taken for a whole one the next time.
        shutil.rmtree(STORE, ignore_errors=True)
        raise


def _play_tour(python: Path) -> int:
    say("No display here: playing the tour through windows that nobody sees")
    TOUR.parent.mkdir(exist_ok=True)
    if TOUR.exists():
        shutil.rmtree(TOUR)
    must([python, "-m", "app", "tour", "--to", TOUR], "The tour", {"QT_QPA_PLATFORM": "offscreen"})
    pictures = sorted(TOUR.rglob("*.png"))
    if not pictures:
        raise Stop(f"The tour left no pictures in {TOUR}")
    say(f"\nThe tour's {len(pictures)} pictures are in {pictures[0].parent}:")
    for picture in pictures:
        say(f"  {picture.relative_to(TOUR)}")
    say(f"Its files and documents are in {TOUR}")
    return 0
