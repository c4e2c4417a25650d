"""The command line's words: every command with its options (the contract with the outside)."""

import argparse
from typing import Any

from app.base.i18n import _
from app.cli import care, conflicts, devices, duplicates, exchange, network, records, samples
from app.cli.options import add_options, common_options

ROOMS = (samples, network, devices, exchange, conflicts, duplicates, records, care)
"""The modules that add commands, in the order in which the help shows them."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command the window opens."""
    common = common_options()
    parser = argparse.ArgumentParser(
        prog="centrum-csr",
        description=_(
            "Field work of CSR and flexicurity promoters. Without a command: the window."
        ),
    )
    add_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for room in ROOMS:
        room.add(commands, common)
    _describe(commands)
    return parser


def _describe(commands: Any) -> None:
    """Let each command's own help begin with what the list of commands says of it."""
    for listed in commands._choices_actions:
        commands.choices[listed.dest].description = listed.help
