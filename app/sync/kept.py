"""Whether the segments that the store keeps and passes on are still as they were signed."""

from collections.abc import Iterator

from app.store.database import Database
from app.store.verify import Fault
from app.sync.refusal import Refused
from app.sync.sealing import kept_segments, segment_bytes
from app.sync.secrets import read_secrets
from app.sync.segment import read_segment


def faults(database: Database) -> Iterator[Fault]:
    """Yield the kept segments whose signature or content no longer holds."""
    with database.reading() as connection:
        secrets = read_secrets(connection)
        streams = connection.exec_driver_sql("SELECT n, writer, scope FROM stream").all()
        for n, writer, scope in streams:
            for first, last, header in kept_segments(connection, n, 0):
                data = segment_bytes(connection, n, first, last, header)
                try:
                    read_segment(data, database.who.network, secrets.root_public)
                except Refused as refused:
                    yield Fault(f"segment {writer} {scope} {first}–{last}", str(refused))
