"""Own changes that go on under another name: their stream was taken for another history."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.store import asked_again
from app.store.cutting import cut
from app.store.dots import dot
from app.store.engine import driver
from app.store.entry import chain
from app.store.journal import keep_entries
from app.store.streams import (
    Contexts,
    Knowledge,
    Stream,
    add_epoch,
    advance,
    stream_named,
    writer_names,
)

MOVES = 0
"""The key under which a form's knowledge holds how many moves it knows of; no stream has it."""


@dataclass(frozen=True, slots=True)
class Done:
    """An entry as it was written, under whatever name it goes on.

    Attributes:
        seen: what its writer had seen of the scope's other streams.
        rows: what it touches.
    """

    time: int
    head: bytes
    payload: bytes
    seen: Knowledge
    rows: tuple[str, ...]


def move(connection: Connection, stream: Stream, kept: int, writer: str) -> set[tuple[str, str]]:
    """Record a stream's later entries anew under another writer, and cut them out of it.

    What was done, by whom, when, and what had been seen of others stays as it was; payloads are
    taken over byte for byte, erased parts too.

    Args:
        connection: inside a writing transaction.
        stream: one of this device's.
        kept: the last entry that stays.
        writer: this device under its new incarnation.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    target = stream_named(connection, writer, stream.scope)
    record_again(connection, target, _beyond(connection, stream, kept, target))
    asked_again.follow(connection, (stream.writer, kept), (writer, target.last))
    driver(connection).execute(
        "INSERT INTO moved(stream, kept, target, before) VALUES(?,?,?,?)",
        (stream.n, kept, target.n, target.last),
    )
    return cut(connection, stream.n, kept)


def record_again(connection: Connection, target: Stream, found: Iterable[Done]) -> list[int]:
    """Write entries to the end of a stream of this device; merging them is the caller's.

    Returns:
        The names under which they stand in the journal now.
    """
    names = writer_names(connection)
    number, hash_, seen = target.last, target.hash, target.context
    entries: list[tuple[int, int, bytes, bytes, bytes]] = []
    touches: list[tuple[str, int]] = []
    for done in found:
        number += 1
        at = dot(target.n, number)
        named = None
        if done.seen != seen:
            named = {names[n]: last for n, last in sorted(done.seen.items())}
            add_epoch(connection, at, done.seen)
            seen = done.seen
        line = _renumbered(done.head, number, named)
        hash_ = chain(hash_, line)
        entries.append((at, done.time, line, done.payload, hash_))
        touches += [(row, at) for row in done.rows]
    keep_entries(connection, entries, touches)
    advance(connection, target.n, number, hash_)
    return [at for at, *_rest in entries]


def moves(connection: Connection) -> int:
    """Return how many moves there were."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM moved").scalar_one())


def followed(connection: Connection, seen: Knowledge) -> Knowledge:
    """Return what a form had seen, in the names that its changes go by now."""
    known = seen.get(MOVES, 0)
    now = {n: last for n, last in seen.items() if n != MOVES}
    rows = connection.exec_driver_sql(
        "SELECT stream, kept, target, before FROM moved WHERE id>? ORDER BY id", (known,)
    )
    for stream, kept, target, before in rows:
        beyond = now.get(stream, 0) - kept
        if beyond > 0:
            now[stream] = kept
            now[target] = before + beyond
    return {n: last for n, last in now.items() if last}


def _beyond(connection: Connection, stream: Stream, kept: int, target: Stream) -> Iterator[Done]:
    raw = driver(connection)
    contexts = Contexts(connection)
    for at, time, head, payload in raw.execute(
        "SELECT dot, time, head, payload FROM entry WHERE dot BETWEEN ? AND ? ORDER BY dot",
        (dot(stream.n, kept + 1), dot(stream.n, stream.last)),
    ).fetchall():
        rows = raw.execute("SELECT row FROM touch WHERE dot=?", (at,)).fetchall()
        seen = {n: last for n, last in contexts.of(at).items() if n != target.n}
        if kept:
            seen[stream.n] = kept
        yield Done(time, head, payload, seen, tuple(row for (row,) in rows))


def _renumbered(head: bytes, number: int, context: dict[str, int] | None) -> bytes:
    said = json.loads(head)
    line = {name: said.pop(name) for name in ("n", "t", "a", "b")} | {"n": number}
    said.pop("c", None)
    if context is not None:
        line["c"] = context
    return json.dumps(line | said, ensure_ascii=False, separators=(",", ":")).encode()
