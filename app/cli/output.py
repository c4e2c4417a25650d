"""What commands print: one JSON document for programs, or lines for people."""

import json
import sys
from typing import Any


def document(value: Any) -> None:
    """Print one JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False))


def document_at_once(value: Any) -> None:
    """Print one JSON document so that a program at the other end of a pipe reads it now."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def line(text: str) -> None:
    """Print a line of a command's result on standard output."""
    print(text)


def message(text: str) -> None:
    """Tell a person something on standard error, where no program reads results."""
    print(text, file=sys.stderr)


class LineProgress:
    """Shows a long command's progress on standard error, when a person watches it."""

    def __init__(self) -> None:
        """Stay silent unless standard error is a terminal."""
        self._watched = sys.stderr.isatty()
        self._shown = -1

    def step(self, done: int, total: int, text: str = "") -> None:
        """Show whole per cents only."""
        share = 100 * done // total if total else 100
        if self._watched and share != self._shown:
            self._shown = share
            end = "\n" if done >= total else ""
            print(f"\r{text} {share:3d} %", end=end, file=sys.stderr, flush=True)
