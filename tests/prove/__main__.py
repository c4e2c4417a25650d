"""Run the proof at length: `python -m tests.prove --only histories --minutes 60`."""

import argparse
import importlib
import random
import sys
import time

from tests.prove.asked import Asked, Told

PARTS = ("histories", "faults", "fuzz", "cases", "printing")
"""The modules that each prove a part, in the order in which they run."""


def main() -> int:
    """Run what is asked; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="dev.py prove", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--minutes", type=float, default=10, help="for histories and for fuzzing")
    parser.add_argument("--seed", type=int, help="where the dice begin")
    asked = parser.parse_args()
    seed = random.randrange(1_000_000) if asked.seed is None else asked.seed
    print(f"Seed {seed}")
    found = 0
    for part in (asked.only,) if asked.only else PARTS:
        began = time.monotonic()
        told = importlib.import_module(f"tests.prove.{part}").run(Asked(seed, asked.minutes))
        _tell(part, told, time.monotonic() - began)
        found += len(told.findings)
    print(f"\n{found} findings" if found else "\nNothing was found.")
    return 1 if found else 0


def _tell(part: str, told: Told, seconds: float) -> None:
    print(f"\n── {part}: {seconds:.0f} s")
    for what, times in told.done.most_common():
        print(f"{times:10,}  {what}", flush=True)
    for _text, again in told.findings:
        print(f"Found; repeat it with: python3 packaging/dev.py prove {again}")


if __name__ == "__main__":
    sys.exit(main())
