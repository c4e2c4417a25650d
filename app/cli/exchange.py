"""Commands of the exchange: `export`, `import`, `status`."""

import argparse
import re
from contextlib import closing
from pathlib import Path
from typing import Any

from app.base.i18n import _
from app.cli import shapes
from app.cli.output import LineProgress, document, line, message
from app.services import exchange, exchange_words, lateness, refused_changes
from app.store.database import Database


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    export = commands.add_parser("export", parents=[common], help=_("write what others lack"))
    export.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=_("the folder for the files")
    )
    export.add_argument(
        "--for",
        dest="device",
        metavar="DEVICE",
        help=_("one receiver; otherwise the office, or from the office everybody"),
    )
    export.add_argument(
        "--max-size", type=_size, metavar="SIZE", help=_("split into files of at most 10M, 500k, …")
    )
    export.set_defaults(run=_export)
    take = commands.add_parser("import", parents=[common], help=_("take files in"))
    take.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=_("files that others made, in any order"),
    )
    take.add_argument("--dry-run", action="store_true", help=_("show what it would do"))
    take.set_defaults(run=_import)
    status = commands.add_parser("status", parents=[common], help=_("what this store holds"))
    status.set_defaults(run=_status)


def _export(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        files = exchange.export(database, args.to, args.device, LineProgress(), args.max_size)
    if args.json:
        document({"files": [shapes.exported_json(file) for file in files]})
    else:
        for file in files:
            line(
                _("{path}: {n} changes for {device}").format(
                    path=file.path, n=file.changes, device=file.name
                )
            )
    larger = exchange_words.larger_text(files)
    if larger:
        message(larger)
    return 0


def _size(text: str) -> int:
    """Return the bytes of `10M`, `500k`, `1.5G` or a plain number; units are decimal."""
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*([kmg]?)b?", text.strip(), re.IGNORECASE)
    if found is None:
        wrong = _("“{text}” is no size: write 10M, 500k or a number of bytes.")
        raise argparse.ArgumentTypeError(wrong.format(text=text))
    number = float(found[1].replace(",", "."))
    return int(number * {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}[found[2].lower()])


def _import(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        report = exchange.take_in(
            database, args.files, dry_run=args.dry_run, progress=LineProgress()
        )
    if args.json:
        document(shapes.report_json(report))
    else:
        for text in shapes.report_lines(report):
            line(text)
    for file in report.files:
        if file.reason:
            message(f"{file.path}: {file.reason}")
    return 1 if report.refused else 0


def _status(args: argparse.Namespace) -> int:
    with closing(Database.open(args.store)) as database:
        found = exchange.status(database)
        refused = database.read(refused_changes.listed)
        late = database.read(lateness.late_since, found.devices)
    if args.json:
        listed = [shapes.refused_json(one) for one in refused]
        document({**shapes.status_json(found), "refused_changes": listed})
    else:
        for text in (*shapes.status_lines(found, late), *map(shapes.refused_line, refused)):
            line(text)
    return 0
