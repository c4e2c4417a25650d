"""Appending to the journal: one entry a transaction and stream, merged in the same breath."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from app.base.errors import UserError
from app.base.i18n import _
from app.store import bulk, erasing, joining
from app.store.dots import dot, number_of, stream_of
from app.store.ends import Ends
from app.store.engine import driver
from app.store.entry import Change, Entry, chain
from app.store.heads import Heads
from app.store.merge import Incoming, Merge, Merged
from app.store.streams import (
    Knowledge,
    Stream,
    add_epoch,
    writer_names,
)

ScopedChange = tuple[str, Change]


class Deed(NamedTuple):
    """What all entries of one transaction share."""

    writer: str
    author: str | None
    label: str
    batch: str


def append(
    connection: Connection,
    deed: Deed,
    changes: Iterable[ScopedChange],
    *,
    seen: Knowledge | None = None,
    already_projected: bool = False,
    born: Collection[str] = (),
    ends: Ends | None = None,
) -> Merged:
    """Write a transaction's changes to the journal and merge them.

    Args:
        connection: inside the writing transaction that saves the rows themselves.
        deed: who did what.
        changes: each with the scope in which its row lives.
        seen: what the person had before their eyes, when that is older than what is held now.
        already_projected: the tables hold the values already.
        born: the rows that are new in the tables.
        ends: where the journal ends, where the caller keeps it from save to save.
    """
    ends = Ends() if ends is None else ends
    by_scope: dict[str, list[Change]] = {}
    for scope, change in changes:
        by_scope.setdefault(scope, []).append(change)
    batch = [
        _append_entry(connection, deed, scope, by_scope[scope], seen, ends)
        for scope in sorted(by_scope)
    ]
    merged = Merge(connection, already_projected=already_projected, born=born).take(batch)
    ends.none_erased = not erasing.settle(connection, batch, merged, none_erased=ends.none_erased)
    joining.settle(connection, merged)
    return merged


def _append_entry(
    connection: Connection,
    deed: Deed,
    scope: str,
    changes: list[Change],
    seen: Knowledge | None,
    ends: Ends,
) -> Incoming:
    stream, others = ends.stream(connection, deed.writer, scope)
    if seen is not None:
        _refuse_stale(connection, stream.n, changes, seen)
    number = stream.last + 1
    at = dot(stream.n, number)
    context = others if seen is None else _older(others, seen)
    named: dict[str, int] | None = None
    if context != stream.context:
        names = writer_names(connection)
        named = {names[n]: last for n, last in sorted(context.items())}
        add_epoch(connection, at, context)
    tick = ends.next_tick(connection)
    entry = Entry(number, tick, deed.author, deed.label, deed.batch, named, changes)
    head, payload = entry.encode()
    hash_ = chain(stream.hash, head)
    keep_entries(
        connection, [(at, tick, head, payload, hash_)], [(row, at) for _, row, _ in changes]
    )
    grown = Stream(stream.n, deed.writer, scope, number, hash_, context)
    ends.advance(connection, grown, others)
    return Incoming(at, scope, changes)


def keep_entries(
    connection: Connection,
    entries: list[tuple[int, int, bytes, bytes, bytes]],
    touches: list[tuple[str, int]],
) -> None:
    """Store entries as (dot, time, head, payload, hash) and which rows they touch."""
    raw = driver(connection)
    bulk.insert(raw, "INSERT INTO entry(dot, time, head, payload, hash)", entries)
    bulk.insert(raw, "INSERT OR IGNORE INTO touch(row, dot)", touches)


def _older(others: Knowledge, seen: Knowledge) -> Knowledge:
    return {n: min(last, seen[n]) for n, last in others.items() if seen.get(n)}


def _refuse_stale(
    connection: Connection, stream: int, changes: list[Change], seen: Knowledge
) -> None:
    # A field that this store itself has changed since the form was opened would be overwritten
    # without anybody having seen it; what others changed becomes a conflict instead.
    for _entity, row, fields in changes:
        dots = connection.exec_driver_sql("SELECT dots FROM head WHERE row=?", (row,)).scalar()
        for at, names in Heads.read(dots).groups.items() if dots else ():
            own = stream_of(at) == stream and number_of(at) > seen.get(stream, 0)
            if own and not names.isdisjoint(fields):
                raise UserError(
                    _(
                        "This record was changed in another place of the program after you "
                        "opened it. Open it again; what you typed is kept as a draft."
                    )
                )
