"""Questions whose answer was taken back: asked again here until somebody changes the field.

An answer has seen all the values and replaces them, and so does what takes it back: no store has
a conflict any more. Whoever took the answer back is asked again, from the journal, which holds
the values still. Only the name of the change that took it back is kept, in this store alone.

The others are not asked, though a person may expect it. To them taking back is an ordinary change
to the value that was shown before, and one that a person typed looks the same: by values and
contexts alone a store cannot tell a question that is open again from one that was answered twice.
The entry's signed head would have to say so, and a version that does not heed it would count one
question less. Until then the record's history tells all of them "Undone: …".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.model.field import Raw
from app.store import identity
from app.store.dots import number_of, stream_of
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.heads import Heads
from app.store.merge_rules import asks
from app.store.streams import Contexts, find_stream, writer_names

_KEY = "asked-again:"
_AFTER = "asked-again;"
"""The first key that no longer begins like that."""

Place = tuple[str, str, str]
"""An entity's name, a row's id and a field."""
Values = Mapping[str, Raw]


def listed(connection: Connection) -> list[Place]:
    """Return the fields that are asked about again, by row and field."""
    marks = _marks(connection)
    if not marks:
        return []
    writers = writer_names(connection)
    places = [(*key.removeprefix(_KEY).rpartition(".")[::2], name) for key, name in marks]
    found = [
        (_asked(connection, writers, row, field, name), row, field) for row, field, name in places
    ]
    return sorted((place for place in found if place[0]), key=lambda place: place[1:])


def of_row(connection: Connection, row: str) -> dict[str, str]:
    """Return the fields of a row that are asked about again, each with the row's entity."""
    marks = _marks(connection, *_keys(row))
    if not marks:
        return {}
    writers = writer_names(connection)
    asked = {key.rpartition(".")[2]: name for key, name in marks}
    found = {field: _asked(connection, writers, row, field, name) for field, name in asked.items()}
    return {field: entity for field, entity in found.items() if entity}


def values(connection: Connection, row: str, field: str) -> list[int]:
    """Return the changes that a question is about: those that the first answer to it replaced."""
    writers = writer_names(connection)
    marked = _mark(connection, row, field)
    changes = _changes(connection, row, field)
    contexts = Contexts(connection)
    seen = [at for at in _stands(connection, row, field).heads if _named(writers, at) == marked]
    while seen and not _differ(changes, seen):
        seen = _replaced(contexts, changes, seen)
    return seen


def answered(
    connection: Connection, entity: str, row: str, before: Values, after: Values
) -> frozenset[str]:
    """Return those of a row's fields in which an action answered a question.

    Args:
        connection: a reading one.
        entity: the row's.
        row: its id.
        before: what the fields held before the action.
        after: what it set them to, and what they hold now.
    """
    if not _has_two_writers(connection, row):
        return frozenset()
    chain = _Chain(connection, row)
    return frozenset(
        name
        for name, value in after.items()
        if asks(entity, name) and chain.holds_answer(name, before.get(name), value)
    )


def mark(
    connection: Connection, writer: str, scope: str, row: str, fields: Collection[str]
) -> None:
    """Ask about fields again, from the entry on that a writer is about to write in a scope."""
    stream = find_stream(connection, writer, scope)
    name = f"{writer} {(stream.last if stream else 0) + 1}"
    for field in fields:
        identity.set_fact(connection, f"{_KEY}{row}.{field}", name)


def follow(connection: Connection, kept: tuple[str, int], onward: tuple[str, int]) -> None:
    """Ask on about fields when the changes that ask again go on under another name.

    Args:
        connection: inside a writing transaction.
        kept: the writer and the last number that stays under its name.
        onward: under which name the next ones stand now, and after which number.
    """
    for key, name in _marks(connection):
        writer, _space, number = name.partition(" ")
        if writer == kept[0] and number.isdecimal() and int(number) > kept[1]:
            there = onward[1] + int(number) - kept[1]
            identity.set_fact(connection, key, f"{onward[0]} {there}")


def forget(connection: Connection, row: str) -> None:
    """Ask no more about an erased row."""
    driver(connection).execute("DELETE FROM meta WHERE key >= ? AND key < ?", _keys(row))


def _marks(connection: Connection, first: str = _KEY, after: str = _AFTER) -> list[tuple[str, str]]:
    found = driver(connection).execute(
        "SELECT key, value FROM meta WHERE key >= ? AND key < ?", (first, after)
    )
    return list(found.fetchall())


def _keys(row: str) -> tuple[str, str]:
    """Return between which keys a row's marks stand."""
    return f"{_KEY}{row}.", f"{_KEY}{row}/"


def _asked(connection: Connection, writers: dict[int, str], row: str, field: str, name: str) -> str:
    """Return the row's entity if no change has seen the one that asks again.

    One beside it that set the same value has not: which of the two is shown is decided by clocks.
    """
    stands = _stands(connection, row, field)
    asks_still = any(_named(writers, at) == name for at in stands.heads)
    return stands.entity if asks_still and not stands.is_open else ""


class _Chain:
    """The changes of a row's fields, from the present ones back to where a question arose."""

    def __init__(self, connection: Connection, row: str) -> None:
        self._connection, self._row = connection, row
        self._contexts = Contexts(connection)
        self._writers = writer_names(connection)

    def holds_answer(self, field: str, before: Raw, after: Raw) -> bool:
        """Tell whether a change from one value to another answered what was in question then."""
        changes = _changes(self._connection, self._row, field)
        marked = _mark(self._connection, self._row, field)
        for head in _stands(self._connection, self._row, field).heads:
            seen = [head]
            while seen and not _differ(changes, seen):
                value = changes[seen[0]]
                seen = _replaced(self._contexts, changes, seen)
                asked = _differ(changes, seen) or any(self._is(at, marked) for at in seen)
                if asked and value == after and before in {changes[at] for at in seen}:
                    return True
        return False

    def _is(self, at: int, name: str | None) -> bool:
        return _named(self._writers, at) == name


def _differ(changes: dict[int, Raw], some: Collection[int]) -> bool:
    return len({changes[at] for at in some}) > 1


def _replaced(contexts: Contexts, changes: dict[int, Raw], by: Collection[int]) -> list[int]:
    """Return the changes that some saw and that no other which they saw had seen."""
    seen = [
        one for one in changes if one not in by and any(contexts.saw(later, one) for later in by)
    ]
    return [
        one for one in seen if not any(other != one and contexts.saw(other, one) for other in seen)
    ]


def _changes(connection: Connection, row: str, field: str) -> dict[int, Raw]:
    """Return what each change that sets a row's field set it to."""
    found: dict[int, Raw] = {}
    for at, payload in (
        driver(connection)
        .execute(
            "SELECT touch.dot, payload FROM touch JOIN entry ON entry.dot = touch.dot WHERE row=?",
            (row,),
        )
        .fetchall()
    ):
        fields = next(set_ for _entity, one, set_ in read_payload(payload)[1] if one == row)
        if field == "deleted" or field in fields:
            found[at] = fields.get(field, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Stands:
    """What stands in a field: the shown change, those beside it, and whether they differ."""

    entity: str
    heads: list[int]
    is_open: bool


def _stands(connection: Connection, row: str, field: str) -> _Stands:
    raw = driver(connection)
    found = raw.execute("SELECT entity, dots FROM head WHERE row=?", (row,)).fetchone()
    shown = Heads.read(found[1]).of(field) if found else None
    if shown is None:
        return _Stands("", [], is_open=False)
    beside = raw.execute(
        "SELECT dot, differs FROM sibling WHERE row=? AND field=?", (row, field)
    ).fetchall()
    heads = [shown, *(at for at, _differs in beside)]
    return _Stands(found[0], heads, is_open=any(differs for _at, differs in beside))


def _mark(connection: Connection, row: str, field: str) -> str | None:
    return identity.fact(connection, f"{_KEY}{row}.{field}")


def _named(writers: dict[int, str], at: int) -> str:
    return f"{writers[stream_of(at)]} {number_of(at)}"


def _has_two_writers(connection: Connection, row: str) -> bool:
    found = driver(connection).execute(
        "SELECT count(DISTINCT dot >> 32) FROM touch WHERE row=?", (row,)
    )
    return bool(found.fetchone()[0] > 1)
