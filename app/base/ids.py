"""Names of rows: UUIDv7 for what is new, UUIDv5 for what two people may type of one fact."""

import os
import uuid

from app.base import clock

_FACTS = uuid.UUID("5f0c9b7e-28aa-5d1e-9c53-7a3f3d1c2816")
_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_RANDOM = (0xFFF << 64) | ((1 << 62) - 1)
"""The bits of a UUIDv7 that are neither its time, its version nor its variant."""


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562): sorts by the millisecond of its birth."""
    time = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    random = int.from_bytes(os.urandom(10)) & _RANDOM
    digits = f"{time << 80 | _VERSION | _VARIANT | random:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived_id(kind: str, *facts: str) -> str:
    """Return the UUIDv5 of a fact, so that two people who type it meet in one row.

    Args:
        kind: the entity's name, for example `attendance`.
        facts: what makes the fact one, for example a session's and a person's id.
    """
    return str(uuid.uuid5(_FACTS, "\x1f".join((kind, *facts))))
