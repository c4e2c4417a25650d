"""Names of rows: UUIDv7 for what is new, UUIDv5 for what two people may type of one fact."""

import os
import uuid

from app.base import clock

_FACTS = uuid.UUID("5f0c9b7e-28aa-5d1e-9c53-7a3f3d1c2816")


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562): sorts by the millisecond of its birth."""
    time = f"{int(clock.now().timestamp() * 1000) & ((1 << 48) - 1):012x}"
    random = os.urandom(10)
    digits = random.hex()
    variant = "89ab"[random[9] & 3]
    return f"{time[:8]}-{time[8:]}-7{digits[:3]}-{variant}{digits[3:6]}-{digits[6:18]}"


def derived_id(kind: str, *facts: str) -> str:
    """Return the UUIDv5 of a fact, so that two people who type it meet in one row.

    Args:
        kind: the entity's name, for example `attendance`.
        facts: what makes the fact one, for example a session's and a person's id.
    """
    return str(uuid.uuid5(_FACTS, "\x1f".join((kind, *facts))))
