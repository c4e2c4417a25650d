"""Commands over devices: `office revoke`, `grant`, `held`, `accept`, `reject`; `restore-file`."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from app.base import formats
from app.base.i18n import _, ngettext
from app.cli.output import document, line
from app.services import device_erasures, devices, held_changes
from app.services.device_erasures import DeviceErasure
from app.services.enrolment import Invited
from app.services.held_changes import HeldAction, HeldChanges
from app.store.database import Database


def add_deeds(deeds: Any, common: argparse.ArgumentParser) -> None:
    """Add the office's deeds over one device to the command `office`."""
    revoke = deeds.add_parser("revoke", parents=[common], help=_("hold what a device writes later"))
    revoke.add_argument(
        "--device", required=True, metavar="ID", help=_("the device, as `status` names it")
    )
    revoke.set_defaults(run=_revoke)
    grant = deeds.add_parser("grant", parents=[common], help=_("a device's counties from now on"))
    grant.add_argument(
        "--device", required=True, metavar="ID", help=_("the device, as `status` names it")
    )
    grant.add_argument(
        "--county",
        action="append",
        required=True,
        metavar="2816",
        help=_("a county; once for each"),
    )
    grant.set_defaults(run=_grant)
    accept = deeds.add_parser(
        "accept", parents=[common], help=_("let a device's held changes count")
    )
    accept.add_argument(
        "--device", required=True, metavar="ID", help=_("the device, as `status` names it")
    )
    accept.set_defaults(run=_accept)
    reject = deeds.add_parser(
        "reject", parents=[common], help=_("turn a device's held changes down for good")
    )
    reject.add_argument(
        "--device", required=True, metavar="ID", help=_("the device, as `status` names it")
    )
    reject.set_defaults(run=_reject)
    held = deeds.add_parser("held", parents=[common], help=_("changes that wait for a decision"))
    held.set_defaults(run=_held)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    restore = commands.add_parser(
        "restore-file", parents=[common], help=_("everything a replacement laptop may have")
    )
    restore.add_argument(
        "--for", dest="device", required=True, metavar="DEVICE", help=_("the device that was lost")
    )
    restore.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=_("the new invitation")
    )
    restore.set_defaults(run=_restore_file)


def tell_invited(args: argparse.Namespace, made: Invited, **more: object) -> int:
    """Print a written invitation and its spoken code; to programs, what else they may know."""
    if args.json:
        document({"file": str(made.file), "code": made.code, "device": made.device, **more})
    else:
        line(_("Invitation: {file}").format(file=made.file))
        line(
            _("Tell the promoter this code by voice, not with the file: {code}").format(
                code=made.code
            )
        )
    return 0


def _restore_file(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        made = devices.replace(database, args.device, args.to)
        erased = database.read(device_erasures.listed, args.device)
    tell_invited(args, made, erasures=[_erasure_json(one) for one in erased])
    _tell_erased(args, erased)
    return 0


def _revoke(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        devices.revoke(database, args.device)
        erased = database.read(device_erasures.listed, args.device)
    if args.json:
        document({"device": args.device, "erasures": [_erasure_json(one) for one in erased]})
    else:
        line(_("Revoked: later changes of {device} are held.").format(device=args.device))
    _tell_erased(args, erased)
    return 0


def _tell_erased(args: argparse.Namespace, erased: list[DeviceErasure]) -> None:
    if not args.json:
        for text in device_erasures.words(erased):
            line(text)


def _erasure_json(one: DeviceErasure) -> dict[str, Any]:
    return {
        "time": one.at.isoformat(),
        "author": one.author,
        "scope": one.scope,
        "people": list(one.people),
    }


def _grant(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        devices.grant(database, args.device, tuple(args.county))
    return _done(args, _("The counties of {device} travel with the next files."))


def _accept(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        held_changes.accept(database, args.device)
    return _done(args, _("Accepted: the changes of {device} count and travel with the next files."))


def _reject(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        held_changes.reject(database, args.device)
    return _done(args, _("Turned down: what was held of {device} is let go, everywhere."))


def _done(args: argparse.Namespace, words: str) -> int:
    if args.json:
        document({"device": args.device})
    else:
        line(words.format(device=args.device))
    return 0


def _held(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        found = database.read(held_changes.listed)
    if args.json:
        document([_held_json(one) for one in found])
    else:
        for text in (text for one in found for text in _held_lines(one)):
            line(text)
    return 0


def _held_json(one: HeldChanges) -> dict[str, Any]:
    return {
        "device": one.device,
        "name": one.name,
        "count": one.count,
        "actions": [
            {
                "time": action.at.isoformat(),
                "author": action.author,
                "label": action.label,
                "records": action.records,
                "erases": action.erases,
            }
            for action in one.actions
        ],
    }


def _held_lines(one: HeldChanges) -> list[str]:
    head = ngettext("{name}: {n} action is held", "{name}: {n} actions are held", one.count)
    return [
        f"{head.format(name=one.name, n=one.count)} ({one.device})",
        *(
            f"  {formats.format_datetime(action.at)}  {action.author}  {_deed(action)}"
            for action in one.actions
        ),
    ]


def _deed(action: HeldAction) -> str:
    if not action.erases:
        return action.label
    words = ngettext(
        "erases the personal data of {n} record, for good",
        "erases the personal data of {n} records, for good",
        action.erases,
    ).format(n=action.erases)
    return f"{action.label} – {words}" if action.label else words
