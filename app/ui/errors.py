"""What becomes of a failure: a word to the person, silence after Cancel, or a crash report."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.base.errors import Cancelled, UserError
from app.base.i18n import _
from app.base.paths import user_data

Tell = Callable[[str, str], None]
"""Shows a text in a tone, `amber` for what the person can mend, `red` for a bug."""


class Failures:
    """Answers every exception that nobody caught; installed once per process."""

    def __init__(self, tell: Tell, folder: Path | None = None) -> None:
        """Remember who tells and where reports go."""
        self._tell = tell
        self._folder = folder

    def install(self) -> None:
        """Take over from Python, which would only print."""
        sys.excepthook = self._answer

    def answer(self, error: BaseException) -> None:
        """Answer one failure."""
        self._answer(type(error), error, error.__traceback__)

    def _answer(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, UserError):
            self._tell(str(error), "amber")
        elif not isinstance(error, Cancelled):
            sys.__excepthook__(kind, error, trace)
            self._tell(self._report(kind, error, trace), "red")

    def _report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> str:
        # Imported when needed: the window does not wait for them.
        import traceback

        from app.base import clock

        folder = self._folder or user_data() / "crashes"
        path = folder / f"crash-{clock.now():%Y%m%d-%H%M%S-%f}.txt"
        text = "".join(traceback.format_exception(kind, error, trace))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{_circumstances()}\n\n{text}", encoding="utf-8")
        except OSError:
            return _(
                "Something went wrong in the program: {error}. What was saved is safe; "
                "the report could not be written."
            ).format(error=kind.__name__)
        return _(
            "Something went wrong in the program. What was saved is safe. Please send this "
            "report to the central office: {path}"
        ).format(path=path)


def _circumstances() -> str:
    import platform

    import PySide6

    from app.base import clock

    system = f"{platform.system()} {platform.release()}"
    return (
        f"{clock.now():%Y-%m-%dT%H:%M:%SZ}\nPython {platform.python_version()}, "
        f"PySide {PySide6.__version__}, {system}"
    )
