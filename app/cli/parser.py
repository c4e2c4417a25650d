"""The command line's words: every command with its options (the contract with the outside)."""

import argparse
from typing import Any

from app.base.i18n import _
from app.base.text import is_writable, writable
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


def parsed(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    """Return the options of a call; a text that nothing can hold is wrong usage.

    The name of a file may be one: the system gave it.
    """
    args = parser.parse_args(arguments)
    for given in vars(args).values():
        for one in given if isinstance(given, list | tuple) else (given,):
            if isinstance(one, str) and not is_writable(one):
                words = _("“{text}” holds half of a character. Type it anew.")
                parser.error(words.format(text=writable(one)))
    return args


def _describe(commands: Any) -> None:
    """Let each command's own help begin with what the list of commands says of it."""
    for listed in commands._choices_actions:
        commands.choices[listed.dest].description = listed.help
