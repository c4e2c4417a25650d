"""An e-mail draft with an exchange file attached, for any mail program to open and send."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.formats import format_size
from app.base.i18n import _
from app.base.reasons import reason_of

SUFFIX = ".eml"
MEGABYTE = 1_000_000
_LINE, _LINE_HELD = 78, 57
"""A line of base64 with its line end, and how many bytes of the file it holds (RFC 2045, 6.8)."""
_HEAD = 4_000
"""Room for heads and words."""


def largest_file(mail: int) -> int:
    """Return how many bytes a file may have, so that a mail with it stays within `mail` bytes."""
    return max(0, mail - _HEAD) // _LINE * _LINE_HELD


def write(file: Path, folder: Path, to: Sequence[str], subject: str, body: str, limit: int) -> Path:
    """Write a draft with a file attached; mail programs open it as a mail not yet sent.

    Args:
        file: what is attached, under its name.
        folder: where the draft is to stand.
        to: addresses; none, and the person fills them in.
        subject: one line.
        body: plain text.
        limit: bytes that the whole mail may have.

    Returns:
        The draft's path; an existing file is never written over.

    Raises:
        UserError: when the file is too large, or the draft cannot be written.
    """
    try:
        content = file.read_bytes() if file.stat().st_size <= largest_file(limit) else None
    except OSError as error:
        failed = _("The file {file} cannot be read: {reason}.")
        raise UserError(failed.format(file=file.name, reason=reason_of(error))) from error
    if content is None:
        raise UserError(_too_large(file.stat().st_size, limit))
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    draft["Subject"] = subject
    if to:
        draft["To"] = ", ".join(to)
    draft.set_content(body)
    draft.add_attachment(
        content, maintype="application", subtype="octet-stream", filename=file.name
    )
    target = _free(folder, file.stem)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(target, draft.as_bytes())
    except OSError as error:
        failed = _("The draft cannot be written to {folder}: {reason}. Choose another place.")
        raise UserError(failed.format(folder=folder, reason=reason_of(error))) from error
    return target


def _too_large(size: int, limit: int) -> str:
    words = _(
        "A mail with the file would have {size}, and it may have {limit}. Hand the file over on a "
        "stick, or change the limit in the settings."
    )
    mail = -(-size // _LINE_HELD) * _LINE + _HEAD
    return words.format(size=format_size(mail), limit=format_size(limit))


def _free(folder: Path, stem: str) -> Path:
    path, count = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}_{count}{SUFFIX}"
    return path
