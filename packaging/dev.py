"""The one door for people who work on Centrum CSR: run it, test it, measure it.

Needs nothing but Python: all else is set up on the way. `python3 packaging/dev.py run` opens the
program on made-up data, `python3 packaging/dev.py test` does what CI does.
"""

from __future__ import annotations

import argparse
import sys

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "Centrum CSR needs Python 3.11 or newer; this is {}.{}. Start me with a newer one, for "
        "example: python3.11 packaging/dev.py".format(*sys.version_info)
    )

from devtools import checks, demo, environment, locks
from devtools.console import Stop, run


def main() -> int:
    """Do what the command line asks and return the exit code."""
    asked, rest = _parser().parse_known_args()
    if rest and asked.command not in {"bench", "prove"}:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return _do(asked, rest)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the program on made-up data")
    test = commands.add_parser("test", help="run everything that CI runs")
    test.add_argument("steps", nargs="*", metavar="STEP", help=f"of {', '.join(checks.STEPS)}")
    commands.add_parser("bench", help="measure speed (--json FILE, --only NAME)", add_help=False)
    commands.add_parser("prove", help="run the random tests at length", add_help=False)
    commands.add_parser("lock", help="write the lock files anew from pyproject.toml")
    return parser


def _do(asked: argparse.Namespace, rest: list[str]) -> int:
    if asked.command == "lock":
        return locks.write()
    python = environment.set_up(for_tests=asked.command != "run")
    if asked.command == "run":
        return demo.run_on_demo(python)
    if asked.command == "test":
        return checks.run_all(python, asked.steps)
    return run([python, "-m", f"tests.{asked.command}", *rest], env=environment.offscreen())


if __name__ == "__main__":
    sys.exit(main())
