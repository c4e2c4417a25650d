"""Commands of duplicates: `duplicates`, `merge`, `unmerge`, `distinct`."""

import argparse
from collections.abc import Callable
from contextlib import closing
from typing import Any

from app.base.i18n import _, ngettext
from app.cli.output import LineProgress, document, line
from app.services import duplicates, merging
from app.services.duplicates import Pair
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    listed = commands.add_parser(
        "duplicates", parents=[common], help=_("list companies that may have been entered twice")
    )
    listed.set_defaults(run=_list)
    for name, run, told in (
        ("merge", _merge, _("make two companies one; nothing that points to them changes")),
        ("unmerge", _unmerge, _("take the second company out of those joined with the first")),
        ("distinct", _distinct, _("remember that two companies are not one")),
    ):
        parser = commands.add_parser(name, parents=[common], help=told)
        parser.add_argument("one", metavar="ID", help=_("one company"))
        parser.add_argument("other", metavar="ID", help=_("the other one"))
        parser.set_defaults(run=run)


def _list(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        pairs = database.read(duplicates.pairs, LineProgress())
    if args.json:
        document({"duplicates": [_as_json(pair) for pair in pairs]})
        return 0
    for pair in pairs:
        reasons = duplicates.reason_words(pair.reasons)
        line(f"{pair.score:3d} %  {pair.one_name}  =  {pair.other_name}  ({reasons})")
        line(f"       {pair.one}  {pair.other}")
    line(
        ngettext("{n} possible duplicate", "{n} possible duplicates", len(pairs)).format(
            n=len(pairs)
        )
    )
    return 0


def _as_json(pair: Pair) -> dict[str, Any]:
    return {
        "one": pair.one,
        "other": pair.other,
        "one_name": pair.one_name,
        "other_name": pair.other_name,
        "score": pair.score,
        "reasons": [reason.value for reason in pair.reasons],
    }


def _merge(args: argparse.Namespace) -> int:
    return _judge(args, merging.join, _("Joined two companies"))


def _unmerge(args: argparse.Namespace) -> int:
    return _judge(args, merging.part_from, _("Took joined companies apart"))


def _distinct(args: argparse.Namespace) -> int:
    return _judge(args, merging.keep_apart, _("Noted that two companies are not one"))


def _judge(args: argparse.Namespace, deed: Callable[..., object], label: str) -> int:
    with closing(Database.open(args.store)) as database:
        database.write(deed, args.one, args.other, label=label)
        faces = database.read(merging.faces_of, (args.one, args.other))
    if args.json:
        document({"shown_as": faces})
    else:
        line(label + ".")
    return 0
