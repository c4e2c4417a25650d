"""Whether what the store keeps for others is as it was signed, and its keys are its own."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserError
from app.model import territory
from app.store import moves
from app.store.chains import Fault
from app.store.database import Database
from app.store.engine import driver
from app.store.local_state import is_moment
from app.store.who import Who
from app.sync import certificate as certificates
from app.sync import heard, own_facts, why_held
from app.sync.held import HeldSegment
from app.sync.refusal import Refused
from app.sync.sealing import kept_segments, segment_bytes
from app.sync.secrets import Secrets, read_secrets
from app.sync.segment import read_segment

_BROKEN = (Refused, ValueError, LookupError, TypeError, AttributeError)


def faults(database: Database) -> Iterator[Fault]:
    """Yield keys, segments, waiting segments and receipts that do not hold."""
    with database.reading() as connection:
        try:
            secrets, who = read_secrets(connection), database.who
        except (UserError, ValueError, LookupError, TypeError):
            yield Fault("meta keys", "this computer's keys or certificates cannot be read")
            return
        yield from _key_faults(secrets, who)
        yield from own_facts.faults(connection, secrets, who)
        yield from _name_faults(connection, who)
        for n, writer, scope, last in connection.exec_driver_sql(
            "SELECT n, writer, scope, last FROM stream WHERE last > 0"
        ).all():
            stream = _Stream(n, writer, scope, last)
            yield from stream.faults(connection, secrets, who)
        yield from _aside_faults(connection, (who.network, secrets.root_public))
        yield from heard.faults(connection, (who.network, secrets.root_public), who.device)
        yield from moves.faults(connection, who.device)
        yield from _receipt_faults(connection, who)


def sound_headers(
    connection: Connection,
    stream: tuple[int, str, str],
    network: str,
    root_public: str,
    side: str = "main",
) -> Iterator[tuple[int, int]]:
    """Yield the numbers (first, last) of a stream's kept segments that are as they were signed."""
    n, writer, scope = stream
    for first, last, header in kept_segments(connection, n, 0, side):
        try:
            data = segment_bytes(connection, n, first, last, header, side)
            found = read_segment(data, network, root_public)
        except _BROKEN:
            continue
        if (found.writer, found.scope, found.first, found.last) == (writer, scope, first, last):
            yield first, last


def signed_name(
    connection: Connection, n: int, network: str, root_public: str
) -> tuple[str, str] | None:
    """Return the writer and scope that a signature gives to a stream of the attached store."""
    for first, last, header in kept_segments(connection, n, 0, "kept"):
        try:
            data = segment_bytes(connection, n, first, last, header, "kept")
            found = read_segment(data, network, root_public)
        except _BROKEN:
            continue
        return found.writer, found.scope
    return None


def is_waiting(row: Any, network: str, root_public: str) -> bool:
    """Tell whether a waiting segment, as (writer, scope, first, last, bytes), is as signed."""
    try:
        found = read_segment(bytes(row[4]), network, root_public)
    except _BROKEN:
        return False
    return (found.writer, found.scope, found.first, found.last) == tuple(row[:4])


def _aside_faults(connection: Connection, root: heard.Root) -> Iterator[Fault]:
    for one in connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes FROM waiting"
    ).all():
        if not is_waiting(one, *root):
            yield Fault(f"waiting {one[0]} {one[1]} {one[2]}", "is not as it was signed")
    for *row, sum_, reason, since in connection.exec_driver_sql(
        "SELECT writer, scope, first, last, bytes, sum, reason, since FROM held"
    ).all():
        name = f"held {row[0]} {row[1]} {row[2]}"
        if not is_waiting(row, *root):
            yield Fault(name, "is not as it was signed")
        elif not _is_told(connection, _as_held(row, reason), sum_):
            yield Fault(name, "is not told as it is held")
        elif not is_moment(since):
            yield Fault(name, "its date cannot be read")


def _is_told(connection: Connection, segment: HeldSegment, sum_: str) -> bool:
    try:
        reason = why_held.reason_of(connection, segment)
    except _BROKEN:  # what it is judged by is damaged, and told where it stands
        return sum_ == segment.sum
    return (sum_, segment.reason) == (segment.sum, reason)


def _as_held(row: Sequence[Any], reason: str) -> HeldSegment:
    writer, scope, first, last, data = row
    return HeldSegment(writer, scope, first, last, bytes(data), reason)


class _Stream:
    """One stream whose segments are checked."""

    def __init__(self, n: int, writer: str, scope: str, last: int) -> None:
        self._key = (n, writer, scope)
        self._last = last

    def faults(self, connection: Connection, secrets: Secrets, who: Who) -> Iterator[Fault]:
        n, writer, scope = self._key
        listed = [(one[0], one[1]) for one in kept_segments(connection, n, 0)]
        sound = set(sound_headers(connection, self._key, who.network, secrets.root_public))
        for first, last in listed:
            if (first, last) not in sound:
                yield Fault(f"segment {writer} {scope} {first}–{last}", "is not as it was signed")
        covered = 0
        for first, last in listed:
            if first > covered + 1:
                yield Fault(
                    f"segment {writer} {scope} {covered + 1}–{first - 1}", "has no signature"
                )
            covered = max(covered, last)
        if covered < self._last and writer.partition("~")[0] != who.device:
            yield Fault(f"segment {writer} {scope} {covered + 1}–{self._last}", "has no signature")
        if covered > self._last:
            yield Fault(f"segment {writer} {scope}", f"ends above entry {self._last}")


def _key_faults(secrets: Secrets, who: Who) -> Iterator[Fault]:
    own = secrets.certificate
    for name, one in (("certificate", own), ("office_certificate", secrets.office)):
        try:
            certificates.check(one, who.network, secrets.root_public)
        except _BROKEN:
            yield Fault(f"meta {name}", "was not signed by the office of this network")
    if (own.signer, own.recipient) != (secrets.keys.sign_public, secrets.keys.encrypt_public):
        yield Fault("meta keys", "are not those of this computer's certificate")
    if (own.device, own.role) != (who.device, who.role):
        yield Fault("meta device", "is not that of this computer's certificate")
    if not who.is_office and set(own.counties) != set(who.counties):
        yield Fault("meta counties", "are not those of this computer's certificate")
    if not (territory.is_county_scope(who.county) if who.is_office else who.county in own.counties):
        yield Fault("meta county", "is none of this computer's counties")


def _name_faults(connection: Connection, who: Who) -> Iterator[Fault]:
    for n, writer in connection.exec_driver_sql("SELECT n, writer FROM stream").all():
        if not is_name(writer):
            yield Fault(f"stream {n}", "its writer is no computer's name")
    promoter = connection.exec_driver_sql(
        "SELECT promoter FROM device WHERE id=? AND NOT coalesce(deleted, 0)", (who.device,)
    ).scalar()
    if promoter is not None and promoter != who.promoter:
        yield Fault("meta promoter", "is not whom the office gave this computer to")


def is_name(writer: object) -> bool:
    """Tell whether a value can name a stream's writer."""
    device, _tilde, life = str(writer).partition("~")
    return bool(device) and life.isdecimal()


def _receipt_faults(connection: Connection, who: Who) -> Iterator[Fault]:
    for device, scope, told, last in (
        driver(connection)
        .execute(
            "SELECT r.device, r.scope, r.last, coalesce(s.last, 0) FROM receipt r "
            "LEFT JOIN stream s ON s.writer = r.writer AND s.scope = r.scope WHERE r.writer = ?",
            (who.writer,),
        )
        .fetchall()
    ):
        if not isinstance(told, int) or told > last:
            yield Fault(
                f"receipt {device} {scope}", f"confirms {told}, and only {last} were written"
            )
