"""How an entry's payload hides what is personal, so that it can be erased and the rest still holds.

The payload line is JSON, or JSON and parts with tabs between them (written JSON holds no tab):

    ["words",["company","c-1",{"name":"Tartak"}]]
    [["<hash>"],["person","p-1",{"last_name":null,"county":"2816"},"<hash>"]]⇥part⇥part

A part is `["<salt>",value]`: the words of what was done, or the personal fields of one row. The
JSON before the first tab holds each part's SHA-256 and the fields' names with null; its own
SHA-256 is the head's `p`, and the head says `"v":1`. To erase is to leave a part empty: all that
remains is still what its writer signed, and nobody can guess a name from a salted hash.

An entry of an earlier version holds everything in the clear. Blanked, its line becomes
`{"blanked":[…],"rows":[…]}` with the erased rows' ids; what remains of it is no longer proved by
the head, so this form is refused where the head says `"v":1`.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from app.base.compact import encode
from app.model.entity import fields_of
from app.model.every_entity import entities_by_name
from app.model.field import Raw

Change = tuple[str, str, dict[str, Raw]]
"""An entity's name, a row's id and the fields set, in their stored forms."""
Erased = Mapping[str, Collection[str]]
"""For each erased row, the fields to blank where they stand in the clear."""

_BETWEEN = b"\t"
_BLANKED = b'{"blanked":'


def write(label: str, changes: Sequence[Change]) -> bytes:
    """Return the payload line of what was done, in words, and the changes."""
    about_people = _about_people()
    if not any(change[0] in about_people for change in changes):
        return encode([label, *changes])
    parts = [_part(label)]
    public: list[object] = [[_hash(parts[0])]]
    for entity, row, fields in changes:
        hidden = personal_fields(entity) & fields.keys()
        if hidden:
            parts.append(_part({name: fields[name] for name in fields if name in hidden}))
            shown = {name: None if name in hidden else value for name, value in fields.items()}
            public.append([entity, row, shown, _hash(parts[-1])])
        else:
            public.append([entity, row, fields])
    return _BETWEEN.join([encode(public), *parts])


def proved(payload: bytes) -> bytes:
    """Return what of a payload line the head's `p` is the hash of."""
    return payload.partition(_BETWEEN)[0]


def is_whole(payload: bytes) -> bool:
    """Tell whether nothing is missing in a payload line."""
    return (
        not payload.startswith(_BLANKED)
        and _BETWEEN + _BETWEEN not in payload
        and not payload.endswith(_BETWEEN)
    )


def is_plain(payload: bytes) -> bool:
    """Tell whether a payload line is JSON alone, as it was written."""
    return _BETWEEN not in payload and not payload.startswith(_BLANKED)


def read(payload: bytes, load: Callable[[bytes], Any] = json.loads) -> tuple[str, list[Change]]:
    """Return what was done, in words (empty when erased), and the changes.

    Args:
        payload: the line.
        load: reads JSON.

    Raises:
        ValueError: when it is not a payload.
    """
    public, *parts = payload.split(_BETWEEN)
    found = load(public)
    if isinstance(found, dict):
        found = found["blanked"]
    label, *changes = found
    if not parts:
        if not isinstance(label, str):
            raise ValueError("a payload without its parts")
        return label, [(entity, row, fields) for entity, row, fields in changes]
    values = iter(parts)
    words = _value(next(values), load) or "" if isinstance(label, list) else label
    return words, [
        (e, r, _whole(fields, hashes, values, load)) for e, r, fields, *hashes in changes
    ]


def _whole(
    fields: dict[str, Raw], hashes: list[str], values: Iterator[bytes], load: Callable[[bytes], Any]
) -> dict[str, Raw]:
    hidden: dict[str, Raw] | None = _value(next(values), load) if hashes else None
    if hidden is None:
        return fields
    if any(fields.get(name, "") is not None for name in hidden):
        raise ValueError("a part with other fields than were written")
    return fields | hidden


def _value(part: bytes, load: Callable[[bytes], Any]) -> Any:
    if not part:
        return None
    _salt, value = load(part)
    return value


def rows_of(payload: bytes) -> set[str]:
    """Return the ids of the rows that a payload line changes."""
    found = json.loads(proved(payload))
    _label, *changes = found["blanked"] if isinstance(found, dict) else found
    return {change[1] for change in changes}


def check(head: bytes, payload: bytes) -> None:
    """Check that a payload line is what its head says, or all that an erasure may leave of it.

    Raises:
        ValueError: when it is not.
    """
    public, *parts = payload.split(_BETWEEN)
    end = b',"p":"%b"}' % _hash(public).encode()
    if parts:
        fits = head.endswith(b',"v":1' + end) and _are_told(public, parts)
    else:
        fits = (head.endswith(end) or payload.startswith(_BLANKED)) and "v" not in json.loads(head)
    if not fits:
        raise ValueError("another payload than the head says")


def _are_told(public: bytes, parts: list[bytes]) -> bool:
    hashes = list(_hashes(public))
    return len(hashes) == len(parts) and all(
        not part or _hash(part) == told for part, told in zip(parts, hashes, strict=True)
    )


def _hashes(public: bytes) -> Iterator[str]:
    label, *changes = json.loads(public)
    if isinstance(label, list):
        yield label[0]
    for _entity, _row, _fields, *hashes in changes:
        yield from hashes


def is_covered(payload: bytes, erased: Collection[str]) -> bool:
    """Tell whether erasures of rows excuse all that is missing in a payload line.

    Args:
        payload: a line that has been checked against its head.
        erased: ids of rows.
    """
    public, *parts = payload.split(_BETWEEN)
    found = json.loads(public)
    if isinstance(found, dict):
        return bool(found["rows"]) and all(row in erased for row in found["rows"])
    if all(parts):
        return True
    label, *changes = found
    values = iter(parts)
    if isinstance(label, list) and not next(values) and not any(c[1] in erased for c in changes):
        return False
    return all(next(values) or row in erased for _e, row, _f, *hashes in changes if hashes)


def blanked(payload: bytes, erased: Erased) -> bytes:
    """Return a payload line without what is personal of erased rows."""
    if _BETWEEN not in payload:
        return _blanked_in_the_clear(payload, erased)
    public, *parts = payload.split(_BETWEEN)
    label, *changes = json.loads(public)
    if not any(change[1] in erased for change in changes):
        return payload
    owners: list[str | None] = [None] if isinstance(label, list) else []
    owners += [row for _entity, row, _fields, *hashes in changes for _ in hashes]
    left = [
        b"" if owner is None or owner in erased else part
        for owner, part in zip(owners, parts, strict=True)
    ]
    return _BETWEEN.join([public, *left])


def _blanked_in_the_clear(payload: bytes, erased: Erased) -> bytes:
    found = json.loads(payload)
    before = found["rows"] if isinstance(found, dict) else []
    _label, *changes = found["blanked"] if isinstance(found, dict) else found
    touched = {row for _entity, row, _fields in changes if row in erased}
    if not touched:
        return payload
    kept = [
        [entity, row, {n: None if n in erased.get(row, ()) else v for n, v in fields.items()}]
        for entity, row, fields in changes
    ]
    return encode({"blanked": ["", *kept], "rows": sorted(touched.union(before))})


def personal_fields(entity: str) -> frozenset[str]:
    """Return the fields of an entity that are erased with a row; none of an unknown entity."""
    return _personal_fields().get(entity, frozenset())


@cache
def _personal_fields() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(field.name for field in fields_of(entity) if field.personal)
        for name, entity in entities_by_name().items()
    }


@cache
def _about_people() -> frozenset[str]:
    """Return the entities that hold personal values or point to a person: words may name one."""
    return frozenset(
        name
        for name, entity in entities_by_name().items()
        if any(field.personal or field.target == "person" for field in fields_of(entity))
    )


def _part(value: object) -> bytes:
    return encode([os.urandom(16).hex(), value])


def _hash(part: bytes) -> str:
    return hashlib.sha256(part).hexdigest()
