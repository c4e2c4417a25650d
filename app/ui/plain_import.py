"""Gives the program Python's own `import` back, which PySide6 replaces by one of its own."""

import builtins

import PySide6.QtCore  # noqa: F401 - replaces it, once a process


def restore_import() -> None:
    """Put Python's `import` back in its place, unless it stands there already.

    PySide6's serves `from __feature__ import …` alone, which nothing here says. Lest somebody
    might, it reads the whole source of every module that is imported after Qt and keeps it for
    good: 26 MB of the open program, and a tenth of the time in which it opens.
    """
    known = vars(builtins)
    if builtins.__import__ is known.get("__feature_import__"):
        builtins.__import__ = known["__orig_import__"]
