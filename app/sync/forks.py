"""Two histories under one name: a store was copied, or put back by hand; found, named, healed.

The office settles which history keeps the name: the first that reached it. A device that learns
from the office's file that its stream was taken for another history goes on under a new name and
takes its diverging changes along; whoever else holds them puts them aside and takes the office's.
The office itself yields in the same way, once, for the name under which it writes now.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.base.i18n import _
from app.store import identity, moving
from app.store.streams import Stream, find_stream, hash_at, held_of
from app.store.who import Who
from app.sync import held, proofs
from app.sync.bundle import Bundle
from app.sync.manifest import Manifest, SegmentPart
from app.sync.marks import beginning
from app.sync.sealing import seal_own
from app.sync.secrets import read_secrets
from app.sync.segment import Header, Segment
from app.sync.settling import put_back


@dataclass(frozen=True, slots=True)
class Fork:
    """A stream of which a file tells another history than the store holds.

    Attributes:
        agreed: the last number up to which both surely are the same.
    """

    stream: Stream
    agreed: int

    @property
    def key(self) -> tuple[str, str]:
        """The stream's writer and scope."""
        return self.stream.writer, self.stream.scope

    @property
    def device(self) -> str:
        """The device that wrote both."""
        return self.stream.writer.partition("~")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file tells of other histories.

    Attributes:
        has_a_past: others hold more under this store's present name than it does itself.
    """

    forks: tuple[Fork, ...]
    has_a_past: bool


@dataclass(frozen=True, slots=True)
class Own:
    """This store, by which what a file tells of it is judged.

    Attributes:
        office: the office's device id.
        key: this store's public signing key, in base64.
    """

    who: Who
    office: str
    key: str


@dataclass(slots=True)
class Settled:
    """What came of a file's forks.

    Attributes:
        found: what the file tells of other histories.
        renewed: whether this device goes on under a new name.
        rows: the rows that may be shown otherwise now.
        refused: streams whose segments in the file are not taken.
        words: what to tell the person, or nothing.
    """

    found: Found
    renewed: bool = False
    rows: set[tuple[str, str]] = field(default_factory=set)
    refused: frozenset[tuple[str, str]] = frozenset()
    words: str = ""


def find(connection: Connection, bundle: Bundle, own: Own) -> Found:
    """Return what a checked file tells of other histories than the store holds.

    What a promoter's device tells of the store's own present name counts when the store signed
    it itself, and never when the device is revoked.
    """
    parts: dict[tuple[str, str], list[SegmentPart]] = {}
    for part in bundle.manifest.segments:
        parts.setdefault((part.writer, part.scope), []).append(part)
    marks = {
        (writer, scope): told
        for scope, writers in bundle.manifest.marks.items()
        for writer, told in writers.items()
    }
    sender = bundle.manifest.sender
    heeded = sender == own.office or not _is_revoked(connection, sender)
    proved = proofs.read(bundle.manifest.signed, own.who.writer, own.who.network, own.key)
    found = []
    for writer, scope in marks.keys() | parts.keys():
        stream = find_stream(connection, writer, scope)
        if stream is not None:
            held_parts = [p for p in parts.get((writer, scope), ()) if p.first <= stream.last + 1]
            segments = [bundle.segment(part) for part in held_parts]
            agreed = _agreed(connection, stream, marks.get((writer, scope), {}), segments)
            if agreed is None:
                continue
            if (
                sender == own.office
                or writer != own.who.writer
                or (heeded and _is_proved(connection, stream, proved.get(scope), segments))
            ):
                found.append(Fork(stream, agreed))
    found.sort(key=lambda fork: fork.key)
    return Found(tuple(found), heeded and _has_a_past(connection, own, bundle.manifest, proved))


def refused(found: Found, own: Own, sender: str) -> frozenset[tuple[str, str]]:
    """Return the streams whose other history is not for this file to settle."""
    if sender == own.office:
        return frozenset()
    return frozenset(
        one.key
        for one in found.forks
        if not (own.who.is_office and one.stream.writer == own.who.writer)
    )


def settle(connection: Connection, own: Own, manifest: Manifest, found: Found) -> Settled:
    """Heal what can be healed here, in one transaction, and name the rest.

    Args:
        connection: inside a writing transaction.
        own: this store.
        manifest: the file's.
        found: what it tells of other histories.
    """
    settled = Settled(found, refused=refused(found, own, manifest.sender))
    healed = [one for one in found.forks if one.key not in settled.refused]
    ours = [one for one in healed if one.device == own.who.device]
    doubled = manifest.sender == own.office and own.who.writer in manifest.doubled
    if ours or doubled or found.has_a_past:
        settled.renewed = True
        writer = identity.start_incarnation(connection)
        for one in ours:
            settled.rows |= moving.move(connection, one.stream, one.agreed, writer)
        # A segment that went beyond what stays is gone whole; what stays is passed on as signed.
        seal_own(connection, own.who, read_secrets(connection))
    for one in healed:
        if one in ours:
            continue
        settled.rows |= put_back(connection, one.stream, one.agreed, held.HISTORY)
    settled.words = _words(found.forks, settled)
    return settled


def lowered(knowledge: dict[str, dict[str, int]], found: Found) -> dict[str, dict[str, int]]:
    """Return a sender's receipts as far as its history is ours."""
    told = {scope: dict(writers) for scope, writers in knowledge.items()}
    for one in found.forks:
        writer, scope = one.key
        if told.get(scope, {}).get(writer, 0) > one.agreed:
            told[scope][writer] = one.agreed
    return told


def _has_a_past(
    connection: Connection, own: Own, manifest: Manifest, proved: proofs.Proofs
) -> bool:
    # Others hold more under our present name than we do: the store's file was put back by hand.
    # Going on under the same name would use its numbers twice.
    writer = own.who.writer
    told = {scope: header.last for scope, header in proved.items()}
    if manifest.sender == own.office:
        told = {scope: known.get(writer, 0) for scope, known in manifest.knowledge.items()}
    for part in manifest.segments:
        if part.writer == writer:
            told[part.scope] = max(told.get(part.scope, 0), part.last)
    return any(last > held_of(connection, writer, scope) for scope, last in told.items())


def _is_proved(
    connection: Connection, stream: Stream, header: Header | None, segments: Sequence[Segment]
) -> bool:
    if _agreed(connection, stream, {}, segments) is not None:
        return True
    if header is None:
        return False
    return header.last > stream.last or proofs.differs(connection, stream, header)


def _is_revoked(connection: Connection, device: str) -> bool:
    query = "SELECT 1 FROM device WHERE id=? AND revoked_since IS NOT NULL"
    return connection.exec_driver_sql(query, (device,)).first() is not None


def _agreed(
    connection: Connection, stream: Stream, marks: Mapping[int, str], segments: Sequence[Segment]
) -> int | None:
    """Return up to which number two histories agree, or `None` when they do as far as is held."""
    told = {number: mark for number, mark in marks.items() if number <= stream.last}
    for one in segments:
        told[one.first - 1] = beginning(one.before)
        told.update(_marks_of(one, min(one.last, stream.last), stream.last))

    def differs(number: int) -> bool:
        return beginning(hash_at(connection, stream.n, number)) != told[number]

    # A hash covers all before it, so one look at the last tells whether all are the same.
    if not told or not differs(max(told)):
        return None
    for one in segments:
        told.update(_marks_of(one, one.first, stream.last))
    numbers = sorted(told)
    place = bisect_left(numbers, True, key=differs)
    return numbers[place - 1] if place else 0


def _marks_of(segment: Segment, first: int, last: int) -> dict[int, str]:
    lines = segment.entries[first - segment.first : last - segment.first + 1]
    return {line.number: beginning(line.hash) for line in lines}


def _words(found: Sequence[Fork], settled: Settled) -> str:
    if settled.refused:
        named = next(one for one in found if one.key in settled.refused)
        text = _(
            "The changes after {number} of {writer} differ from those held here under the same "
            "numbers: that computer's records were copied or put back by hand. They were not "
            "taken in; it goes on under a new name with the next file from the office."
        )
        return text.format(number=named.agreed, writer=named.stream.writer[:8])
    if settled.renewed and found:
        return _(
            "The records of this computer had been copied or put back by hand. Your changes go on "
            "under a new name; nothing was lost."
        )
    return ""
