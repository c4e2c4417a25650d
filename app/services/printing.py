"""Papers that are ready: what they are and how they want to be printed; saved as PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.i18n import _, speaking
from app.base.reasons import reason_of
from app.documents.turning_test import draw_turning_test

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]


@dataclass(frozen=True, slots=True)
class Printable:
    """A drawn paper.

    Attributes:
        pdf: the file's bytes.
        notes: what does not fit or cannot be shown, in words.
        name: what its file is called, without the ending.
        landscape: whether its pages lie on the long side.
        sides: on which sides of the sheet it is printed, and how it is turned over.
        per_sheet: how many copies of it a sheet of paper gives.
        turned: whether its back sides are turned by 180° already.
    """

    pdf: bytes
    pages: int
    notes: tuple[str, ...] = ()
    name: str = ""
    landscape: bool = False
    sides: Sides = "one-sided"
    per_sheet: int = 1
    turned: bool = False


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


def sheets_for(copies: int, per_sheet: int) -> int:
    """Return how many sheets give at least so many copies."""
    return -(-copies // per_sheet)


def turning_test(*, lies: bool) -> Printable:
    """Return the page that tells how a printer turns sheets over.

    Args:
        lies: whether sheets lie on their long side, as those of a folded leaflet do.
    """
    made = draw_turning_test(lies=lies)
    return Printable(
        made.pdf,
        made.pages,
        name=_("Test page"),
        landscape=lies,
        sides="two-sided-short-edge" if lies else "two-sided-long-edge",
    )


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
