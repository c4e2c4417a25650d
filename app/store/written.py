"""What entries of the journal once wrote: looked up only where changes meet unseen."""

from collections.abc import Collection

from sqlalchemy import Connection

from app.model.field import Raw
from app.store import bulk
from app.store.dots import stream_of
from app.store.engine import driver
from app.store.entry import read_payload


class WrittenValues:
    """What entries of the journal set, looked up only where changes meet unseen."""

    def __init__(self, connection: Connection) -> None:
        """Read through a connection, inside its transaction."""
        self._connection = connection
        self._payloads: dict[int, dict[str, dict[str, Raw]]] = {}
        self._clocks: dict[int, tuple[int, str]] = {}
        self._touches: dict[str, list[int]] = {}

    def look_up(self, rows: Collection[str], dots: Collection[int]) -> None:
        """Learn of many rows which changes name them, and the clocks of many changes, at once."""
        raw = driver(self._connection)
        self._touches |= {row: [] for row in rows}
        for row, at in bulk.select(raw, "row, dot", "touch", "row", rows):
            self._touches[row].append(at)
        columns = "dot, time, (SELECT writer FROM stream WHERE n = entry.dot >> 32)"
        for at, time, writer in bulk.select(raw, columns, "entry", "dot", dots):
            self._clocks[at] = (time, writer)

    def of(self, dot: int, row: str, name: str) -> Raw:
        """Return the value that a change gave to a field."""
        if dot not in self._payloads:
            payload = self._connection.exec_driver_sql(
                "SELECT payload FROM entry WHERE dot=?", (dot,)
            ).scalar_one()
            self._payloads[dot] = {row: fields for _, row, fields in read_payload(payload)[1]}
        return self._payloads[dot][row].get(name, 0 if name == "deleted" else None)

    def touching(self, row: str) -> list[int]:
        """Return all changes that name a row."""
        if row not in self._touches:
            found = driver(self._connection).execute("SELECT dot FROM touch WHERE row=?", (row,))
            self._touches[row] = [dot for (dot,) in found]
        return self._touches[row]

    def sets(self, dot: int, row: str, home: tuple[str, str], name: str) -> bool:
        """Tell whether a change of a row's home, a scope and an entity, sets a field."""
        scope, payload = self._connection.exec_driver_sql(
            "SELECT stream.scope, entry.payload FROM entry, stream WHERE dot=? AND n=?",
            (dot, stream_of(dot)),
        ).one()
        return any(
            (scope, entity, changed) == (*home, row) and (name == "deleted" or name in fields)
            for entity, changed, fields in read_payload(payload)[1]
        )

    def clock(self, dot: int) -> tuple[int, str]:
        """Return a change's clock and writer: the same order in every store."""
        if dot not in self._clocks:
            time, writer = self._connection.exec_driver_sql(
                "SELECT entry.time, stream.writer FROM entry, stream WHERE dot=? AND n=?",
                (dot, stream_of(dot)),
            ).one()
            self._clocks[dot] = (time, writer)
        return self._clocks[dot]
