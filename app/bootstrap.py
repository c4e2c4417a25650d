"""The one file that knows every room: builds each thing once and starts the program."""

import contextlib
import io
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.base import clock, i18n, paths, settings
from app.base.errors import Cancelled, UserError
from app.base.i18n import _
from app.cli.options import window_options


def main(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none.

    Returns:
        0 done, 1 refused for a reason the user can mend, 2 wrong usage, 70 an unexpected fault.
    """
    _speak_plainly()
    try:
        chosen = settings.load_settings()
        i18n.set_language(chosen.language or i18n.system_language())
        return _run(list(arguments), chosen)
    except UserError as error:
        _tell(str(error))
        return 1
    except (Cancelled, KeyboardInterrupt):
        return 1
    except BrokenPipeError:
        return 0
    except Exception:  # noqa: BLE001 - the last door: nothing unexpected may pass unreported
        _report(traceback.format_exc())
        return 70


def _speak_plainly() -> None:
    # Programs read the results: UTF-8 with plain line ends, whatever the console's encoding is.
    # A window may have no streams, a test its own, and one that was read from stays as it is.
    wanted: tuple[tuple[object, dict[str, Any]], ...] = (
        (sys.stdin, {"encoding": "utf-8-sig", "errors": "strict"}),
        (sys.stdout, {"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}),
        (sys.stderr, {"errors": "backslashreplace"}),
    )
    for stream, how in wanted:
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(**how)


def _run(arguments: list[str], chosen: settings.Settings) -> int:
    window = window_options(arguments)
    if window is not None:
        from app.ui.program import run_program

        return run_program(window.store, chosen)
    # The commands bring the store and all services along: the window does not wait for them.
    from app.cli.parser import make_parser, parsed

    args = parsed(make_parser(), arguments)
    if args.command == "tour":
        from app.ui.tour import play_tour

        return play_tour(args.to)
    if args.command == "self-test":
        from app.ui.self_test import run_self_test

        return run_self_test(as_json=args.json)
    return int(args.run(args))


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - the command line's own voice


def _report(text: str) -> None:
    # Whatever else is broken by now, the program still ends with its own exit code.
    with contextlib.suppress(Exception):
        file = _saved_report(text)
        if file:
            said = _("Something unexpected went wrong. A report was saved: {file}")
            _tell(said.format(file=file))
        else:
            _tell(text)
            _tell(_("Something unexpected went wrong, and its report could be saved nowhere."))


def _saved_report(text: str) -> Path | None:
    for place in (paths.user_data, lambda: Path(tempfile.gettempdir(), "centrum-csr")):
        with contextlib.suppress(Exception):
            folder = place() / "reports"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"fault-{clock.now():%Y%m%d-%H%M%S}.txt"
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
            return file
    return None
