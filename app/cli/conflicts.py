"""Commands for conflicts: `conflicts` lists them, `resolve` answers one."""

import argparse
from contextlib import closing
from typing import Any

from app.base.i18n import _
from app.cli.output import document, line
from app.services import conflicts
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    listing = commands.add_parser("conflicts", parents=[common], help=_("list open conflicts"))
    listing.set_defaults(run=_list)
    resolve = commands.add_parser("resolve", parents=[common], help=_("answer a conflict"))
    resolve.add_argument("id", help=_("the conflict, as the list names it"))
    resolve.add_argument(
        "answer", metavar="mine|theirs|both|VALUE", help=_("which value counts from now on")
    )
    resolve.set_defaults(run=_resolve)


def _list(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        found = database.read(conflicts.listed)
    if args.json:
        document([conflicts.as_json(one) for one in found])
        return 0
    for one in found:
        values = " | ".join(value.text for value in one.values)
        line(f"{one.id}  {one.title} · {one.field_label}: {values}")
    if not found:
        line(_("No open conflicts."))
    return 0


def _resolve(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        conflicts.settle(database, args.id, args.answer)
    if args.json:
        document({"id": args.id, "answer": args.answer})
    else:
        line(_("Answered."))
    return 0
