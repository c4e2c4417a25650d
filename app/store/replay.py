"""All that is derived made anew from a journal: what checking and repair have in common.

The store is attached as `kept`; its good entries are written into `main` with their hashes, times,
touches and epochs, and merged as if they had just come.
"""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from app.base.progress import NO_PROGRESS, Progress
from app.store import erasing, joining, search, unshown
from app.store.chains import Chain
from app.store.dots import dot, number_of, stream_of
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.merge import Incoming, Merge
from app.store.streams import add_epoch, stream_named

_BATCH = 2_000


def replay(
    connection: Connection, chains: Mapping[int, Chain], progress: Progress = NO_PROGRESS
) -> None:
    """Write the good part of the attached store's journal and all that follows from it.

    Args:
        connection: inside a writing transaction on a new file; `main.erased` holds what is
            known to be erased otherwise than by these entries.
        chains: what `chains.read` found of each stream.
        progress: told after each batch, from the half on.
    """
    raw = driver(connection)
    raw.executemany(
        "INSERT INTO main.stream(n, writer, scope, last, hash) VALUES(?,?,?,?,?)",
        [(one.n, one.writer, one.scope, one.good, one.tip) for one in chains.values()],
    )
    for batch in _good_entries(connection, chains):
        _keep(connection, chains, batch)
    _write_contexts(connection, chains)
    total = sum(one.good for one in chains.values())
    done = 0
    for incoming in _batches(connection, chains):
        take(connection, incoming)
        done += len(incoming)
        progress.step(total + done, 2 * total)


def take(connection: Connection, batch: list[Incoming]) -> None:
    """Merge entries that stand in the journal, with all that follows from them."""
    merged = Merge(connection).take(batch)
    erasing.settle(connection, batch, merged)
    joining.settle(connection, merged)
    search.refresh(connection, merged.rows)
    unshown.note(connection, batch)


def _good_entries(
    connection: Connection, chains: Mapping[int, Chain]
) -> Iterator[list[tuple[int, int, bytes, bytes]]]:
    for one in chains.values():
        first = 1
        while first <= one.good:
            last = min(one.good, first + _BATCH - 1)
            yield (
                driver(connection)
                .execute(
                    "SELECT dot, time, head, payload FROM kept.entry WHERE dot BETWEEN ? AND ? "
                    "ORDER BY dot",
                    (dot(one.n, first), dot(one.n, last)),
                )
                .fetchall()
            )
            first = last + 1


def _keep(
    connection: Connection,
    chains: Mapping[int, Chain],
    batch: list[tuple[int, int, bytes, bytes]],
) -> None:
    raw = driver(connection)
    raw.executemany(
        "INSERT INTO main.entry(dot, time, head, payload, hash) VALUES(?,?,?,?,?)",
        [
            (at, json.loads(head)["t"], head, payload, chains[stream_of(at)].hashes[number_of(at)])
            for at, _time, head, payload in batch
        ],
    )
    raw.executemany(
        "INSERT OR IGNORE INTO main.touch(row, dot) VALUES(?,?)",
        [
            (row, at)
            for at, _time, _head, payload in batch
            for _entity, row, _fields in read_payload(payload)[1]
        ],
    )


def _write_contexts(connection: Connection, chains: Mapping[int, Chain]) -> None:
    for one in list(chains.values()):
        for number, named in sorted(one.contexts.items()):
            if number <= one.good:
                seen = {
                    stream_named(connection, writer, one.scope).n: last
                    for writer, last in named.items()
                }
                add_epoch(connection, dot(one.n, number), seen)


def _batches(connection: Connection, chains: Mapping[int, Chain]) -> Iterator[list[Incoming]]:
    last = -1
    while True:
        found = (
            driver(connection)
            .execute(
                "SELECT dot, payload FROM main.entry WHERE dot>? ORDER BY dot LIMIT ?",
                (last, _BATCH),
            )
            .fetchall()
        )
        if not found:
            return
        yield [
            Incoming(at, chains[stream_of(at)].scope, read_payload(payload)[1])
            for at, payload in found
        ]
        last = found[-1][0]
