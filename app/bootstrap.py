"""The one file that knows every room: builds each thing once and starts the program."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from app.base import clock, i18n, paths, settings
from app.base.errors import Cancelled, UserError
from app.base.i18n import _
from app.cli.options import window_options


def main(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none.

    Returns:
        0 done, 1 refused for a reason the user can mend, 2 wrong usage, 70 an unexpected fault.
    """
    chosen = settings.load_settings()
    i18n.set_language(chosen.language or i18n.system_language())
    try:
        return _run(list(arguments), chosen)
    except UserError as error:
        print(str(error), file=sys.stderr)  # noqa: T201 - the command line's own voice
        return 1
    except (Cancelled, KeyboardInterrupt):
        return 1
    except BrokenPipeError:
        return 0
    except Exception:  # noqa: BLE001 - the last door: nothing unexpected may pass unreported
        report = _save_report(traceback.format_exc())
        text = _("Something unexpected went wrong. A report was saved: {file}")
        print(text.format(file=report), file=sys.stderr)  # noqa: T201
        return 70


def _run(arguments: list[str], chosen: settings.Settings) -> int:
    window = window_options(arguments)
    if window is not None:
        from app.ui.program import run_program

        return run_program(window.store, chosen)
    # The commands bring the store and all services along: the window does not wait for them.
    from app.cli.parser import make_parser

    args = make_parser().parse_args(arguments)
    if args.command == "tour":
        from app.ui.tour import play_tour

        return play_tour(args.to)
    if args.command == "self-test":
        from app.ui.self_test import run_self_test

        return run_self_test(as_json=args.json)
    return int(args.run(args))


def _save_report(text: str) -> Path:
    folder = paths.user_data() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"fault-{clock.now():%Y%m%d-%H%M%S}.txt"
    file.write_text(text, encoding="utf-8")
    return file
