"""The Centre's leaflets on their shelf: listed, saved with their blocks and pictures, deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
        alt_text: what is seen, for those who listen.
        people_shown: who is seen.
        people_agreed: whether they agreed to being shown.
    """

    id: str
    kept: Kept
    alt_text: str = ""
    people_shown: str = ""
    people_agreed: bool = False


@dataclass(frozen=True, slots=True)
class LeafletLine:
    """A leaflet as the list shows it; by its words it is found too."""

    id: str
    title: str
    about: str
    is_template: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a person changed of a leaflet.

    Attributes:
        values: the record's fields.
        before: its blocks when editing began.
        after: its blocks now.
        pictures: pictures that have no record yet.
        said: what was changed of what is said of pictures that have a record: the fields of
            `leaflet_pictures.SAID`, by the attachment's id.
    """

    values: Mapping[str, Any]
    before: Sequence[Block]
    after: Sequence[Block]
    pictures: Sequence[NewPicture] = ()
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def listed(session: Session) -> list[LeafletLine]:
    """Return all leaflets by title and version, the Centre's templates last."""
    query = select(Leaflet).where(Leaflet.deleted.is_not(True)).order_by(Leaflet.sort_key)
    rows = sorted(session.scalars(query), key=lambda row: bool(row.is_template))
    words = leaflet_blocks.words_of_all(session)
    return [_line(row, words.get(row.id, "")) for row in rows]


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
    for attachment, said in edited.said.items():
        records.save(session, records.get(session, Attachment, attachment), said)
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
    return [(one.id, PictureFile(one.kept.sha256, one.alt_text)) for one in pictures]


def attached(session: Session, leaflet: str) -> Iterable[Attachment]:
    """Return the records of a leaflet's pictures."""
    query = select(Attachment).where(Attachment.leaflet == leaflet, Attachment.deleted.is_not(True))
    return list(session.scalars(query))


def version_words(version: int | None) -> str:
    """Return what a version is called; the first one has no name."""
    return _("version {n}").format(n=version) if version and version > 1 else ""


def _line(row: Leaflet, words: str) -> LeafletLine:
    language = choice_label(field_map(Leaflet)["language"], row.language)
    about = [template_label(row.template), language, version_words(row.version)]
    about_words = " · ".join(filter(None, about))
    return LeafletLine(row.id, row.title or "…", about_words, bool(row.is_template), words)


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
        "alt_text": picture.alt_text or None,
        "people_shown": picture.people_shown or None,
        "people_agreed": picture.people_agreed or None,
        "leaflet": leaflet,
    }
    records.save(session, row, values)
