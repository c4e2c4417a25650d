"""Exchange files as e-mail drafts, addressed to whom they are for."""

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import _, ngettext
from app.base.progress import NO_PROGRESS, Progress
from app.model.centre import Centre
from app.model.device import Device, DeviceRole
from app.model.promoter import Promoter
from app.services import exchange, mail_drafts
from app.services.exchange import ExportedFile
from app.store.database import Database

_FOLDER = "mail"
_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with an exchange file, and what was exported."""

    path: Path
    exported: ExportedFile


def folder_of(database: Database) -> Path:
    """Return where the drafts stand."""
    return database.folder / _FOLDER


def write_drafts(
    database: Database,
    limit: int,
    device: str | None = None,
    progress: Progress = NO_PROGRESS,
) -> list[Drafted]:
    """Export what others lack, each file as the attachment of a draft.

    What does not fit into one mail is split: each file can be taken in without the others.
    Drafts of more than a month ago are deleted: what they held has been sent or exported again.

    Args:
        database: this store.
        limit: bytes that a whole mail may have.
        device: one receiver; without it as `exchange.export` chooses.
        progress: told as the files grow.

    Raises:
        UserError: when there is nobody to write to, or a file is too large for a mail.
    """
    folder = folder_of(database)
    _tidy(folder)
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as aside:
        largest = mail_drafts.largest_file(limit)
        exported = exchange.export(database, Path(aside), device, progress, largest)
        # What cannot be split and is too large is said last: the other drafts are written.
        return [
            Drafted(
                mail_drafts.write(
                    one.path,
                    folder,
                    database.read(addresses, one.device),
                    _subject(one),
                    _body(one),
                    limit,
                ),
                one,
            )
            for one in sorted(exported, key=lambda one: one.is_larger)
        ]


def addresses(session: Session, device: str) -> list[str]:
    """Return the e-mail address of a device's promoter, of the regional Centre for the office."""
    row = session.get(Device, device)
    if row is None:
        return []
    if row.role == DeviceRole.OFFICE:
        query = select(Centre.email).where(Centre.deleted == 0, Centre.kind == "regional")
        found = session.scalars(query.order_by(Centre.sort_key)).first()
    else:
        owner = session.get(Promoter, row.promoter) if row.promoter else None
        found = owner.email if owner is not None else None
    return [found] if found else []


def _subject(one: ExportedFile) -> str:
    subject = _("Centrum CSR: file of {day}").format(day=format_date(clock.today()))
    if one.of == 1:
        return subject
    return f"{subject} ({one.place}/{one.of})"


def _body(one: ExportedFile) -> str:
    counted = ngettext("{n} change", "{n} changes", one.changes).format(n=one.changes)
    words = _(
        "The attached file is for {who} ({changes}).\n"
        "Save it and take it in: Exchange, Take files in.\n"
        "Only the computer that it is for can open it."
    )
    return words.format(who=one.name, changes=counted) + "\n"


def _tidy(folder: Path) -> None:
    oldest = (clock.now() - _KEPT_FOR).timestamp()
    for path in folder.glob(f"*{mail_drafts.SUFFIX}"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
