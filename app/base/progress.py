"""How a long job tells how far it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Told by a long job after each piece of work."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell that `done` of `total` pieces are ready.

        Raises:
            Cancelled: when the person stopped the job.
        """


class _Silent:
    """For callers that nobody watches."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell nobody."""


NO_PROGRESS: Progress = _Silent()
