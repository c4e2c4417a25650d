"""What a run of the proof is asked for, and what it tells in the end."""

import time
import traceback
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """How long a part may take, and where its dice begin."""

    seed: int
    minutes: float
    began: float = field(default_factory=time.monotonic)

    def time_left(self) -> bool:
        """Tell whether there is time for another piece of work."""
        return time.monotonic() - self.began < 60 * self.minutes


@dataclass
class Told:
    """What a part did, and what it found.

    Attributes:
        done: how many of each kind of work.
        findings: each what happened, and the options that repeat it.
    """

    done: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[str, str]] = field(default_factory=list)

    def find(self, error: BaseException, again: str) -> None:
        """Note a failure and how to see it again; it is told at once."""
        text = "".join(traceback.format_exception(error))
        self.findings.append((text, again))
        print(f"\n{text}\nRepeat it with: python3 packaging/dev.py prove {again}", flush=True)
