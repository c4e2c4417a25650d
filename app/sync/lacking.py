"""What another device lacks of the records: runs of streams; the office, what is held here too."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.sync import held, sharing
from app.sync.certificate import OFFICE, Certificate
from app.sync.decisions import rejected_up_to
from app.sync.receipts import held_beyond, held_by
from app.sync.sealing import kept_segments, segment_bytes


@dataclass(frozen=True, slots=True)
class Run:
    """A kept segment of a stream.

    Attributes:
        lacking: how many of its entries the receiver has not confirmed.
    """

    stream: int
    first: int
    last: int
    header: bytes
    lacking: int

    def read(self, connection: Connection) -> bytes:
        """Return the segment as it came."""
        return segment_bytes(connection, self.stream, self.first, self.last, self.header)


@dataclass(frozen=True, slots=True)
class Aside:
    """A segment that is held here: it is the office's to decide on, and counts as no change."""

    key: int
    lacking: int = 0

    def read(self, connection: Connection) -> bytes:
        """Return the segment as it came."""
        return held.read(connection, self.key).data


Part = Run | Aside


def parts(connection: Connection, sender: Certificate, receiver: Certificate) -> Iterator[Part]:
    """Yield what a receiver lacks, reference data first: the rest speaks of it.

    What the office says that it holds until it decides, or has turned down, it is not sent again.
    """
    to_office = receiver.role == OFFICE
    there = held.told_there(connection) if to_office else frozenset()
    confirmed = held_by(connection, receiver.device)
    beyond = held_beyond(connection, receiver.device)
    streams = connection.exec_driver_sql(
        "SELECT n, writer, scope FROM stream WHERE last > 0 ORDER BY scope <> 'network', scope, n"
    ).all()
    for n, writer, scope in streams:
        if not sharing.may_pass(sender, receiver, writer, scope):
            continue
        above = confirmed.get((writer, scope), 0)
        if to_office:
            above = max(above, rejected_up_to(connection, writer, scope))
        waiting = beyond.get((writer, scope), [])
        for first, last, header in kept_segments(connection, n, above):
            is_waiting = any(low <= first and last <= high for low, high in waiting)
            is_there = bool(there) and held.sum_of(header) in there
            if not (is_waiting or is_there):
                yield Run(n, first, last, header, last - max(first - 1, above))
    if to_office:
        yield from (Aside(key) for key in held.undecided(connection, there))
