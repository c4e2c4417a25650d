"""Own changes above damage in their stream: whole in themselves, and nobody else has them.

They go on under this device's new name, in their order, with what their writer had seen.
"""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from app.store import identity
from app.store.chains import Chain
from app.store.dots import dot, number_of
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.merge import Incoming
from app.store.moving import Done, record_again
from app.store.replay import take
from app.store.streams import Knowledge, stream_named


def regain(connection: Connection, own: Sequence[Chain]) -> Iterator[int]:
    """Go on under a new name if a stream was cut, and record there what can be told of it.

    Args:
        connection: on the store made anew, its journal replayed; the old one is `kept`.
        own: this device's streams under all its names.

    Yields:
        The names that the recorded entries had.
    """
    cut = [chain for chain in own if chain.good < chain.seen]
    if not cut:
        return
    writer = identity.start_incarnation(connection)
    driver(connection).execute("DELETE FROM undo_step")
    for chain in sorted(cut, key=_age):
        found = dict(_unsent(connection, chain))
        if found:
            target = stream_named(connection, writer, chain.scope)
            now = record_again(connection, target, found.values())
            done = zip(now, found.values(), strict=True)
            take(
                connection,
                [Incoming(at, chain.scope, read_payload(one.payload)[1]) for at, one in done],
            )
        yield from found


def _age(chain: Chain) -> int:
    life = chain.writer.partition("~")[2]
    return int(life) if life.isdecimal() else 0


def _unsent(connection: Connection, chain: Chain) -> Iterator[tuple[int, Done]]:
    confirmed = _confirmed(connection, chain)
    contexts = _contexts(connection, chain)
    for number in sorted(chain.apart):
        if number <= max(chain.good, confirmed):
            continue
        at = dot(chain.n, number)
        head, payload = (
            driver(connection)
            .execute("SELECT head, payload FROM kept.entry WHERE dot=?", (at,))
            .fetchone()
        )
        told = max((said for said in contexts if said <= number), default=0)
        seen = dict(contexts.get(told, {}))
        # What others hold of the stream comes back, and this was written after it.
        if max(chain.good, confirmed):
            seen[chain.n] = max(chain.good, confirmed)
        rows = {row for _entity, row, _fields in read_payload(payload)[1]}
        yield at, Done(json.loads(head)["t"], head, payload, seen, tuple(sorted(rows)))


def _confirmed(connection: Connection, chain: Chain) -> int:
    """Return the last number that anybody says to hold of a stream."""
    found = driver(connection).execute(
        "SELECT coalesce(max(last), 0) FROM kept.receipt "
        "WHERE writer=? AND scope=? AND last BETWEEN 1 AND ?",
        (chain.writer, chain.scope, chain.seen),
    )
    return int(found.fetchone()[0])


def _contexts(connection: Connection, chain: Chain) -> dict[int, Knowledge]:
    """Return what a stream's writer had seen, by the number of the entry from which on."""
    found: dict[int, Knowledge] = {}
    for at, text in (
        driver(connection)
        .execute(
            "SELECT dot, context FROM kept.epoch WHERE dot BETWEEN ? AND ?",
            (dot(chain.n, 0), dot(chain.n + 1, 0) - 1),
        )
        .fetchall()
    ):
        told = _parsed(text)
        if told is not None:
            found[number_of(at)] = told
    for number, named in chain.contexts.items():
        found[number] = {
            stream_named(connection, name, chain.scope).n: last for name, last in named.items()
        }
    return found


def _parsed(text: object) -> Knowledge | None:
    try:
        told = {int(n): int(last) for n, last in json.loads(str(text)).items()}
    except (ValueError, TypeError, AttributeError):
        return None
    return told
