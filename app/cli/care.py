"""Commands that take care of a store: `verify`, `repair`, `backup`, `restore`, `erase`."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from app.base.i18n import _
from app.cli.output import LineProgress, document, line
from app.services import care, copies, erasure, first_steps
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    verifying = commands.add_parser("verify", parents=[common], help=_("check that all is whole"))
    verifying.set_defaults(run=_verify)
    repairing = commands.add_parser(
        "repair", parents=[common], help=_("make the records anew from the journal")
    )
    repairing.set_defaults(run=_repair)
    saving = commands.add_parser("backup", parents=[common], help=_("a verified copy of the store"))
    saving.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("the new copy"))
    saving.set_defaults(run=_backup)
    restoring = commands.add_parser("restore", parents=[common], help=_("a store from a copy"))
    restoring.add_argument("file", type=Path, help=_("the copy"))
    restoring.set_defaults(run=_restore)
    erasing = commands.add_parser(
        "erase", parents=[common], help=_("erase a person's data for good")
    )
    erasing.add_argument("person", metavar="ID", help=_("the person's id; there is no way back"))
    erasing.add_argument("--keep-notes", action="store_true", help=_("leave notes of visits alone"))
    erasing.set_defaults(run=_erase)


def _verify(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        faults = care.verify(database, LineProgress())
    if args.json:
        listed = [{"where": fault.where, "what": fault.what} for fault in faults]
        document({"ok": not faults, "faults": listed})
    else:
        for fault in faults:
            line(f"{fault.where}: {fault.what}")
        if not faults:
            line(_("All is whole."))
    return 1 if faults else 0


def _repair(args: argparse.Namespace) -> int:
    done = care.repair(args.store, LineProgress())
    if args.json:
        document(
            {
                "cut": [
                    {"stream": f"{writer}/{scope}", "from": first, "to": last}
                    for writer, scope, first, last in done.cut
                ],
                "regained": done.regained,
                "dropped": done.dropped,
                "aside": str(done.aside) if done.aside else None,
                "before": str(done.before),
            }
        )
    else:
        for text in care.repaired_lines(done):
            line(text)
    return 0


def _backup(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        care.save_copy(database, args.to, LineProgress())
    _done(args, _("Copied to {file}.").format(file=args.to), args.to)
    return 0


def _restore(args: argparse.Namespace) -> int:
    replaced = first_steps.holds_records(args.store)
    missing = care.restore(args.file, args.store)
    text = _("Restored to {folder}.").format(folder=args.store)
    _done(args, text, args.store, missing_attachments=missing)
    if replaced and not args.json:
        line(_("What stood there before is kept beside it as “replaced-….db”."))
    if missing and not args.json:
        line(copies.missing_text(missing))
    return 0


def _erase(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        done = erasure.erase_person(database, args.person, with_notes=not args.keep_notes).result
    if args.json:
        document({"id": args.person, "records": done.records, "elsewhere": done.elsewhere})
    else:
        line(_("The personal data was erased."))
    return 0


def _done(args: argparse.Namespace, text: str, path: Path, **more: object) -> None:
    if args.json:
        document({"path": str(path), **more})
    else:
        line(text)
