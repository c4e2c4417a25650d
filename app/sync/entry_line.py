"""One entry of a segment as its two lines, and the checks that run over thousands of them."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from math import isfinite
from typing import Any

import orjson

from app.store import veil
from app.store.veil import Change
from app.sync.refusal import BROKEN, damaged, refusing
from app.sync.shape import read_context

_NO_CONTEXT: dict[str, int] = {}
_LARGEST = 2**63 - 1
_LATEST = 2**53 - 1
"""The greatest clock: every JSON reader keeps it exact, and it lies in the year 2248."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_TEXTS = frozenset({str, type(None)})
_NUMBERS = frozenset({int, float})
_VALUES = _TEXTS | _NUMBERS
_OPENING, _CLOSING = (b"[", b"{"), (b"]", b"}")


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _whole(digits: str) -> int:
    value = int(digits)
    if not -_LARGEST - 1 <= value <= _LARGEST:
        raise ValueError("a number that no table can hold")
    return value


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise ValueError("a number that no table can hold")
    return value


_decode_head = json.JSONDecoder(parse_constant=_no_constant).raw_decode
_decode_payload = json.JSONDecoder(
    parse_constant=_no_constant, parse_int=_whole, parse_float=_finite
).raw_decode


@dataclass(slots=True)
class EntryLine:
    """An entry whose head, payload hash and place in the chain have been checked.

    Attributes:
        head: the head line, without its line end.
        payload: the payload line, without its line end.
        hash: the entry's hash, chained to all before it.
        number: its place in the stream.
        time: hybrid logical clock.
        author: the person's id, if known.
        batch: the transaction's id, shared by its entries in other scopes.
        context: what the writer had newly seen of other writers, or `None` if nothing.
    """

    head: bytes
    payload: bytes
    hash: bytes
    number: int
    time: int
    author: str | None
    batch: str
    context: dict[str, int] | None
    _changes: list[Change] | None = field(default=None, init=False, repr=False, compare=False)

    def changes(self) -> list[Change]:
        """Return the payload: entity, row id and the fields set; it is read once.

        Raises:
            Refused: when it is not a list of changes.
        """
        if self._changes is None:
            with refusing(damaged()):
                self._changes = _read_changes(self.payload)
        return self._changes

    def let_go(self) -> None:
        """Forget what was read of the payload; it would be read again."""
        self._changes = None


def read_entries(
    heads: Sequence[bytes], payloads: Sequence[bytes], first: int, before: bytes
) -> tuple[EntryLine, ...]:
    """Return the entries of a run after checking numbers, payload hashes and the chain.

    Args:
        heads: the head lines.
        payloads: the payload line of each.
        first: the number that the run begins with.
        before: the hash of the entry before it.

    Raises:
        ValueError: when a line is not what it should be.
    """
    entries = []
    hash_ = before
    for number, (head, payload) in enumerate(zip(heads, payloads, strict=True), first):
        end = b',"p":"%b"}' % sha256(payload).hexdigest().encode()
        if not head.endswith(end):
            veil.check(head, payload)
        hash_ = sha256(hash_ + head).digest()
        entries.append(_read_entry(head, payload, hash_, number))
    return tuple(entries)


def _read_entry(head: bytes, payload: bytes, hash_: bytes, number: int) -> EntryLine:
    text = head.decode()
    said, end = _decode_head(text)
    time, author, batch = said["t"], said["a"], said["b"]
    if end != len(text) or type(said["n"]) is not int or said["n"] != number:
        raise ValueError("not the entry of this number")
    if type(time) is not int or not 0 <= time <= _LATEST:
        raise ValueError("not a time")
    if type(batch) is not str or not (author is None or type(author) is str):
        raise ValueError("not a text")
    if "\\ud" in text or "\\uD" in text:  # half of a surrogate pair cannot be stored
        f"{author}{batch}".encode()
    context = said.get("c")
    if context is not None:
        context = read_context(context)
    return EntryLine(head, payload, hash_, number, time, author, batch, context)


def _read_changes(payload: bytes) -> list[Change]:
    with suppress(*BROKEN):
        return _checked(*_read_list(payload, _loaded_quickly), _are_read_alike)
    if b"\\ud" in payload or b"\\uD" in payload:  # half of a surrogate pair cannot be stored
        json.dumps(_read_list(payload, _loaded), ensure_ascii=False).encode()
    return _checked(*_read_list(payload, _loaded), _are_values)


def _checked(
    label: Any, listed: Iterable[Any], are_right: Callable[[Collection[Any]], bool]
) -> list[Change]:
    if type(label) is not str:
        raise ValueError("not a label and a list of changes")
    changes = []
    rows: set[str] = set()
    names: set[str] = set()
    for entity, row, fields in listed:
        if type(entity) is not str or type(row) is not str or not are_right(fields.values()):
            raise ValueError("not a change")
        changes.append((entity, row, fields))
        rows.add(row)
        names.update(fields)
    # Also the fields of later versions are named so; heads keep names side by side as one text.
    if not all(map(_NAME.fullmatch, names)):
        raise ValueError("not a field's name")
    if len(rows) != len(changes):
        raise ValueError("a row twice")
    return changes


def _are_values(values: Collection[Any]) -> bool:
    return _VALUES.issuperset(map(type, values))


def _are_read_alike(values: Collection[Any]) -> bool:
    """Tell whether values are right and the quick reader had no number that it might have bent."""
    return _TEXTS.issuperset(map(type, values)) or (
        _are_values(values)
        and all(abs(value) <= _LARGEST for value in values if type(value) in _NUMBERS)
    )


def _read_list(payload: bytes, load: Callable[[bytes], Any]) -> tuple[Any, list[Any]]:
    if not veil.is_plain(payload):
        return veil.read(payload, load)
    found = load(payload)
    if type(found) is not list:
        raise ValueError("not a list")
    label, *listed = found
    return label, listed


def _loaded(data: bytes) -> Any:
    text = data.decode()
    found, end = _decode_payload(text)
    if end != len(text):
        raise ValueError("more than one value")
    return found


def _loaded_quickly(data: bytes) -> Any:
    """Read JSON in half the time; what is refused here, or in doubt, `_loaded` decides on."""
    if data[:1] not in _OPENING or data[-1:] not in _CLOSING:
        raise ValueError("perhaps more than one value")
    return orjson.loads(data)
