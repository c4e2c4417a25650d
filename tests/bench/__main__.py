"""Run the benchmarks and print each figure as a ratio: `python -m tests.bench --only save`."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.bench.measure import Figure

TOPICS = ("saving", "searching", "listing", "starting", "exchanging", "drawing", "previewing")
"""The modules with benchmarks, in the order in which they run."""


def main() -> int:
    """Run what is asked and return 0; a missed goal is told, not punished."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as JSON")
    parser.add_argument("--only", metavar="NAME", help="a topic, or the beginning of one")
    args = parser.parse_args()
    topics = [topic for topic in TOPICS if topic.startswith(args.only or "")]
    if not topics:
        parser.error(f"there is no topic {args.only}; there are {', '.join(TOPICS)}")
    print(f"{'what':44} {'ours':>10} {'baseline':>10} {'ratio':>7} {'goal':>6}")
    figures: list[Figure] = []
    for topic in topics:
        for figure in importlib.import_module(f"tests.bench.{topic}").figures():
            figures.append(figure)
            _show(figure)
    if args.json:
        told = [figure.as_json() for figure in figures]
        args.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


def _show(figure: Figure) -> None:
    met = "" if figure.ratio <= figure.goal else "  missed"
    print(
        f"{figure.name:44} {_plain(figure.ours, figure.unit):>10} "
        f"{_plain(figure.baseline, figure.unit):>10} {figure.ratio:7.2f} {figure.goal:6.2f}{met}",
        flush=True,
    )


def _plain(value: float, unit: str) -> str:
    return f"{1000 * value:.2f} ms" if unit == "s" and value < 1 else f"{value:.2f} {unit}"


if __name__ == "__main__":
    sys.exit(main())
