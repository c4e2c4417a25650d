"""Commands that set a network up: `office init`, `office invite`, `join`."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.cli.devices import add_deeds, tell_invited
from app.cli.output import document, line, message
from app.services import enrolment
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    office = commands.add_parser("office", help=_("set up an office, look after its devices"))
    deeds = office.add_subparsers(
        dest="deed", required=True, metavar="init|invite|revoke|grant|held|accept|reject"
    )
    init = deeds.add_parser("init", parents=[common], help=_("a new network"))
    init.add_argument("--name", required=True, help=_("what the network is called"))
    init.set_defaults(run=_init)
    invite = deeds.add_parser("invite", parents=[common], help=_("an invitation for one device"))
    invite.add_argument(
        "--promoter",
        required=True,
        metavar="CODE",
        help=_("who will work there; an unknown code is added"),
    )
    invite.add_argument(
        "--county",
        action="append",
        required=True,
        metavar="2816",
        help=_("a county; once for each"),
    )
    invite.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=_("the new invitation")
    )
    invite.set_defaults(run=_invite)
    add_deeds(deeds, common)
    join = commands.add_parser("join", parents=[common], help=_("a new store from an invitation"))
    join.add_argument("file", type=Path, help=_("the invitation"))
    join.add_argument("--passphrase-file", type=Path, help=_("holds the invitation's spoken code"))
    join.set_defaults(run=_join)


def _init(args: argparse.Namespace) -> int:
    database = enrolment.set_up_office(args.store, args.name)
    words = _("The office of “{name}” is ready in {folder}.")
    return _tell_ready(args, database, words.format(name=args.name, folder=args.store))


def _invite(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        made = enrolment.invite(database, args.promoter, tuple(args.county), args.to)
    for note in made.notes:
        message(note)
    return tell_invited(args, made)


def _join(args: argparse.Namespace) -> int:
    code = _code(args.passphrase_file)
    database = enrolment.join(args.store, args.file, code)
    return _tell_ready(args, database, _("Ready to work: {folder}").format(folder=args.store))


def _tell_ready(args: argparse.Namespace, database: Database, words: str) -> int:
    """Give a store that was just made free, and tell whose it is."""
    with closing(database):
        who = database.who
    if args.json:
        document({"network": who.network, "device": who.device, "store": str(args.store)})
    else:
        line(words)
    return 0


def _code(file: Path | None) -> str:
    if file is None:
        import getpass

        return getpass.getpass(_("The invitation's code: "))
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else _("it is not UTF-8")
        words = _("The file with the code, {file}, cannot be read: {reason}.")
        raise UserError(words.format(file=file, reason=reason)) from error
