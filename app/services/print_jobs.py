"""Papers on their way to a printer: whether the paper is large enough, and the order to print."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.raster import page_size_mm, with_turned_backs
from app.services.printing import Printable, Sides

SizeMm = tuple[float, float]
"""The shorter and the longer side of a sheet, in millimetres."""

SIZES: dict[str, SizeMm] = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
}
_SLACK_MM = 2.0
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class PrintJob:
    """How a paper is to be printed.

    Attributes:
        sheets: how many times the whole paper is printed.
        printer: its name in the system; the usual one when empty.
        sides: on one side or both, and how the sheet is turned over.
        in_colour: else in greys.
        paper: the size of the printer's paper, of `SIZES`; what the printer holds when empty.
        shrinks: made smaller, to lie on that paper whole; else printed in its true size.
        pages: the numbers of the pages that are printed; all when empty.
    """

    sheets: int = 1
    printer: str = ""
    sides: Sides = "one-sided"
    in_colour: bool = True
    paper: str = ""
    shrinks: bool = False
    pages: tuple[int, ...] = ()


def sheet_of(made: Printable) -> SizeMm:
    """Return the size of a paper's first page, the shorter side first.

    Raises:
        UserError: when it is no PDF.
    """
    width, height = page_size_mm(made.pdf)
    return min(width, height), max(width, height)


def name_of(size: SizeMm) -> str:
    """Return the name of a sheet's size; its millimetres when it has none."""
    for name, known in SIZES.items():
        if all(abs(a - b) <= _SLACK_MM for a, b in zip(size, known, strict=True)):
            return name
    return _("{width} × {height} mm").format(width=round(size[0]), height=round(size[1]))


def papers_for(size: SizeMm, offered: Iterable[SizeMm]) -> list[str]:
    """Return which papers that a printer takes hold a page whole, the smallest first.

    Args:
        size: the page, the shorter side first.
        offered: the sizes that the printer takes; when it tells none, it is taken for A4.
    """
    taken = _taken(offered)
    return sorted((one for one in taken if _holds(SIZES[one], size)), key=SIZES.__getitem__)


def usual_of(papers: Sequence[str]) -> str:
    """Return the paper that lies in most printers: A4, else the first of those given."""
    return "A4" if "A4" in papers else papers[0]


def largest_of(offered: Iterable[SizeMm]) -> str:
    """Return the largest paper of ours that a printer takes."""
    return max(_taken(offered), key=SIZES.__getitem__)


def with_backs(made: Printable, *, turned: bool) -> Printable:
    """Return a paper whose back sides are turned by 180° or not, whatever they were."""
    if turned == made.turned or made.pages < 2:
        return made
    return replace(made, pdf=with_turned_backs(made.pdf), turned=turned)


def takes_pdf() -> bool:
    """Tell whether the system prints a PDF as it is, sharp at any size."""
    return shutil.which("lp") is not None


def print_pdf(made: Printable, job: PrintJob) -> None:
    """Print a paper through the system, as it is; pages that lie are turned by the system.

    Raises:
        UserError: when the system refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(made.pdf)
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
                [*_order(job, made.name), str(file)],
                capture_output=True, timeout=_SECONDS, check=False, text=True,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UserError(_("The printer does not answer. Save a PDF instead.")) from error
    if done.returncode:
        reason = done.stderr.strip() or str(done.returncode)
        refused = _("The system does not print: {reason}. Save a PDF instead.")
        raise UserError(refused.format(reason=reason))


def _order(job: PrintJob, title: str) -> list[str]:
    """Return the command of CUPS, RFC 8011's names for what is asked.

    A leaflet folds in the right places only in its true size, so pages are never fitted unasked.
    """
    options = [
        f"sides={job.sides}",
        f"print-scaling={'fit' if job.shrinks else 'none'}",
        f"print-color-mode={'color' if job.in_colour else 'monochrome'}",
    ]
    options += [f"media={job.paper}"] if job.paper else []
    options += [f"page-ranges={','.join(map(str, job.pages))}"] if job.pages else []
    command = ["lp", "-n", str(job.sheets)]
    for option in options:
        command += ["-o", option]
    command += ["-d", job.printer] if job.printer else []
    return [*command, *(("-t", title) if title else ()), "--"]


def _taken(offered: Iterable[SizeMm]) -> list[str]:
    sizes = list(offered)
    return [
        name
        for name, known in SIZES.items()
        if any(_holds(one, known) and _holds(known, one) for one in sizes)
    ] or ["A4"]


def _holds(paper: SizeMm, page: SizeMm) -> bool:
    return all(a >= b - _SLACK_MM for a, b in zip(paper, page, strict=True))
