"""Commands for records: `record` saves JSON lines, `dump` prints every record."""

import argparse
import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.cli.output import document_at_once, line
from app.services import dump, intake
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    record = commands.add_parser("record", parents=[common], help=_("save records from JSON lines"))
    record.add_argument("file", metavar="FILE.jsonl", help=_("- reads standard input"))
    record.add_argument("--one-transaction", action="store_true", help=_("all lines or none"))
    record.set_defaults(run=_record)
    dumping = commands.add_parser("dump", parents=[common], help=_("print all records"))
    dumping.add_argument(
        "--entity", metavar="NAME", help=_("one kind of record alone, such as company")
    )
    dumping.add_argument("--deleted", action="store_true", help=_("deleted records too"))
    dumping.set_defaults(run=_dump)


def _record(args: argparse.Namespace) -> int:
    failed = False
    with contextlib.closing(Database.open(args.store)) as database, _opened(args.file) as opened:
        lines = _decoded(opened, args.file)
        saved: Iterable[intake.Saved] = (
            intake.save_all(database, lines)
            if args.one_transaction
            else intake.save_each(database, lines)
        )
        for one in saved:
            failed = failed or bool(one.error)
            if one.error:
                document_at_once({"error": one.error, "line": one.line})
            else:
                document_at_once({"entity": one.entity, "id": one.id})
    return 1 if failed else 0


def _dump(args: argparse.Namespace) -> int:
    database = Database.open(args.store)

    def show(session: Any) -> None:
        for text in dump.lines(session, args.entity, deleted=args.deleted):
            line(text)

    try:
        database.read(show)
    finally:
        database.close()
    return 0


def _decoded(lines: Iterable[str], name: str) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        unreadable = _("{file} cannot be read: {reason}.")
        file = _("Standard input") if name == "-" else name
        raise UserError(unreadable.format(file=file, reason=_("it is not UTF-8"))) from error


def _opened(name: str) -> contextlib.AbstractContextManager[Iterable[str]]:
    if name == "-":
        return contextlib.nullcontext(sys.stdin)
    try:
        return Path(name).open(encoding="utf-8-sig")
    except OSError as error:
        unreadable = _("{file} cannot be read: {reason}.")
        raise UserError(unreadable.format(file=name, reason=reason_of(error))) from error
