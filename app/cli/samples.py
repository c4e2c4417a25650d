"""Commands that show the program: `demo`, `leaflet`; `tour` and `self-test` need the window."""

import argparse
from pathlib import Path
from typing import Any

from app.base.errors import UserError
from app.base.i18n import _
from app.cli.output import LineProgress, document, line, message
from app.services import leaflets, printing
from app.services.demo import making
from app.store.database import Database

WINDOWED = ("tour", "self-test")
"""Commands that only the program's start can run, because they open the window."""


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    demoing = commands.add_parser("demo", parents=[common], help=_("a made-up network to try"))
    demoing.add_argument(
        "--scale", type=float, default=1.0, help=_("1 is 80 promoters and 1,200 companies")
    )
    demoing.add_argument(
        "--seed", type=int, default=1, help=_("the same seed makes the same records")
    )
    demoing.add_argument(
        "--role",
        choices=("office", "promoter"),
        default="office",
        help=_("whose store it is to be"),
    )
    demoing.set_defaults(run=_demo)
    leaflet = commands.add_parser("leaflet", parents=[common], help=_("a leaflet as PDF"))
    leaflet.add_argument("--template", required=True, metavar="NAME", help=_("such as trifold"))
    leaflet.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("the new PDF"))
    leaflet.add_argument(
        "--bleed",
        type=int,
        choices=(0, 2, 3),
        default=0,
        metavar="MM",
        help=_("how far backgrounds run over the cut: 0, 2 or 3"),
    )
    leaflet.add_argument("--marks", action="store_true", help=_("crop and fold marks"))
    leaflet.add_argument("--rotate-back", action="store_true", help=_("turn the inside by 180°"))
    leaflet.add_argument(
        "--colours",
        choices=("rgb", "cmyk"),
        default="rgb",
        help=_("of a screen, or the inks of a print shop"),
    )
    leaflet.add_argument(
        "--several", action="store_true", help=_("as many copies on an A4 sheet as it holds")
    )
    leaflet.add_argument(
        "--centre",
        metavar="CODE",
        help=_("whose address it gives; otherwise that of who is at work"),
    )
    leaflet.add_argument(
        "--language", choices=("pl", "en", "uk"), default="pl", help=_("of the text")
    )
    leaflet.add_argument(
        "--design",
        default="",
        metavar="NAME",
        help=_("its look; otherwise the one that the text was made for"),
    )
    leaflet.set_defaults(run=_leaflet)
    tour = commands.add_parser("tour", parents=[common], help=_("play the main job, save pictures"))
    tour.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="DIR",
        help=_("the folder for the pictures and files"),
    )
    commands.add_parser("self-test", parents=[common], help=_("check an installed copy"))


def _demo(args: argparse.Namespace) -> int:
    if not 0 < args.scale <= 200:
        raise UserError(_("A demo's scale is above 0 and at most 200."))
    making.make(args.store, args.seed, args.scale, args.role, LineProgress())
    if args.json:
        document({"store": str(args.store)})
    else:
        line(_("The demo is ready in {folder}.").format(folder=args.store))
    return 0


def _leaflet(args: argparse.Namespace) -> int:
    database = Database.open(args.store)
    options = leaflets.PrintOptions(
        bleed_mm=args.bleed,
        marks=args.marks,
        rotate_back=args.rotate_back,
        colours=args.colours,
        several=args.several,
    )
    try:
        order = leaflets.Order(args.template, args.language, args.centre, design=args.design)
        drawn = database.read(leaflets.draw, order, options)
    finally:
        database.close()
    printing.save_pdf(drawn, args.to)
    for note in drawn.notes:
        message(note)
    if args.json:
        document({"path": str(args.to)})
    else:
        line(_("Leaflet: {file}").format(file=args.to))
    return 0
