"""The command line's words: every command with its options (the contract with the outside)."""

import argparse

from app.cli import care, conflicts, devices, duplicates, exchange, network, records, samples
from app.cli.options import add_options, common_options

ROOMS = (samples, network, devices, exchange, conflicts, duplicates, records, care)
"""The modules that add commands, in the order in which the help shows them."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command the window opens."""
    common = common_options()
    parser = argparse.ArgumentParser(
        prog="centrum-csr",
        description="Field work of CSR and flexicurity promoters. Without a command: the window.",
    )
    add_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for room in ROOMS:
        room.add(commands, common)
    return parser
