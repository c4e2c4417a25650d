"""When Python looks for rings of forgotten objects."""

import gc
from contextlib import AbstractContextManager


class _Uncollected(AbstractContextManager[None]):
    # Not a generator: every save goes in and out here, and a generator costs six times as much.
    __slots__ = ("_running",)

    def __enter__(self) -> None:
        self._running = gc.isenabled()
        gc.disable()

    def __exit__(self, *error: object) -> None:
        if self._running:
            gc.enable()


def uncollected() -> AbstractContextManager[None]:
    """Let no collector run meanwhile: it would walk through thousands of live rows again and again.

    What is not in a ring is freed as ever. A third of an import's time went into these walks.
    """
    return _Uncollected()
