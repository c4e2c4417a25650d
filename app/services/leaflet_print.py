"""Handing a leaflet's PDF to the system's printer, and what a template is called."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.templates import template_named

_SECONDS = 20


def template_label(name: str) -> str:
    """Return what a template is called, for people."""
    return _(template_named(name).label)


def takes_pdf() -> bool:
    """Tell whether the system prints a PDF as it is, sharp at any size."""
    return shutil.which("lp") is not None


def print_pdf(pdf: bytes, copies: int, printer: str = "") -> None:
    """Print a PDF through the system, on both sides, turned over at the short edge.

    Args:
        pdf: the file's bytes.
        copies: how many.
        printer: its name in the system; the usual one unless given.

    Raises:
        UserError: when the system refuses.
    """
    command = ["lp", "-n", str(copies), "-o", "sides=two-sided-short-edge", "-o", "landscape"]
    command += ["-d", printer] if printer else []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "leaflet.pdf"
        file.write_bytes(pdf)
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
