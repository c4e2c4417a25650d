"""Taking a checked segment into the store: known, next, waiting for a gap, or another history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Connection

from app.base.errors import UserError
from app.base.i18n import _
from app.store import erasing, indexes, joining, search, ticks, unshown
from app.store.dots import dot
from app.store.journal import keep_entries
from app.store.merge import Incoming, Merge, Merged
from app.store.streams import add_epoch, advance, find_stream, hash_at, stream_named
from app.sync import decisions, device_keys, erasures, held, waiting
from app.sync.entry_line import EntryLine
from app.sync.segment import Header, Segment

AT_ONCE = 1_000
"""How many changes of rows are merged at a time; what they need in memory is let go again.

More of them no longer fit near the processor while they are gone through again and again.
"""


class Standing(Enum):
    """How a segment stands to what the store holds of its stream."""

    KNOWN = "known"
    NEXT = "next"
    AFTER_GAP = "after a gap"


@dataclass(slots=True)
class Taken:
    """What came of a segment.

    Attributes:
        new: entries that the store did not hold.
        known: entries that it held already, or that the office has turned down.
        waiting: entries kept aside until missing ones come, or the erasure of what they lack.
        held: entries kept until the office decides on them.
        rows: the rows whose shown values may have changed.
        conflicts: the fields that came to hold an open conflict, as (row, field).
        unshown: the rows that were given something that only a newer version can show.
    """

    new: int = 0
    known: int = 0
    waiting: int = 0
    held: int = 0
    rows: set[tuple[str, str]] = field(default_factory=set)
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    unshown: set[str] = field(default_factory=set)

    def add(self, more: "Taken") -> None:
        """Count what came of another segment too."""
        self.new += more.new
        self.known += more.known
        self.waiting += more.waiting
        self.held += more.held
        self.rows |= more.rows
        self.conflicts |= more.conflicts
        self.unshown |= more.unshown


class ForkedHistoryError(UserError):
    """Two different histories under one name: a copied or restored store."""


def standing(connection: Connection, segment: Segment) -> Standing:
    """Return how a segment stands to the store.

    Raises:
        ForkedHistoryError: when it disagrees with what the store holds under the same numbers.
    """
    stream = find_stream(connection, segment.writer, segment.scope)
    if stream is None:
        return Standing.NEXT if segment.first == 1 else Standing.AFTER_GAP
    if segment.first > stream.last + 1:
        return Standing.AFTER_GAP
    if hash_at(connection, stream.n, segment.first - 1) != segment.before:
        raise _forked(segment)
    if segment.last <= stream.last:
        if hash_at(connection, stream.n, segment.last) != segment.after:
            raise _forked(segment)
        return Standing.KNOWN
    if segment.first <= stream.last:
        overlap = segment.entries[stream.last - segment.first]
        if overlap.hash != stream.hash:
            raise _forked(segment)
    return Standing.NEXT


def take(connection: Connection, segment: Segment) -> Taken:
    """Take a segment in, inside the caller's transaction; waiting ones that it frees follow.

    Raises:
        ForkedHistoryError: when it disagrees with what the store holds; nothing was changed.
    """
    taken = Taken()
    device_keys.learn(connection, segment.certificate)
    if decisions.holds_back(connection, segment.writer, segment.scope, segment.last):
        waiting.let_go(connection, segment.writer, segment.scope, segment.first)
        if segment.last <= decisions.rejected_up_to(connection, segment.writer, segment.scope):
            taken.known = len(segment.entries)
        else:
            held.keep(connection, _as_held(segment))
            taken.held = len(segment.entries)
        return taken
    found = standing(connection, segment)
    if found is Standing.KNOWN:
        taken.known = len(segment.entries)
    elif found is Standing.AFTER_GAP or not erasures.is_excused(connection, segment):
        waiting.keep(connection, segment)
        taken.waiting = len(segment.entries)
    else:
        _apply(connection, segment, taken)
    return taken


def _apply(connection: Connection, segment: Segment, taken: Taken) -> None:
    stream = stream_named(connection, segment.writer, segment.scope)
    skipped = max(0, stream.last - segment.first + 1)
    lines = segment.entries[skipped:]
    # Read before anything is written: what cannot be read must not count as held.
    changed = indexes.over_most_rows(connection, [one for line in lines for one in line.changes()])
    ticks.follow(connection, max(line.time for line in lines), segment.writer)
    advance(connection, stream.n, segment.last, segment.after)
    keep_segment(connection, stream.n, segment)
    merged = Merged()
    with indexes.made_anew(connection, changed):
        for part in _parts(lines):
            batch = _journalled(connection, stream.n, segment.scope, part)
            merged.add(_merged(connection, batch))
            taken.unshown |= unshown.note(connection, batch)
            for line in part:
                line.let_go()
    search.refresh(connection, merged.rows)
    taken.new, taken.known = len(lines), skipped
    taken.rows, taken.conflicts = merged.rows, merged.conflicts


def _parts(lines: Sequence[EntryLine]) -> Iterator[list[EntryLine]]:
    part: list[EntryLine] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line.changes())
        if size >= AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _journalled(
    connection: Connection, stream: int, scope: str, lines: Sequence[EntryLine]
) -> list[Incoming]:
    entries: list[tuple[int, int, bytes, bytes, bytes]] = []
    touches: list[tuple[str, int]] = []
    batch: list[Incoming] = []
    for line in lines:
        at = dot(stream, line.number)
        changes = line.changes()
        entries.append((at, line.time, line.head, line.payload, line.hash))
        touches += [(row, at) for _entity, row, _fields in changes]
        batch.append(Incoming(at, scope, changes))
        if line.context is not None:
            add_epoch(connection, at, _context(connection, scope, line.context))
    keep_entries(connection, entries, touches)
    return batch


def _merged(connection: Connection, batch: Sequence[Incoming]) -> Merged:
    merged = Merge(connection).take(batch)
    erasing.settle(connection, batch, merged)
    joining.settle(connection, merged)
    return merged


def holds(connection: Connection, header: Header) -> bool:
    """Tell whether the store holds a segment under this very header, with all its entries."""
    found = connection.exec_driver_sql(
        "SELECT header FROM segment JOIN stream ON n = segment.stream WHERE writer=? AND scope=? "
        "AND first=? AND segment.last<=stream.last",
        (header.writer, header.scope, header.first),
    ).scalar()
    return found == header.header_line


def keep_segment(connection: Connection, stream: int, segment: Segment) -> None:
    """Keep a segment's header, so that it can be passed on as it came."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO segment(stream, first, last, header) VALUES(?,?,?,?)",
        (stream, segment.first, segment.last, segment.header_line),
    )


def _context(connection: Connection, scope: str, named: dict[str, int]) -> dict[int, int]:
    return {stream_named(connection, name, scope).n: last for name, last in named.items()}


def _as_held(segment: Segment) -> held.HeldSegment:
    return held.HeldSegment(
        segment.writer,
        segment.scope,
        segment.first,
        segment.last,
        segment.to_bytes(),
        held.REVOKED,
    )


def _forked(segment: Segment) -> ForkedHistoryError:
    text = _(
        "The changes {first}–{last} of {writer} differ from those held here under the same "
        "numbers: that computer's records were copied or put back by hand. Nothing was taken in."
    )
    return ForkedHistoryError(
        text.format(first=segment.first, last=segment.last, writer=segment.writer[:8])
    )
