"""The blocks of a leaflet's own text: read in their order, saved where they were changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.ids import derived_id, new_id
from app.base.order_keys import in_order
from app.model.leaflet_block import BlockKind, LeafletBlock
from app.services import records

READY = "ready:"
"""With what the id of a block begins that is the template's and has no record yet."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is edited; those of a panel stand in the order in which they are drawn.

    Attributes:
        id: the record's, or that of the template's own block.
        words: the text in light markup; a list has one item a line.
        style: a heading's level (1 to 3), the size of a text or picture, the kind of a list, the
            pack of a logo row.
        author: who is quoted; the caption of a picture or QR code.
        link: where a QR code leads; `vcard` is the Centre's contact data.
        picture: an attachment's id.
    """

    id: str
    panel: str
    kind: str
    words: str = ""
    style: str = ""
    author: str = ""
    link: str = ""
    picture: str = ""
    at_foot: bool = False

    @property
    def content(self) -> tuple[str, ...]:
        """Return what is drawn of it, to compare with another's."""
        return (self.kind, self.words, self.style, self.author, self.link, self.picture)


_TEXTS = tuple(field.name for field in fields(Block) if field.name not in ("id", "at_foot"))
_VALUES = (*_TEXTS, "at_foot")


def new_block(panel: str, kind: str, *, at_foot: bool = False, style: str = "") -> Block:
    """Return an empty block with a fresh id; a QR code leads to the Centre's contact data."""
    link = "vcard" if kind == BlockKind.QR else ""
    return Block(new_id(), panel, kind, style=style, link=link, at_foot=at_foot)


def of_leaflet(session: Session, leaflet: str) -> tuple[Block, ...]:
    """Return a leaflet's own blocks, panel by panel; none if it shows the template's text."""
    rows = sorted(_rows(session, leaflet), key=_place)
    return tuple(_block(row) for row in rows)


def words_of_all(session: Session) -> dict[str, str]:
    """Return what stands in the own blocks of each leaflet, by the leaflets' ids."""
    query = select(LeafletBlock.leaflet, LeafletBlock.words, LeafletBlock.author).where(
        LeafletBlock.deleted.is_not(True)
    )
    found: dict[str, list[str]] = {}
    for leaflet, *texts in session.execute(query):
        found.setdefault(leaflet, []).extend(filter(None, texts))
    return {leaflet: " ".join(texts) for leaflet, texts in found.items()}


def save(
    session: Session, leaflet: str, before: Sequence[Block], after: Sequence[Block]
) -> list[LeafletBlock]:
    """Save what a person changed in a leaflet's blocks, and nothing that others changed since.

    Args:
        session: a writing session.
        leaflet: the leaflet's id.
        before: the blocks as they were when editing began.
        after: the blocks now, in the order of each panel.

    Returns:
        The rows that were written.
    """
    rows = {row.id: row for row in _rows(session, leaflet)}
    if not rows:  # the template's text until now: all of it is this leaflet's own from here on
        before = ()
    old = {block.id: block for block in (_named(block, leaflet) for block in before)}
    now = [_named(block, leaflet) for block in after]
    written = [_write(session, leaflet, rows, old.get(block.id), block) for block in now]
    made = {row.id: row for row in written if row is not None}
    for gone in old.keys() - {block.id for block in now}:
        if gone in rows:
            records.delete(session, rows[gone])
    _place_anew(rows | made, old.values(), now)
    session.flush()
    return list(made.values())


def delete(session: Session, leaflet: str) -> None:
    """Delete all blocks of a leaflet."""
    for row in _rows(session, leaflet):
        records.delete(session, row)


def _rows(session: Session, leaflet: str) -> list[LeafletBlock]:
    query = select(LeafletBlock).where(
        LeafletBlock.leaflet == leaflet, LeafletBlock.deleted.is_not(True)
    )
    return list(session.scalars(query))


def _place(row: LeafletBlock) -> tuple[str, bool, str, str]:
    return (row.panel or "", bool(row.at_foot), row.position or "", row.id)


def _block(row: LeafletBlock) -> Block:
    values = {name: getattr(row, name) or "" for name in _TEXTS}
    return Block(row.id, at_foot=bool(row.at_foot), **values)


def _named(block: Block, leaflet: str) -> Block:
    """Return a block under its record's id: two who begin with one template's text meet."""
    if not block.id.startswith(READY):
        return block
    row = derived_id("leaflet_block", leaflet, block.id)
    return replace(block, id=row)


def _write(
    session: Session,
    leaflet: str,
    rows: dict[str, LeafletBlock],
    old: Block | None,
    block: Block,
) -> LeafletBlock | None:
    names = [name for name in _VALUES if not _same(name, old, block)]
    if not names:
        return None
    row = rows.get(block.id) or session.get(LeafletBlock, block.id)
    row = row or records.new(LeafletBlock, id=block.id, leaflet=leaflet)
    if row.deleted:  # undone, or deleted by somebody while it was typed in
        row.deleted = False
        names = list(_VALUES)
    return records.save(session, row, {name: getattr(block, name) or None for name in names})


def _same(name: str, old: Block | None, block: Block) -> bool:
    return old is not None and getattr(old, name) == getattr(block, name)


def _place_anew(
    rows: dict[str, LeafletBlock], before: Iterable[Block], after: Iterable[Block]
) -> None:
    was = {place: [block.id for block in blocks] for place, blocks in _by_place(before)}
    for place, blocks in _by_place(after):
        ids = [block.id for block in blocks]
        if [row for row in was.get(place, ()) if row in ids] == ids:  # none moved, none is new
            continue
        keys = in_order([rows[row].position if row in rows else None for row in ids])
        for row, key in zip(ids, keys, strict=True):
            if row in rows and rows[row].position != key:
                rows[row].position = key


def _by_place(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, bool], list[Block]]]:
    def place(block: Block) -> tuple[str, bool]:
        return (block.panel, block.at_foot)

    for key, group in groupby(sorted(blocks, key=place), key=place):
        yield key, list(group)
