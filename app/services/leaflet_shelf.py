"""The Centre's leaflets on their shelf: listed, saved with their blocks and pictures, deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.model.attachment import Attachment
from app.model.entity import choice_label, field_map
from app.model.leaflet import Leaflet
from app.services import kept_files, leaflet_blocks, records
from app.services.kept_files import Kept
from app.services.leaflet_blocks import Block
from app.services.leaflet_content import PictureFile
from app.services.leaflet_shapes import template_label
from app.store import attachments as contents


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture that was put into a block and has no record yet.

    Attributes:
        id: the attachment's id to be, which the block names.
        kept: its content, which stands in the store's folder.
        alt: what is seen, for those who listen.
    """

    id: str
    kept: Kept
    alt: str = ""


@dataclass(frozen=True, slots=True)
class LeafletLine:
    """A leaflet as the list shows it."""

    id: str
    title: str
    about: str
    is_template: bool


@dataclass(frozen=True, slots=True)
class Edited:
    """What a person changed of a leaflet.

    Attributes:
        values: the record's fields.
        before: its blocks when editing began.
        after: its blocks now.
        pictures: pictures that have no record yet.
        alts: what is seen in pictures that have one, by the attachment's id, where it changed.
    """

    values: Mapping[str, Any]
    before: Sequence[Block]
    after: Sequence[Block]
    pictures: Sequence[NewPicture] = ()
    alts: Mapping[str, str] | None = None


def listed(session: Session) -> list[LeafletLine]:
    """Return all leaflets by title and version, the Centre's templates last."""
    query = select(Leaflet).where(Leaflet.deleted.is_not(True)).order_by(Leaflet.sort_key)
    rows = sorted(session.scalars(query), key=lambda row: bool(row.is_template))
    return [_line(row) for row in rows]


def first_of(session: Session, centre: str, language: str) -> str:
    """Return the leaflet to begin with: a Centre's first, in a language if there is one."""
    query = (
        select(Leaflet)
        .where(Leaflet.centre == centre, Leaflet.deleted.is_not(True))
        .where(Leaflet.is_template.is_not(True))
        .order_by(Leaflet.sort_key)
    )
    rows = sorted(session.scalars(query), key=lambda row: row.language != language)
    return rows[0].id if rows else ""


def save(session: Session, store: Path, leaflet: str, edited: Edited) -> Leaflet:
    """Save a leaflet with what was changed in its blocks and pictures.

    Args:
        session: a writing session.
        store: the store's folder.
        leaflet: its id; a new leaflet is made when there is none of it.
        edited: what was changed.

    Raises:
        UserError: when a rule refuses it, or a picture's file is not here any more.
    """
    row = session.get(Leaflet, leaflet) or records.new(Leaflet, id=leaflet)
    # Its blocks say all that these three stood in for.
    texts = dict.fromkeys(("headline", "introduction", "link")) if edited.after else {}
    row.deleted = False if row.deleted else row.deleted
    saved = records.save(session, row, {**edited.values, **texts})
    session.flush()
    named = {block.picture for block in edited.after}
    for picture in edited.pictures:
        if picture.id in named:
            _attach(session, store, leaflet, picture)
    for attachment, alt in (edited.alts or {}).items():
        records.save(session, records.get(session, Attachment, attachment), {"alt_text": alt})
    leaflet_blocks.save(session, leaflet, edited.before, edited.after)
    return saved


def delete(session: Session, leaflet: str) -> None:
    """Delete a leaflet with its blocks and pictures.

    Raises:
        UserError: when it is gone, or this device may not write where it belongs.
    """
    records.delete(session, records.get(session, Leaflet, leaflet))
    leaflet_blocks.delete(session, leaflet)
    for row in attached(session, leaflet):
        records.delete(session, row)


def files_of(pictures: Iterable[NewPicture]) -> list[tuple[str, PictureFile]]:
    """Return the contents of pictures that have no record yet, as a drawing asks for them."""
    return [(one.id, PictureFile(one.kept.sha256, one.alt)) for one in pictures]


def attached(session: Session, leaflet: str) -> Iterable[Attachment]:
    """Return the records of a leaflet's pictures."""
    query = select(Attachment).where(Attachment.leaflet == leaflet, Attachment.deleted.is_not(True))
    return list(session.scalars(query))


def version_words(version: int | None) -> str:
    """Return what a version is called; the first one has no name."""
    return _("version {n}").format(n=version) if version and version > 1 else ""


def _line(row: Leaflet) -> LeafletLine:
    language = choice_label(field_map(Leaflet)["language"], row.language)
    about = [template_label(row.template), language, version_words(row.version)]
    return LeafletLine(
        row.id, row.title or "…", " · ".join(filter(None, about)), bool(row.is_template)
    )


def _attach(session: Session, store: Path, leaflet: str, picture: NewPicture) -> None:
    content = kept_files.in_place(store, picture.kept)
    contents.note(session.connection(), content)
    kept = picture.kept
    row = session.get(Attachment, picture.id) or records.new(Attachment, id=picture.id)
    row.deleted = False if row.deleted else row.deleted
    values = {
        "sha256": kept.sha256,
        "size": kept.size,
        "name": kept.name,
        "media_type": kept.media_type,
        "alt_text": picture.alt or None,
        "leaflet": leaflet,
    }
    records.save(session, row, values)
