"""How far each stream of a store's journal can be trusted, and what is wrong above that.

The store under test is attached as `kept`. A head is proved by the hash of its entry, of a later
one, of the stream or of a signed segment; a payload by its head.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.base.progress import NO_PROGRESS, Progress
from app.store import erasing, veil
from app.store.dots import dot, number_of
from app.store.engine import driver
from app.store.entry import NO_HASH, chain


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be."""

    where: str
    what: str


@dataclass(slots=True)
class Chain:
    """What was found of one stream.

    Attributes:
        good: the last number up to which every entry is what its writer wrote.
        hashes: of each good entry.
        seen: the greatest number that the journal or the list of streams names.
        contexts: what the writer had newly seen, by the number of the entry that says so.
        apart: above the good ones, those that are whole in themselves: their writer wrote them so.
    """

    n: int
    writer: str
    scope: str
    good: int = 0
    hashes: dict[int, bytes] = field(default_factory=dict)
    seen: int = 0
    contexts: dict[int, dict[str, int]] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    _told: set[int] = field(default_factory=set)

    @property
    def tip(self) -> bytes:
        """Return the hash of the last good entry."""
        return self.hashes[self.good] if self.good else NO_HASH

    @property
    def where(self) -> str:
        """Return the stream in words."""
        return f"journal {self.writer} {self.scope}"

    def say(self, what: str, entry: int) -> None:
        """Add a fault of an entry, unless one is told: who reads them needs no more of one."""
        if entry not in self._told:
            self._told.add(entry)
            self.faults.append(Fault(self.where, what))


Names = Mapping[int, tuple[str, str]]
"""For streams whose name was found otherwise than in the list of streams: writer and scope."""


def read(
    connection: Connection, progress: Progress = NO_PROGRESS, names: Names | None = None
) -> Iterator[Chain]:
    """Read every entry of the attached store once; yield each stream in the order of its number.

    Args:
        connection: has the store attached as `kept`, and its erasures in `main.erased`.
        progress: told after each stream.
        names: of streams that the list names wrongly.
    """
    raw = driver(connection)
    total = raw.execute("SELECT count(*) FROM kept.entry").fetchone()[0]
    done = 0
    for n, writer, scope, last, tip in raw.execute(
        "SELECT n, writer, scope, last, hash FROM kept.stream ORDER BY n"
    ).fetchall():
        chain_ = Chain(n, *(names or {}).get(n, (str(writer), str(scope))))
        done += _Reader(connection, chain_).read(last, tip)
        yield chain_
        progress.step(done, 2 * total)


class _Reader:
    """Reads one stream, and remembers where it stops being what its writer wrote."""

    def __init__(self, connection: Connection, found: Chain) -> None:
        self._connection = connection
        self._found = found
        self._broken = 0
        self._unproved: list[int] = []
        """Entries whose hash is another; a later hash tells whether it or the entry is wrong."""
        self._apart_if_proved: set[int] = set()
        self._before = self._kept_before = NO_HASH
        self._signed = _signed_hashes(connection, found.n)

    def read(self, last: object, tip: object) -> int:
        """Read the stream; return how many entries it has."""
        found, n = self._found, self._found.n
        entries = driver(self._connection).execute(
            "SELECT dot, time, head, payload, hash FROM kept.entry WHERE dot BETWEEN ? AND ? "
            "ORDER BY dot",
            (dot(n, 0), dot(n + 1, 0) - 1),
        )
        number = count = 0
        for at, time, head, payload, kept in entries:
            count += 1
            number += 1
            if number_of(at) != number:
                found.say(f"entry {number} is missing", number)
                self._break(number)
                number = number_of(at)
                self._before = self._kept_before = b""
            if isinstance(head, bytes) and isinstance(payload, bytes):
                self._read(number, time, (head, payload), kept)
            else:
                found.say(f"entry {number} is no longer bytes", number)
                self._break(number)
                self._before = self._kept_before = _as_bytes(kept)
        self._end(number, last, tip)
        return count

    def _read(self, number: int, time: object, lines: tuple[bytes, bytes], kept: object) -> None:
        follows = self._prove(number, lines[0], kept)
        whole = self._check(number, time, *lines)
        if self._broken and whole:
            (self._found.apart if follows else self._apart_if_proved).add(number)

    def _prove(self, number: int, head: bytes, kept: object) -> bool:
        """Tell whether an entry follows what stood before it, as far as can be known."""
        computed = chain(self._before, head)
        follows = True
        if kept == computed:
            self._all_proved()
        elif kept == chain(self._kept_before, head) or self._nothing_before(number):
            # It follows what stood there: the entry before it is the one that was changed.
            self._break(self._unproved[0] if self._unproved else number - 1)
            self._unproved.clear()
            computed = _as_bytes(kept)
        else:
            self._found.say(f"entry {number} does not follow the one before it", number)
            self._unproved.append(number)
            follows = False
        if self._signed.get(number) == computed:
            self._all_proved()
            follows = True
        self._before, self._kept_before = computed, _as_bytes(kept)
        if not self._broken:
            self._found.hashes[number] = computed
        return follows

    def _nothing_before(self, number: int) -> bool:
        return not self._before or (self._broken > 0 and number - 1 == self._broken)

    def _all_proved(self) -> None:
        self._found.apart |= self._apart_if_proved.intersection(self._unproved)
        self._unproved.clear()

    def _check(self, number: int, time: object, head: bytes, payload: bytes) -> bool:
        found = self._found
        try:
            names = json.loads(head)
            if names["n"] != number or names["t"] != time:
                what = f"entry {number} stands under another number or time than its own"
                found.say(what, number)
            context = names.get("c")
            veil.check(head, payload)
            veil.read(payload)
        except (ValueError, LookupError, TypeError, AttributeError):
            found.say(f"the changes of entry {number} are not those written", number)
            self._break(number)
            return False
        if context is not None:
            found.contexts[number] = context
        if not erasing.is_covered(self._connection, found.scope, [payload]):
            found.say(f"entry {number} lacks what nobody has erased", number)
            self._break(number)
            return False
        return True

    def _end(self, number: int, last: object, tip: object) -> None:
        found = self._found
        if self._before == tip:
            self._all_proved()
        if self._unproved:
            self._break(self._unproved[0])
        if number != last:
            found.say(f"ends at {number}, expected {last}", number)
        elif self._before != tip and not found.faults:
            found.say("is listed with another hash than that of its last entry", number)
        found.good = self._broken - 1 if self._broken else number
        found.seen = max(number, last if isinstance(last, int) else 0)

    def _break(self, number: int) -> None:
        self._broken = min(self._broken or number, number)


def _signed_hashes(connection: Connection, n: int) -> dict[int, bytes]:
    """Return the hashes that a stream's segments sign, by the number of their last entry."""
    found: dict[int, bytes] = {}
    for last, header in driver(connection).execute(
        "SELECT last, header FROM kept.segment WHERE stream=?", (n,)
    ):
        with suppress(ValueError, LookupError, TypeError):
            found[last] = bytes.fromhex(json.loads(header)["after"])
    return found


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def orphans(connection: Connection) -> Iterator[Fault]:
    """Yield the entries that belong to no stream."""
    found = driver(connection).execute(
        "SELECT dot >> 32, count(*) FROM kept.entry "
        "WHERE dot >> 32 NOT IN (SELECT n FROM kept.stream) GROUP BY 1"
    )
    for n, count in found.fetchall():
        yield Fault(f"journal stream {n}", f"{count} entries are nobody's")
