"""Own changes that go on under another name: their stream was taken for another history."""

import json

from sqlalchemy import Connection

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
    contexts, names = Contexts(connection), writer_names(connection)
    raw = driver(connection)
    found = raw.execute(
        "SELECT dot, time, head, payload FROM entry WHERE dot BETWEEN ? AND ? ORDER BY dot",
        (dot(stream.n, kept + 1), dot(stream.n, stream.last)),
    ).fetchall()
    number, hash_, seen = target.last, target.hash, target.context
    entries: list[tuple[int, int, bytes, bytes, bytes]] = []
    touches: list[tuple[str, int]] = []
    for before, time, head, payload in found:
        number += 1
        at = dot(target.n, number)
        now = _seen(contexts.of(before), stream, kept, target)
        named = None
        if now != seen:
            named = {names[n]: last for n, last in sorted(now.items())}
            add_epoch(connection, at, now)
            seen = now
        line = _renumbered(head, number, named)
        hash_ = chain(hash_, line)
        entries.append((at, time, line, payload, hash_))
        rows = raw.execute("SELECT row FROM touch WHERE dot=?", (before,)).fetchall()
        touches += [(row, at) for (row,) in rows]
    keep_entries(connection, entries, touches)
    advance(connection, target.n, number, hash_)
    raw.execute(
        "INSERT INTO moved(stream, kept, target, before) VALUES(?,?,?,?)",
        (stream.n, kept, target.n, target.last),
    )
    return cut(connection, stream.n, kept)


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


def _seen(context: Knowledge, stream: Stream, kept: int, target: Stream) -> Knowledge:
    seen = {n: last for n, last in context.items() if n != target.n}
    if kept:
        seen[stream.n] = kept
    return seen


def _renumbered(head: bytes, number: int, context: dict[str, int] | None) -> bytes:
    said = json.loads(head)
    line = {name: said.pop(name) for name in ("n", "t", "a", "b")} | {"n": number}
    said.pop("c", None)
    if context is not None:
        line["c"] = context
    return json.dumps(line | said, ensure_ascii=False, separators=(",", ":")).encode()
