"""Measuring in pairs: ours and the bare baseline in turn, so that a drifting machine is fair."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One benchmark's outcome.

    Attributes:
        ours: the median (or what the name says) of our figure, in `unit`.
        baseline: the same of the bare work, in `unit`.
        goal: the greatest ratio that is good enough.
    """

    name: str
    ours: float
    baseline: float
    unit: str
    goal: float

    @property
    def ratio(self) -> float:
        """Return ours through the baseline."""
        return self.ours / self.baseline

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `bench --json` promises."""
        rounded = {"ours": round(self.ours, 6), "baseline": round(self.baseline, 6)}
        return {**asdict(self), **rounded, "ratio": round(self.ratio, 3)}


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    ours: Callable[[], object], bare: Callable[[], object], rounds: int, warm_up: int = 1
) -> tuple[float, float]:
    """Return the medians, in seconds, of two works done in turn."""
    for _ in range(warm_up):
        ours()
        bare()
    pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
