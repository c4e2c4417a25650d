"""Attached files whose record is here and whose content has not come yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.model.attachment import OWNERS, Attachment
from app.model.every_entity import entity_named
from app.services import attachments, naming
from app.store import attachment_pieces
from app.store import attachments as contents
from app.store.who import who


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that is on its way.

    Attributes:
        owner: to what it is attached.
        owner_words: what that is and how it is called.
        size: bytes that it will have, if its record says so.
        come: bytes that have come in pieces.
        added: when it was attached.
        by: who attached it.
    """

    id: str
    name: str
    owner: attachments.Owner | None
    owner_words: str
    size: int
    come: int
    added: datetime
    by: str


def listed(session: Session, store: Path) -> list[MissingFile]:
    """Return the files that are on their way, the latest attached first.

    Args:
        session: any session.
        store: the store's folder, in which pieces may have come already.
    """
    lacking = contents.missing(session.connection(), who(session).reads)
    if not lacking:
        return []
    query = (
        select(Attachment)
        .where(Attachment.deleted.is_not(True), Attachment.sha256.in_(lacking))
        .order_by(Attachment.created_at.desc(), Attachment.name)
    )
    rows = list(session.scalars(query))
    titles = _titles(session, rows)
    people = naming.titles(session, "promoter", {row.created_by or "" for row in rows})
    return [
        MissingFile(
            id=row.id,
            name=row.name or "…",
            owner=attachments.owner_of(session, row.id),
            owner_words=titles.get(row.id, ""),
            size=row.size or 0,
            come=_come(store, row.sha256),
            added=row.created_at,
            by=people.get(row.created_by or "", ""),
        )
        for row in rows
    ]


def last_asked(session: Session) -> datetime | None:
    """Return when a file was written last: each asks for what is missing then."""
    found = session.connection().exec_driver_sql(
        "SELECT max(at) FROM exchange_file WHERE direction='sent'"
    )
    at = found.scalar()
    return datetime.fromisoformat(at) if at else None


def _come(store: Path, sha256: str) -> int:
    return sum(end - start for start, end in attachment_pieces.spans(store, sha256))


def _titles(session: Session, rows: Iterable[Attachment]) -> dict[str, str]:
    """Return for each attachment what it belongs to: `Visit: Tartak Pisz`."""
    found: dict[str, str] = {}
    for entity in OWNERS:
        owned = {row.id: getattr(row, entity) for row in rows if getattr(row, entity)}
        titles = naming.titles(session, entity, set(owned.values()))
        kind = _(entity_named(entity).about.label)
        for row, owner in owned.items():
            found.setdefault(row, f"{kind}: {titles.get(owner, '…')}")
    return found
