"""Whether the list of moves is true: own changes that go on under another name, for open forms.

A move begins an epoch of its target: what stands there first had seen what stayed of the stream.
A line that is not true is emptied and stays in the list, which forms count by its length.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.store.chains import Fault
from app.store.dots import dot
from app.store.engine import driver
from app.store.streams import Contexts

_COLUMNS = "id, stream, kept, target, before"
_EMPTY = (0, 0, 0, 0)


class _Move(NamedTuple):
    id: int
    stream: int
    kept: int
    target: int
    before: int


def faults(connection: Connection, device: str) -> Iterator[Fault]:
    """Yield the moves that are not as they were done, or are missing.

    Args:
        connection: a reading one.
        device: this device's id; only its own changes move.
    """
    listed = _listed(connection, "main")
    sound = {move.id for move in _sound(connection, listed, device)}
    for number in _numbers(connection, listed, "main"):
        if number not in sound:
            yield Fault(f"moved {number}", "is not what was done")


def copy_sound(connection: Connection, device: str) -> Iterator[str]:
    """Copy the attached store's moves; yield those that are not as they were done, in words.

    Args:
        connection: on the store made anew, its journal replayed; the old one is `kept`.
        device: this device's id.
    """
    listed = _listed(connection, "kept")
    sound = {move.id: move for move in _sound(connection, listed, device)}
    for number in _numbers(connection, listed, "kept"):
        driver(connection).execute(
            f"INSERT INTO main.moved({_COLUMNS}) VALUES(?,?,?,?,?)",
            sound.get(number, (number, *_EMPTY)),
        )
        if number not in sound:
            yield f"moved {number}"


def _listed(connection: Connection, side: str) -> list[Any]:
    found = driver(connection).execute(f"SELECT {_COLUMNS} FROM {side}.moved ORDER BY id")
    return list(found.fetchall())


def _numbers(connection: Connection, listed: list[Any], side: str) -> range:
    """Return the numbers of all moves that there ever were."""
    (ever,) = (
        driver(connection)
        .execute(f"SELECT coalesce(max(seq), 0) FROM {side}.sqlite_sequence WHERE name='moved'")
        .fetchone()
    )
    return range(1, max([ever, *(row[0] for row in listed)]) + 1)


def _sound(connection: Connection, listed: list[Any], device: str) -> Iterator[_Move]:
    own = {
        n: scope
        for n, writer, scope in driver(connection).execute("SELECT n, writer, scope FROM stream")
        if writer.partition("~")[0] == device
    }
    contexts = Contexts(connection)
    left = {row[1]: row[2] for row in listed}
    ends: dict[int, int] = {}
    for row in listed:
        if any(type(value) is not int for value in row):
            continue
        move = _Move(*row)
        if move[1:] == _EMPTY:
            yield move
        elif move.stream in own and own[move.stream] == own.get(move.target):
            follows = ends[move.target] < move.before if move.target in ends else move.before == 0
            # What moved on once more stands there no longer.
            is_gone = left.get(move.target, move.before + 1) <= move.before
            seen = contexts.of(dot(move.target, move.before + 1))
            if follows and (is_gone or seen.get(move.stream, 0) == move.kept):
                ends[move.target] = move.before
                yield move
