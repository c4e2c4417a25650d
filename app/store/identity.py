"""The store's own identity and small local facts, kept in the table `meta`."""

import json
import secrets
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.base import clock
from app.store.who import Who

_INCARNATION = "incarnation"
LIVES = "lives"
"""The local fact that tells this store's own lives: a copied store has others of the same name."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new store is told of itself.

    Attributes:
        county: the scope of what has no county of its own.
        counties: the counties this device is granted.
        secrets: keys and certificates as the exchange needs them, by name.
    """

    network: str
    device: str
    role: str
    promoter: str | None
    county: str
    counties: tuple[str, ...]
    secrets: dict[str, str] = field(default_factory=dict)


def found(connection: Connection, founding: Founding) -> None:
    """Write a new store's identity."""
    life = str(_now())
    facts = {
        "network": founding.network,
        "device": founding.device,
        # A time and not 1: who joins twice with one invitation must not write under one name twice.
        _INCARNATION: life,
        LIVES: life,
        "role": founding.role,
        "promoter": founding.promoter or "",
        "county": founding.county,
        "counties": json.dumps(founding.counties),
        **founding.secrets,
    }
    for key, value in facts.items():
        set_fact(connection, key, value)


def fact(connection: Connection, key: str) -> str | None:
    """Return a local fact, or `None`."""
    value = connection.exec_driver_sql("SELECT value FROM meta WHERE key=?", (key,)).scalar()
    return None if value is None else str(value)


def facts(connection: Connection, *keys: str) -> dict[str, str]:
    """Return those of some local facts that there are."""
    marks = ",".join("?" * len(keys))
    found = connection.exec_driver_sql(
        f"SELECT key, value FROM meta WHERE key IN ({marks})", keys
    ).all()
    return {key: str(value) for key, value in found}


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Keep a local fact; it is never exchanged."""
    connection.exec_driver_sql(
        "INSERT INTO meta(key, value) VALUES(?,?) "
        "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        (key, value),
    )


def read_who(connection: Connection) -> Who | None:
    """Return the identity of a store, or `None` when it has not been founded."""
    facts: dict[str, str] = {
        row[0]: row[1] for row in connection.exec_driver_sql("SELECT key, value FROM meta")
    }
    if "device" not in facts:
        return None
    return Who(
        network=facts["network"],
        device=facts["device"],
        writer=f"{facts['device']}~{facts[_INCARNATION]}",
        role=facts["role"],
        promoter=facts["promoter"] or None,
        county=facts["county"],
        counties=tuple(json.loads(facts["counties"])),
    )


def start_incarnation(connection: Connection) -> str:
    """Go on under new streams: a restored store never reuses a change number.

    The incarnation is a time, not a count: the same backup restored twice must not go on under
    one name twice. It grows even when the clock was set back, so that others know the later life.

    Returns:
        The name of the store's streams from now on.
    """
    before = int(fact(connection, _INCARNATION) or 0)
    later = before + 1 + secrets.randbelow(1_000_000)
    now = str(max(_now(), later))
    set_fact(connection, _INCARNATION, now)
    set_fact(connection, LIVES, f"{fact(connection, LIVES) or before} {now}")
    return f"{fact(connection, 'device')}~{now}"


def _now() -> int:
    # Some minutes of chance: two copies put back on computers whose clocks were set to the same
    # wrong time must differ too.
    return int(clock.now().timestamp() * 1000) + secrets.randbelow(1_000_000)
