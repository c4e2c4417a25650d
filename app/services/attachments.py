"""Files and pictures attached to a record: put in, listed, taken off.

A file's content is put in its place first (`kept_files.keep`), off the window's thread if it is
large; the record that names it is saved after that, so a crash in between leaves a leftover.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.base.text import sort_key
from app.model.attachment import OWNERS, Attachment
from app.model.every_entity import entity_named
from app.services import kept_files, records
from app.services.kept_files import Kept
from app.store import attachments as contents
from app.store import faces
from app.store.attachments import Content
from app.store.changes import Written
from app.store.database import Database


class Owner(NamedTuple):
    """To what files are attached: an entity's name, which is a field too, and a record's id."""

    entity: str
    row: str


class State(StrEnum):
    """Whether an attachment's content is here."""

    HERE = "here"
    COMING = "coming"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment as lists show it."""

    id: str
    sha256: str
    name: str
    size: int
    media_type: str
    state: State
    alt_text: str = ""
    created_at: datetime | None = None

    @property
    def is_picture(self) -> bool:
        """Tell whether there is something to see of it."""
        return self.media_type.startswith("image/")


def attach(
    database: Database,
    owner: Owner,
    source: Path | bytes,
    name: str = "",
    progress: Progress = NO_PROGRESS,
) -> Written[list[Attachment]]:
    """Attach a file or a picture's bytes to a record: content first, then the record.

    Raises:
        UserError: when the file cannot be attached, or the record is gone; nothing is saved then.
    """
    kept = kept_files.keep(database.folder, source, name, progress)
    label = _("Attached {name}").format(name=kept.name)
    return database.write(add, database.folder, owner, [kept], label=label)


def add(session: Session, store: Path, owner: Owner, kept: Iterable[Kept]) -> list[Attachment]:
    """Save the records of kept files; what is attached there already is not attached again.

    Args:
        session: a writing session; all are saved or none.
        store: the store's folder.
        owner: to what they are attached.
        kept: what `kept_files.keep` returned.

    Raises:
        UserError: when the owner is gone, or a content is not in its place any more.
    """
    records.get(session, entity_named(owner.entity), owner.row)
    there = {row.sha256: row for row in _living(session, owner)}
    names = {row.name.casefold() for row in there.values() if row.name}
    made = []
    for one in kept:
        if one.sha256 in there:
            continue
        content = kept_files.in_place(store, one)
        contents.note(session.connection(), content)
        row = records.new(Attachment, **asdict(one))
        setattr(row, owner.entity, owner.row)
        row.name = _other_name(one.name, names)
        names.add(row.name.casefold())
        there[one.sha256] = records.save(session, row)
        made.append(row)
    return made


def of_record(session: Session, store: Path, owner: Owner) -> list[AttachmentRow]:
    """Return what is attached to a record, and to those joined with it; the earliest first."""
    rows = _living(session, owner)
    held = contents.held_among(session.connection(), [row.sha256 for row in rows])
    return [_row(row, _state(store, held.get(row.sha256))) for row in rows]


def find(session: Session, store: Path, attachment: str) -> AttachmentRow:
    """Return one attachment.

    Raises:
        UserError: when it is not here any more.
    """
    row = records.get(session, Attachment, attachment)
    held = contents.find(session.connection(), row.sha256)
    return _row(row, _state(store, held))


def owner_of(session: Session, attachment: str) -> Owner | None:
    """Return to what a file is attached; a company that is joined is named by its face."""
    row = session.get(Attachment, attachment)
    for name in OWNERS:
        owner = getattr(row, name) if row is not None else None
        if owner:
            return Owner(name, faces.face_of(session, owner) if name == faces.ENTITY else owner)
    return None


def detach(session: Session, attachment: str) -> Attachment:
    """Take a file off its record; the content stays for undo, as long as a record names it.

    Raises:
        UserError: when it is gone already, or this device may not write there.
    """
    row = records.get(session, Attachment, attachment)
    records.delete(session, row)
    return row


def as_row(kept: Kept) -> AttachmentRow:
    """Return a kept file as lists show it, before its record is saved."""
    return AttachmentRow(
        kept.sha256, kept.sha256, kept.name, kept.size, kept.media_type, State.HERE
    )


def _state(store: Path, held: Content | None) -> State:
    if held is None:
        return State.COMING
    return State.HERE if kept_files.stands(store, held) else State.DAMAGED


def _living(session: Session, owner: Owner) -> list[Attachment]:
    owners: Collection[str] = (owner.row,)
    if owner.entity == faces.ENTITY:
        owners = faces.members(session, owner.row)
    query = (
        select(Attachment)
        .where(getattr(Attachment, owner.entity).in_(owners))
        .where(Attachment.deleted.is_not(True), Attachment.sha256.is_not(None))
    )
    # What came in one moment stands by its names.
    return sorted(
        session.scalars(query),
        key=lambda row: (str(row.created_at), sort_key(row.name or ""), row.id),
    )


def _row(row: Attachment, state: State) -> AttachmentRow:
    return AttachmentRow(
        id=row.id,
        sha256=row.sha256,
        name=row.name or "…",
        size=row.size or 0,
        media_type=row.media_type or "",
        state=state,
        alt_text=row.alt_text or "",
        created_at=row.created_at,
    )


def _other_name(name: str, taken: Collection[str]) -> str:
    """Return a name that no other file of the record has: `photo (2).jpg`."""
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem):
        stem, dot, ending = name, "", ""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    return found
