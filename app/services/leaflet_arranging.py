"""A leaflet's blocks put elsewhere, doubled, taken out, and each such step taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from app.base.ids import new_id
from app.services.leaflet_blocks import Block

Blocks = tuple[Block, ...]


def put_after(blocks: Sequence[Block], block: Block, near: str = "") -> Blocks:
    """Return blocks with a new one after another, by its id; at the end unless there is one."""
    ids = [one.id for one in blocks]
    place = ids.index(near) + 1 if near in ids else len(ids)
    return (*blocks[:place], block, *blocks[place:])


def without(blocks: Sequence[Block], block: str) -> Blocks:
    """Return blocks without one."""
    return tuple(one for one in blocks if one.id != block)


def doubled(blocks: Sequence[Block], block: str) -> tuple[Blocks, str]:
    """Return blocks with a copy of one below it, and the copy's id."""
    made = replace(_one(blocks, block), id=new_id())
    return put_after(blocks, made, block), made.id


def stepped(blocks: Sequence[Block], block: str, step: int) -> Blocks:
    """Return blocks with one moved up (-1) or down (1) among those of its panel.

    From the last above the foot a step leads to the foot, and back.
    """
    moved = _one(blocks, block)
    column = [one for one in _column(blocks, moved.panel) if one.at_foot == moved.at_foot]
    at = column.index(moved) + step
    if 0 <= at < len(column):
        made = list(blocks)
        here, there = made.index(moved), made.index(column[at])
        made[here], made[there] = made[there], made[here]
        return tuple(made)
    return _across(blocks, moved, step)


def moved_to(
    blocks: Sequence[Block], block: str, panel: str, *, at_foot: bool = False, before: str = ""
) -> Blocks:
    """Return blocks with one at a place of a panel.

    Args:
        blocks: all of them.
        block: the id of the one that moves.
        panel: where to.
        at_foot: whether it stands at the foot there.
        before: the id of the block before which it comes; unless given it comes last.
    """
    moved = replace(_one(blocks, block), panel=panel, at_foot=at_foot)
    rest = without(blocks, block)
    ids = [one.id for one in rest]
    place = ids.index(before) if before in ids else len(ids)
    return (*rest[:place], moved, *rest[place:])


def done(blocks: Sequence[Block], block: str, deed: str) -> tuple[Blocks, str]:
    """Return blocks after a deed, and the id of the block where the cursor goes.

    Args:
        blocks: all of them.
        block: the id of the one that it is done with.
        deed: `up`, `down`, `foot`, `top`, `copy`, `delete`, `style:` or `panel:` with a name.
    """
    here, (what, _colon, value) = _one(blocks, block), deed.partition(":")
    if what == "delete":
        return without(blocks, block), _neighbour(blocks, here)
    if what == "copy":
        return doubled(blocks, block)
    if what == "style":
        changed = replace(here, style=value)
        return tuple(changed if one.id == block else one for one in blocks), block
    if what == "panel":
        return moved_to(blocks, block, value), block
    if what in ("foot", "top"):
        return moved_to(blocks, block, here.panel, at_foot=what == "foot"), block
    return stepped(blocks, block, -1 if what == "up" else 1), block


def _neighbour(blocks: Sequence[Block], gone: Block) -> str:
    """Return the block below one in its panel, else the one above."""
    column = _column(blocks, gone.panel)
    at = column.index(gone)
    near = [*column[at + 1 : at + 2], *column[max(at - 1, 0) : at]]
    return near[0].id if near else ""


def _one(blocks: Sequence[Block], block: str) -> Block:
    return next(one for one in blocks if one.id == block)


def _column(blocks: Sequence[Block], panel: str) -> list[Block]:
    mine = [one for one in blocks if one.panel == panel]
    return sorted(mine, key=lambda one: one.at_foot)


def _across(blocks: Sequence[Block], moved: Block, step: int) -> Blocks:
    """Step over the border between the top and the foot; at the panel's ends nothing moves."""
    if (step > 0) == moved.at_foot:
        return tuple(blocks)
    there = [one.id for one in _column(blocks, moved.panel) if one.at_foot != moved.at_foot]
    before = there[0] if step > 0 and there else ""
    return moved_to(blocks, moved.id, moved.panel, at_foot=not moved.at_foot, before=before)


@dataclass
class Steps:
    """What was done to the order, number and style of blocks since a leaflet was opened.

    Words typed meanwhile stay: a step takes back only what it changed itself.
    """

    _done: list[tuple[Blocks, Blocks]] = field(default_factory=list)
    _undone: list[tuple[Blocks, Blocks]] = field(default_factory=list)

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_go_on(self) -> bool:
        """Tell whether a step was taken back and can be done again."""
        return bool(self._undone)

    def note(self, before: Blocks, after: Blocks) -> None:
        """Note a step; what was taken back before it cannot be done again."""
        if before != after:
            self._done.append((before, after))
            self._undone.clear()

    def back(self, now: Blocks) -> Blocks:
        """Take the last step back; return the blocks."""
        before, after = self._done.pop()
        made = _returned(now, after, before)
        self._undone.append((made, now))
        return made

    def again(self, now: Blocks) -> Blocks:
        """Do the step again that was taken back last; return the blocks."""
        before, after = self._undone.pop()
        made = _returned(now, before, after)
        self._done.append((now, made))
        return made


def _returned(now: Blocks, left: Blocks, wanted: Blocks) -> Blocks:
    """Return the wanted blocks with what was typed since they were left."""
    typed = {block.id: block for block in now}
    old = {block.id: block for block in left}
    return tuple(_with_typed(one, old.get(one.id), typed.get(one.id)) for one in wanted)


def _with_typed(wanted: Block, old: Block | None, now: Block | None) -> Block:
    if old is None or now is None:
        return wanted
    kept = {
        one.name: getattr(now, one.name)
        for one in fields(Block)
        if getattr(old, one.name) == getattr(wanted, one.name)
    }
    return replace(wanted, **kept)
