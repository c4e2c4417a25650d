"""When Python looks for rings of forgotten objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no collector run meanwhile: it would walk through thousands of live rows again and again.

    What is not in a ring is freed as ever. A third of an import's time went into these walks.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
