"""Where the journal ends: asked once, then known from save to save for as long as nobody writes."""

from typing import Any

from sqlalchemy import Connection

from app.store import streams, ticks
from app.store.streams import Knowledge, Stream


class Ends:
    """What every save has to know of the saves before it; to ask anew costs a tenth of a save.

    Attributes:
        none_erased: whether it is known that nothing has been erased in this store.
        none_undone: whether it is known that no action stands taken back.
    """

    __slots__ = ("_as_of", "_streams", "_tick", "none_erased", "none_undone")

    def __init__(self) -> None:
        """Know nothing: everything is asked when it is first needed."""
        self.none_erased = False
        self.none_undone = False
        self._streams: dict[tuple[str, str], tuple[Stream, Knowledge]] = {}
        self._tick: int | None = None
        self._as_of = (0, 0)

    def resumed(self, raw: Any, written: int) -> "Ends":
        """Return these ends if nobody has written since they were sealed, otherwise new ones.

        Whoever writes counts, this store's own imports and other programs too; only the rows that
        are being saved do not. SQLite tells both: its `data_version` changes when another
        connection commits, and it counts what this one changes, taken back or not.

        Args:
            raw: the driver's connection, inside a writing transaction.
            written: how many rows the transaction has written so far.
        """
        (version,) = raw.execute("PRAGMA data_version").fetchone()
        as_of = (version, raw.total_changes - written)
        ends = self if as_of == self._as_of else Ends()
        ends._as_of = as_of
        return ends

    def seal(self, raw: Any) -> None:
        """Let resumed ends hold from now on.

        Args:
            raw: the driver's connection after the transaction has been committed, before anybody
                else writes; the search index writes at the commit itself.
        """
        version, _changes = self._as_of
        self._as_of = (version, raw.total_changes)

    def stream(self, connection: Connection, writer: str, scope: str) -> tuple[Stream, Knowledge]:
        """Return a writer's stream in a scope, and how far the scope's others are held."""
        known = self._streams.get((writer, scope))
        return known or streams.stream_among(connection, writer, scope)

    def advance(self, connection: Connection, stream: Stream, others: Knowledge) -> None:
        """Note that a stream has grown."""
        streams.advance(connection, stream.n, stream.last, stream.hash)
        self._streams[stream.writer, stream.scope] = stream, others

    def next_tick(self, connection: Connection) -> int:
        """Return a tick later than any that this store has written, and remember it."""
        self._tick = ticks.next_tick(connection, self._tick)
        return self._tick
