"""One entry of the journal: how a transaction's changes are written, byte for byte.

An entry is two lines. The head names it and holds the hash of the payload; the payload says what
was done, in words (which may name a person), and holds the changes (`app/store/veil.py`). An
entry's hash covers the head and the hash before it, so the chain still verifies when a person's
data has been blanked out of a payload.
"""

import hashlib
import json
from typing import NamedTuple

from app.base.compact import encode
from app.store import veil
from app.store.veil import Change

__all__ = ["NO_HASH", "Change", "Entry", "chain", "decode", "read_payload"]

NO_HASH = bytes(32)
"""What stands before a stream's first entry."""


class Entry(NamedTuple):
    """What is written for one transaction in one stream.

    Attributes:
        time: hybrid logical clock; only breaks ties between changes that did not see each other.
        context: for each other writer of the scope the last number seen, when that has changed.
    """

    number: int
    time: int
    author: str | None
    label: str
    batch: str
    context: dict[str, int] | None
    changes: list[Change]

    def encode(self) -> tuple[bytes, bytes]:
        """Return the head and the payload as they stand in the journal and in files."""
        payload = veil.write(self.label, self.changes)
        proved = veil.proved(payload)
        head: dict[str, object] = {
            "n": self.number,
            "t": self.time,
            "a": self.author,
            "b": self.batch,
        }
        if self.context is not None:
            head["c"] = self.context
        if proved != payload:
            head["v"] = 1
        head["p"] = hashlib.sha256(proved).hexdigest()
        return encode(head), payload


def decode(head: bytes, payload: bytes) -> Entry:
    """Return the entry of two lines that have been checked."""
    names = json.loads(head)
    label, changes = read_payload(payload)
    return Entry(names["n"], names["t"], names["a"], label, names["b"], names.get("c"), changes)


def read_payload(payload: bytes) -> tuple[str, list[Change]]:
    """Return what was done, in words (empty when erased), and the changes."""
    return veil.read(payload)


def chain(before: bytes, head: bytes) -> bytes:
    """Return the hash of an entry from the hash of the one before it."""
    return hashlib.sha256(before + head).digest()
