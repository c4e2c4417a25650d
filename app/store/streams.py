"""The streams that a store holds, how far it knows each, and what each entry had seen."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from app.store.dots import dot, number_of, stream_of
from app.store.engine import driver
from app.store.entry import NO_HASH
from app.store.heads import dots_in

Knowledge = dict[int, int]
"""For each stream, as this store numbers it, the last number held."""


class Stream(NamedTuple):
    """The changes of one writer in one scope."""

    n: int
    writer: str
    scope: str
    last: int
    hash: bytes
    context: Knowledge


def find_stream(connection: Connection, writer: str, scope: str) -> Stream | None:
    """Return a writer's stream in a scope, if this store has heard of it."""
    row = (
        driver(connection)
        .execute(
            "SELECT n, writer, scope, last, hash, context FROM stream WHERE writer=? AND scope=?",
            (writer, scope),
        )
        .fetchone()
    )
    if row is None:
        return None
    n, name, where, last, hash_, context = row
    return Stream(n, name, where, last, hash_, _parsed(context))


def stream_named(connection: Connection, writer: str, scope: str) -> Stream:
    """Return a writer's stream in a scope; a new one holds nothing yet."""
    found = find_stream(connection, writer, scope)
    if found is not None:
        return found
    made = driver(connection).execute(
        "INSERT INTO stream(writer, scope, last, hash) VALUES(?,?,0,?)", (writer, scope, NO_HASH)
    )
    return Stream(int(made.lastrowid), writer, scope, 0, NO_HASH, {})


def stream_among(connection: Connection, writer: str, scope: str) -> tuple[Stream, Knowledge]:
    """Return a writer's stream in a scope, and how far each other stream of the scope is held."""
    found = driver(connection).execute(
        "SELECT n, writer, last, hash, context FROM stream WHERE scope=?", (scope,)
    )
    held: Knowledge = {}
    own: Stream | None = None
    for n, name, last, hash_, context in found:
        if name == writer:
            own = Stream(n, name, scope, last, hash_, _parsed(context))
        elif last > 0:
            held[n] = last
    return own or stream_named(connection, writer, scope), held


def held_of(connection: Connection, writer: str, scope: str) -> int:
    """Return the last number held of a writer's stream in a scope."""
    found = find_stream(connection, writer, scope)
    return found.last if found else 0


def hash_at(connection: Connection, stream: int, number: int) -> bytes:
    """Return the hash of a stream's held entry; zeros before its first."""
    if number == 0:
        return NO_HASH
    found = driver(connection).execute("SELECT hash FROM entry WHERE dot=?", (dot(stream, number),))
    return bytes(found.fetchone()[0])


def knowledge(connection: Connection, scope: str | None = None) -> Knowledge:
    """Return how far each stream is held, of one scope or of all."""
    query = "SELECT n, last FROM stream WHERE last>0"
    if scope is None:
        return dict(driver(connection).execute(query))
    return dict(driver(connection).execute(query + " AND scope=?", (scope,)))


def named_knowledge(connection: Connection) -> dict[str, dict[str, int]]:
    """Return, for each scope and writer, the last number held: the receipt in every file."""
    found: dict[str, dict[str, int]] = {}
    rows = connection.exec_driver_sql(
        "SELECT scope, writer, last FROM stream WHERE last>0 ORDER BY scope, writer"
    )
    for scope, writer, last in rows:
        found.setdefault(scope, {})[writer] = last
    return found


def writer_names(connection: Connection) -> dict[int, str]:
    """Return the writer of each stream."""
    rows = connection.exec_driver_sql("SELECT n, writer FROM stream")
    return {row[0]: row[1] for row in rows}


def advance(connection: Connection, stream: int, last: int, hash_: bytes) -> None:
    """Note that a stream is held up to an entry with the given hash."""
    driver(connection).execute("UPDATE stream SET last=?, hash=? WHERE n=?", (last, hash_, stream))


def add_epoch(connection: Connection, at: int, context: Mapping[int, int]) -> None:
    """Note what a stream's writer had seen from the entry `at` on."""
    text = json.dumps({str(n): last for n, last in sorted(context.items())})
    connection.exec_driver_sql("INSERT OR REPLACE INTO epoch(dot, context) VALUES(?,?)", (at, text))
    connection.exec_driver_sql("UPDATE stream SET context=? WHERE n=?", (text, stream_of(at)))


class Contexts:
    """Answers which change had seen which, reading each stream's epochs once."""

    def __init__(self, connection: Connection) -> None:
        """Read through the given connection, inside its transaction."""
        self._connection = connection
        self._epochs: dict[int, tuple[list[int], list[Knowledge]]] = {}
        self._of: dict[int, Knowledge] = {}

    def of(self, change: int) -> Knowledge:
        """Return what a change's writer had seen of other streams when it was written."""
        if change not in self._of:
            dots, contexts = self._of_stream(stream_of(change))
            place = bisect_right(dots, change) - 1
            self._of[change] = contexts[place] if place >= 0 else {}
        return self._of[change]

    def saw(self, later: int, earlier: int) -> bool:
        """Tell whether `later` is `earlier` or was written knowing it."""
        stream = stream_of(earlier)
        if stream_of(later) == stream:
            return earlier <= later
        return number_of(earlier) <= self.of(later).get(stream, 0)

    def _of_stream(self, stream: int) -> tuple[list[int], list[Knowledge]]:
        if stream not in self._epochs:
            rows = self._connection.exec_driver_sql(
                "SELECT dot, context FROM epoch WHERE dot BETWEEN ? AND ? ORDER BY dot",
                (dot(stream, 0), dot(stream + 1, 0) - 1),
            ).all()
            contexts = [_parsed(text) for _, text in rows]
            self._epochs[stream] = ([at for at, _ in rows], contexts)
        return self._epochs[stream]


class SawAll(dict[str, bool]):
    """For one change: whether it saw all heads that stand as a text; each text is looked at once.

    The fields of a row mostly share their head, and so do the rows of an entry.
    """

    def __init__(self, at: int, contexts: Contexts) -> None:
        """Answer for the change `at`."""
        super().__init__()
        self.at = at
        self._contexts = contexts

    def __missing__(self, text: str) -> bool:
        seen = self[text] = all(self._contexts.saw(self.at, head) for head in dots_in(text))
        return seen


def _parsed(text: str | None) -> Knowledge:
    return {int(n): last for n, last in json.loads(text).items()} if text else {}
