"""Papers that are ready: shown, saved as PDF, handed to the system's printer."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.i18n import _, speaking
from app.base.reasons import reason_of

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Printable:
    """A drawn paper.

    Attributes:
        pdf: the file's bytes.
        notes: what does not fit or cannot be shown, in words.
        name: what its file is called, without the ending.
        landscape: whether its pages lie on the long side.
        sides: on which sides of the sheet it is printed, and how it is turned over.
    """

    pdf: bytes
    pages: int
    notes: tuple[str, ...] = ()
    name: str = ""
    landscape: bool = False
    sides: Sides = "one-sided"


def drawn_in(
    language: str, draw: Callable[..., Printable], session: Session, *args: object
) -> Printable:
    """Draw a paper in one of the languages of papers, whatever the program speaks.

    Args:
        language: of `PAPER_LANGUAGES`.
        draw: a service that draws; it gets the session first.
        session: any session.
        *args: what the service is told beside.

    Raises:
        UserError: when there is nothing to draw, in the program's own words.
    """
    try:
        with speaking(language):
            return draw(session, *args)
    except UserError:
        draw(session, *args)  # refuses again, in the language of whoever reads it
        raise


def save_pdf(drawn: Printable, file: Path) -> None:
    """Write a drawn paper to a file.

    Raises:
        UserError: when the file cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, drawn.pdf)
    except OSError as error:
        failed = _("The PDF cannot be written to {file}: {reason}. Choose another place.")
        raise UserError(failed.format(file=file, reason=reason_of(error))) from error


def missing_note(letters: str) -> tuple[str, ...]:
    """Return what is said of letters that the typeface lacks, if any."""
    with speaking(""):  # whoever prints is to read it, not whoever gets the paper
        text = _("These characters cannot be printed: {letters}")
    return (text.format(letters=letters),) if letters else ()


def takes_pdf() -> bool:
    """Tell whether the system prints a PDF as it is, sharp at any size."""
    return shutil.which("lp") is not None


def print_pdf(made: Printable, copies: int, printer: str = "") -> None:
    """Print a paper through the system, on the sides and the way round that it asks for.

    Args:
        made: the paper.
        copies: how many.
        printer: its name in the system; the usual one unless given.

    Raises:
        UserError: when the system refuses.
    """
    command = ["lp", "-n", str(copies), "-o", f"sides={made.sides}"]
    command += ["-o", "landscape"] if made.landscape else []
    command += ["-d", printer] if printer else []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(made.pdf)
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
                [*command, str(file)], capture_output=True, timeout=_SECONDS, check=False, text=True
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UserError(_("The printer does not answer. Save a PDF instead.")) from error
    if done.returncode:
        reason = done.stderr.strip() or str(done.returncode)
        refused = _("The system does not print: {reason}. Save a PDF instead.")
        raise UserError(refused.format(reason=reason))
