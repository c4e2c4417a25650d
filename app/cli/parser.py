"""The command line's words: every command with its options (the contract with the outside)."""

import argparse
from pathlib import Path

from app import __version__
from app.base import paths
from app.cli import care, conflicts, exchange, network, records, samples

ROOMS = (samples, network, exchange, conflicts, records, care)
"""The modules that add commands, in the order in which the help shows them."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command the window opens."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="centrum-csr",
        description="Field work of CSR and flexicurity promoters. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"centrum-csr {__version__}")
    parser.add_argument(
        "--store", type=Path, default=paths.user_data(), metavar="DIR", help="the store's folder"
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document on standard output"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for room in ROOMS:
        room.add(commands, common)
    return parser
