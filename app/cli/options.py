"""The options that all commands share; light, for the window starts by them alone."""

import argparse
from pathlib import Path

from app import __version__
from app.base import paths
from app.base.i18n import _


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--store`, `--json` and `--version` to the program's own parser."""
    parser.add_argument(
        "--version",
        action="version",
        version=f"centrum-csr {__version__}",
        help=_("show the program's version and exit"),
    )
    parser.add_argument(
        "--store", type=Path, default=paths.user_data(), metavar="DIR", help=_("the store's folder")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON document on standard output")
    )


def common_options() -> argparse.ArgumentParser:
    """Return the same options as each command takes them, after its name."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=_("the store's folder")
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("print one JSON document on standard output"),
    )
    return common


def window_options(arguments: list[str]) -> argparse.Namespace | None:
    """Return the options of a call without a command, or `None` when there is more to it."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_options(parser)
    try:
        args, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if rest else args
