"""The command line's words: every command with its options (the contract with the outside)."""

import argparse
import errno
from pathlib import Path
from typing import Any

from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.base.text import is_writable, writable
from app.cli import (
    care,
    conflicts,
    devices,
    duplicates,
    exchange,
    network,
    records,
    samples,
    usage_words,
)
from app.cli.options import add_options, common_options

ROOMS = (samples, network, devices, exchange, conflicts, duplicates, records, care)
"""The modules that add commands, in the order in which the help shows them."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command the window opens."""
    usage_words.translate()
    common = common_options()
    parser = argparse.ArgumentParser(
        prog="centrum-csr",
        description=_(
            "Field work of CSR and flexicurity promoters. Without a command: the window."
        ),
    )
    add_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))
    for room in ROOMS:
        room.add(commands, common)
    _describe(commands)
    return parser


def parsed(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    """Return the options of a call; what nothing can hold or be called is wrong usage.

    The name of a file may hold what is no text: the system gave it.

    Raises:
        UserError: when the store is a file.
    """
    args = parser.parse_args(arguments)
    for given in vars(args).values():
        for one in given if isinstance(given, list | tuple) else (given,):
            wrong = _wrong_path(one, arguments) if isinstance(one, Path) else _wrong_text(one)
            if wrong:
                parser.error(wrong)
    if args.store.is_file():
        words = _("{file} is a file. Name the folder of the records.")
        raise UserError(words.format(file=args.store))
    return args


def _wrong_text(given: object) -> str:
    if not isinstance(given, str) or is_writable(given):
        return ""
    return _("“{text}” holds half of a character. Type it anew.").format(text=writable(given))


def _wrong_path(given: Path, arguments: list[str]) -> str:
    """Return what is wrong with a path, whatever stands there.

    An empty one would be the folder in which the command runs, which nobody named.
    """
    if given == Path() and not any(map(_names_the_folder_at_hand, arguments)):
        return _("A file or folder is named by an empty text. Name it.")
    try:
        given.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return _("{file} cannot be read: {reason}.").format(
                file=f"{str(given)[:60]}…", reason=reason_of(error)
            )
    return ""


def _names_the_folder_at_hand(word: str) -> bool:
    value = word.partition("=")[2] if word.startswith("--") else word
    return value != "" and Path(value) == Path()


def _describe(commands: Any) -> None:
    """Let each command's own help begin with what the list of commands says of it."""
    for listed in commands._choices_actions:
        command = commands.choices[listed.dest]
        command.description = listed.help
        for action in command._actions:
            if isinstance(action, argparse._SubParsersAction):
                _describe(action)
