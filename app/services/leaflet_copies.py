"""Leaflets made from leaflets: a copy, a new version, another language, a template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.ids import new_id
from app.model.attachment import Attachment
from app.model.entity import fields_of
from app.model.leaflet import Leaflet
from app.model.leaflet_block import BlockKind
from app.services import leaflet_blocks, records
from app.services.leaflet_blocks import Block
from app.services.leaflet_content import in_language, ready_blocks, with_texts
from app.services.leaflet_shelf import attached

_COPIED = ("title", "template", "centre", "language", "material", "design", "flap_mm")
_SPOKEN = (
    BlockKind.HEADING,
    BlockKind.LABEL,
    BlockKind.PARAGRAPH,
    BlockKind.BULLETS,
    BlockKind.QUOTE,
)
"""Blocks whose words are of one language."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A leaflet in another language, and how many of its texts are still to be translated."""

    leaflet: str
    untranslated: int


def duplicate(session: Session, leaflet: str) -> str:
    """Copy a leaflet with its texts and pictures under a title that says so; return its id."""
    row = records.get(session, Leaflet, leaflet)
    title = _("{title} (copy)").format(title=row.title)
    return _copied(session, row, title=title, version=None)


def new_version(session: Session, leaflet: str) -> str:
    """Begin the next version of a leaflet; the old one stays as it is. Return its id."""
    row = records.get(session, Leaflet, leaflet)
    latest = max(one.version or 1 for one in _family(session, row))
    return _copied(session, row, version=latest + 1)


def as_template(session: Session, leaflet: str) -> str:
    """Keep a leaflet as a template of the Centre, from which new ones begin; return its id."""
    row = records.get(session, Leaflet, leaflet)
    return _copied(session, row, is_template=True, version=None)


def from_template(session: Session, leaflet: str) -> str:
    """Begin a leaflet from a template of the Centre; return its id."""
    return _copied(session, records.get(session, Leaflet, leaflet), version=None)


def variant(session: Session, leaflet: str, language: str) -> Variant:
    """Begin the same leaflet in another language.

    Texts that are the template's own are taken in the other language; all others are copied, to
    be translated.

    Raises:
        UserError: when the template has no text in the language.
    """
    row = records.get(session, Leaflet, leaflet)
    blocks = _blocks(session, row)
    made = in_language(blocks, row.template, row.language, language)
    left = sum(
        new is old and bool(old.words) and old.kind in _SPOKEN
        for new, old in zip(made, blocks, strict=True)
    )
    copied = _copied(session, row, made, language=language, version=None)
    return Variant(copied, left)


def _blocks(session: Session, row: Leaflet) -> tuple[Block, ...]:
    own = leaflet_blocks.of_leaflet(session, row.id)
    if own:
        return own
    ready = ready_blocks(row.template, row.language)
    return with_texts(ready, row.headline or "", row.introduction or "", row.link or "")


def _copied(
    session: Session, row: Leaflet, blocks: Sequence[Block] | None = None, **values: object
) -> str:
    copied = {name: getattr(row, name) for name in _COPIED}
    made = records.new(Leaflet, **{**copied, "origin": row.id, **values})
    records.save(session, made)
    session.flush()
    pictures = _copied_pictures(session, row.id, made.id)
    listed = blocks if blocks is not None else _blocks(session, row)
    fresh = [
        replace(block, id=new_id(), picture=pictures.get(block.picture, block.picture))
        for block in listed
    ]
    leaflet_blocks.save(session, made.id, (), fresh)
    return str(made.id)


def _copied_pictures(session: Session, leaflet: str, to: str) -> Mapping[str, str]:
    """Give a copy records of the same pictures; return their ids by those of the old ones."""
    ids = {}
    for row in attached(session, leaflet):
        values = {
            field.name: getattr(row, field.name)
            for field in fields_of(Attachment)
            if not field.hidden
        }
        made = records.save(session, records.new(Attachment, **{**values, "leaflet": to}))
        ids[row.id] = made.id
    return ids


def _family(session: Session, row: Leaflet) -> list[Leaflet]:
    """Return the versions that a leaflet came from or that came from it, itself too."""
    found, asked = {row.id: row}, [row]
    while asked:
        one = asked.pop()
        query = select(Leaflet).where(
            or_(Leaflet.origin == one.id, Leaflet.id == (one.origin or "")),
            Leaflet.title == row.title,
            Leaflet.language == row.language,
            Leaflet.is_template.is_not(True),
        )
        for near in session.scalars(query):
            if near.id not in found:
                found[near.id] = near
                asked.append(near)
    return list(found.values())
