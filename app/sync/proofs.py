"""What a receiver signed itself, told back to it: the proof that its name has another history.

Marks and numbers in a manifest are its sender's word. Before a store goes on under another name
because of a promoter's word, it asks for its own signature: of a segment that it does not hold,
or that differs from what it holds. So nobody can make others change their names at will.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from sqlalchemy import Connection

from app.store.streams import Stream, find_stream, hash_at
from app.sync.refusal import Refused, damaged, refusing
from app.sync.sealing import latest_header
from app.sync.segment import Header, read_header

Proofs = Mapping[str, Header]
"""For each scope the latest run of its own changes that a store signed, as others tell it."""


def signed_by(
    connection: Connection, receiver: str, shared: Mapping[str, Mapping[str, int]]
) -> Iterator[str]:
    """Yield the headers that tell a receiver how far, and with what, its own changes are held.

    Args:
        connection: a reading one.
        receiver: the receiving device's id.
        shared: for each scope and writer that is told of, the last number held.
    """
    for scope, writers in shared.items():
        own = [writer for writer in writers if writer.partition("~")[0] == receiver]
        latest = max(own, key=_life, default="")
        stream = find_stream(connection, latest, scope) if latest else None
        header = latest_header(connection, stream.n) if stream is not None else None
        if header is not None:
            yield header.decode()


def read(told: tuple[str, ...], writer: str, network: str, key: str) -> dict[str, Header]:
    """Return, for each scope, what was signed with this store's own key under its present name.

    Args:
        told: header lines as a manifest tells them.
        writer: this store's present name.
        network: this store's network.
        key: this store's public signing key, in base64.
    """
    found: dict[str, Header] = {}
    for line in told:
        with suppress(Refused), refusing(damaged()):  # whatever it is, it proves nothing
            header = read_header(line.encode())
            if header.writer == writer and header.is_signed(key, network):
                found[header.scope] = header
    return found


def differs(connection: Connection, stream: Stream, header: Header) -> bool:
    """Tell whether a signed run is of another history than the one that is held."""
    ends = ((header.first - 1, header.before), (header.last, header.after))
    return any(
        number <= stream.last and hash_at(connection, stream.n, number) != hash_
        for number, hash_ in ends
    )


def _life(writer: str) -> int:
    return int(writer.partition("~")[2])
