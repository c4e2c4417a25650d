"""Digests of histories: who holds the same changes must tell the same digest, or it is a fault.

A digest covers the chain's hash of each stream of a scope, and so every change before it. Two
stores that hold the same numbers with other digests have taken in different histories.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from app.base import clock
from app.store.streams import find_stream, hash_at


def digest(connection: Connection, scope: str) -> str:
    """Return a hash over how far, and with which history, each stream of a scope is held."""
    tips = connection.exec_driver_sql(
        "SELECT writer, last, hash FROM stream WHERE scope=? AND last > 0 ORDER BY writer",
        (scope,),
    )
    return _sum((writer, last, bytes(hash_)) for writer, last, hash_ in tips)


def at(connection: Connection, scope: str, told: Mapping[str, int]) -> str | None:
    """Return the digest of what is told of a scope; `None` when this store holds less."""
    tips = []
    for writer, last in sorted(told.items()):
        if last == 0:
            continue
        stream = find_stream(connection, writer, scope)
        if stream is None or stream.last < last:
            return None
        tips.append((writer, last, hash_at(connection, stream.n, last)))
    return _sum(tips) if tips else None


def told(connection: Connection, knowledge: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return the digest of each scope of what this store tells that it holds."""
    found = {scope: at(connection, scope, held) for scope, held in knowledge.items()}
    return {scope: sum_ for scope, sum_ in found.items() if sum_ is not None}


def unequal(
    connection: Connection,
    knowledge: Mapping[str, Mapping[str, int]],
    digests: Mapping[str, str],
) -> list[str]:
    """Return the scopes in which another's history differs from ours at the same numbers.

    A scope in which the other holds more than this store is not compared.

    Args:
        connection: a reading one.
        knowledge: for each scope and writer the last number that the other holds.
        digests: the other's digest of each scope.
    """
    ours = {scope: at(connection, scope, knowledge.get(scope, {})) for scope in digests}
    return sorted(scope for scope, told in digests.items() if ours[scope] not in (None, told))


def note(connection: Connection, device: str, scopes: Iterable[str]) -> None:
    """Keep in which scopes a device's latest file tells another history; none clears it."""
    wrong = list(scopes)
    known = {scope for other, scope in faults(connection) if other == device}
    for scope in known.difference(wrong):
        connection.exec_driver_sql(
            "DELETE FROM digest_fault WHERE device=? AND scope=?", (device, scope)
        )
    for scope in wrong:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO digest_fault(device, scope, since) VALUES(?,?,?)",
            (device, scope, clock.now().isoformat(timespec="seconds")),
        )


def faults(connection: Connection) -> list[tuple[str, str]]:
    """Return which devices tell another history than ours, as (device, scope)."""
    found = connection.exec_driver_sql("SELECT device, scope FROM digest_fault ORDER BY 1, 2")
    return [(device, scope) for device, scope in found]


def _sum(tips: Iterable[tuple[str, int, bytes]]) -> str:
    sum_ = hashlib.sha256()
    for writer, last, hash_ in tips:
        sum_.update(f"{writer} {last} {hash_.hex()}\n".encode())
    return sum_.hexdigest()
