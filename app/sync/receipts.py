"""What other devices have told that they hold: the receipts in their files' manifests."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from app.base import clock
from app.model.entity import OFFICE
from app.store import identity
from app.store.streams import held_of, named_knowledge
from app.sync.shape import Spans

Named = Mapping[str, Mapping[str, int]]
"""For each scope and writer, the last number held."""

_AHEAD = timedelta(days=1)
"""How far ahead of ours another's clock may be for what is heard of its files to count."""
_SPEAKS = 3
"""After how many files of the first computer one that is silent counts no more."""


class Order(NamedTuple):
    """Which of a sender's files a file is.

    Attributes:
        incarnation: the life under which the sender goes.
        number: of all files of that life.
        made: when by the sender's clock, as ISO text in UTC; empty when it is no time.
    """

    incarnation: int
    number: int
    made: str

    @classmethod
    def of(cls, writer: str, number: int, made: str) -> "Order":
        """Return the order of a file as its manifest tells it."""
        try:
            told = datetime.fromisoformat(made)
            # Asking the system for the place's time would fail for early years on Windows.
            told = told.replace(tzinfo=told.tzinfo or UTC)
            moment = told.astimezone(UTC).isoformat()
        except (ValueError, OverflowError):
            moment = ""
        return cls(int(writer.partition("~")[2]), number, moment)


def note(connection: Connection, device: str, order: Order, held: Named) -> bool:
    """Keep what a device's file says it holds, unless a later file of it has been read.

    What a device holds may shrink (a backup was put back), so the later file counts, not the
    greater number. It counts of this store's own changes as far as there are any.

    Args:
        connection: inside a writing transaction.
        device: the sender.
        order: which of the sender's files it is.
        held: the manifest's knowledge.

    Returns:
        Whether the file was the latest of its computer.
    """
    key = _key_of(connection, device, order)
    if key is None:
        return False
    _count_second(connection, device, key)
    _keep(connection, key, held)
    return True


def held_by(connection: Connection, device: str) -> dict[tuple[str, str], int]:
    """Return, for each (writer, scope), the last number that a device has confirmed.

    Of two computers under one name the one that holds less counts.
    """
    found: dict[str, dict[tuple[str, str], int]] = {}
    rows = connection.exec_driver_sql(
        "SELECT device, writer, scope, last FROM receipt WHERE device=? OR device LIKE ?",
        (device, f"{device}~%"),
    )
    for key, writer, scope, last in rows:
        found.setdefault(key, {})[writer, scope] = last
    first, *others = found.values() or [{}]
    return {
        name: min(last, *(other.get(name, 0) for other in others)) if others else last
        for name, last in first.items()
    }


def beyond_gaps(
    connection: Connection, scopes: Collection[str] | None
) -> dict[str, dict[str, Spans]]:
    """Return the numbers that wait in this store for missing ones, by scope and writer.

    What waits for anything but a gap is not told, so that it is sent again.

    Args:
        connection: a reading one.
        scopes: those that the other device may have; `None` means all.
    """
    rows = connection.exec_driver_sql(
        "SELECT w.scope, w.writer, w.first, w.last FROM waiting w LEFT JOIN stream s "
        "ON s.writer = w.writer AND s.scope = w.scope "
        "WHERE w.first > coalesce(s.last, 0) + 1 ORDER BY 1, 2, 3"
    )
    found: dict[str, dict[str, Spans]] = {}
    for scope, writer, first, last in rows:
        if scopes is None or scope in scopes:
            told = found.setdefault(scope, {})
            told[writer] = (*told.get(writer, ()), (first, last))
    return found


def note_beyond(
    connection: Connection, device: str, told: Mapping[str, Mapping[str, Spans]]
) -> None:
    """Keep what a device's latest file says that waits there beyond a gap."""
    connection.exec_driver_sql("DELETE FROM receipt_waiting WHERE device=?", (device,))
    for scope, writers in told.items():
        for writer, spans in writers.items():
            for first, last in spans:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO receipt_waiting(device, writer, scope, first, last) "
                    "VALUES(?,?,?,?,?)",
                    (device, writer, scope, first, last),
                )


def held_beyond(
    connection: Connection, device: str
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return, for each (writer, scope), the numbers that wait at a device beyond a gap."""
    rows = connection.exec_driver_sql(
        "SELECT writer, scope, first, last FROM receipt_waiting WHERE device=?", (device,)
    )
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for writer, scope, first, last in rows:
        found.setdefault((writer, scope), []).append((first, last))
    return found


def unconfirmed(
    connection: Connection, device: str, by: str, scopes: Collection[str] | None = None
) -> int:
    """Return how many of a device's own changes another device has not confirmed.

    Args:
        connection: a reading one.
        device: whose changes.
        by: who is to confirm them.
        scopes: those that the other device may have; `None` means all but the office's own.
    """
    confirmed = held_by(connection, by)
    own = {
        (writer, scope): last
        for scope, writers in named_knowledge(connection).items()
        if (scope != OFFICE if scopes is None else scope in scopes)
        for writer, last in writers.items()
        if writer.partition("~")[0] == device
    }
    return sum(max(0, last - confirmed.get(key, 0)) for key, last in own.items())


def doubled(connection: Connection) -> set[str]:
    """Return the devices under whose name two computers send files."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT device FROM receipt WHERE instr(device, '~')"
    )
    return {device.partition("~")[0] for (device,) in rows}


def heard_by_others(device: str) -> str:
    """Return the name under which stands what others heard that a device holds."""
    return f"{device}@heard"


def note_heard(connection: Connection, device: str, told: str, held: Named) -> None:
    """Keep what somebody else heard that a device holds, unless something later is known."""
    name = heard_by_others(device)
    before = made(connection, name)
    order = Order.of(f"{device}~0", 0, told)
    if _is_ahead(order.made):
        return  # it would count before all that is heard later, for ever
    if order.made and (before is None or before < datetime.fromisoformat(order.made)):
        _follow(connection, name, order, since=order.made)
        _keep(connection, name, held)


def _is_ahead(told: str) -> bool:
    return bool(told) and datetime.fromisoformat(told) > clock.now() + _AHEAD


def double_lives(connection: Connection, device: str) -> tuple[str, ...]:
    """Return the writers of a device as which more than one computer has sent files."""
    return tuple((identity.fact(connection, f"double-lives:{device}") or "").split())


def made(connection: Connection, device: str) -> datetime | None:
    """Return when the file whose receipt counts was made by a device."""
    told = (identity.fact(connection, f"told-at:{device}") or "").split()
    return datetime.fromisoformat(told[1]) if len(told) == 2 else None


def _keep(connection: Connection, key: str, held: Named) -> None:
    connection.exec_driver_sql("DELETE FROM receipt WHERE device=?", (key,))
    own = identity.fact(connection, "device")
    rows = [
        (key, writer, scope, min(last, held_of(connection, writer, scope)))
        if writer.partition("~")[0] == own
        else (key, writer, scope, last)
        for scope, writers in held.items()
        for writer, last in writers.items()
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO receipt(device, writer, scope, last) VALUES(?,?,?,?)", rows
        )


def _key_of(connection: Connection, device: str, order: Order) -> str | None:
    # A put-back store goes on under another incarnation, and its clock may be wrong: one that
    # was never heard of is its present life, one that another has followed is a past life. Who
    # goes on speaking as a past life, or twice with one file number, is a second computer.
    known = identity.fact(connection, f"receipt:{device}")
    if known is None:
        _follow(connection, device, order, since=order.made)
        return device
    present, _colon, latest = known.partition(":")
    since, last_made = _times(connection, device)
    if order.incarnation == int(present):
        if order.number > int(latest):
            _follow(connection, device, order, since=since or order.made)
            return device
        if not order.made > last_made > "":
            return None
        _tell_double(connection, device, order)
        return f"{device}~copy"
    past = _past(connection, device)
    if order.incarnation in past:
        if order.number <= past[order.incarnation] or not order.made > since > "":
            return None
        _remember_past(connection, device, past | {order.incarnation: order.number})
        return f"{device}~{order.incarnation}"
    _remember_past(connection, device, past | {int(present): int(latest)})
    _follow(connection, device, order, since=order.made)
    return device


def _tell_double(connection: Connection, device: str, order: Order) -> None:
    known = double_lives(connection, device)
    writer = f"{device}~{order.incarnation}"
    if writer not in known:
        identity.set_fact(connection, f"double-lives:{device}", " ".join([*known, writer]))


def _count_second(connection: Connection, device: str, key: str) -> None:
    # A second computer is one while it speaks: a store that was put back looks like two for a
    # while, and a second computer that was invited anew is silent under its old name.
    fact = f"second-computers:{device}"
    told = (second.rpartition(":") for second in (identity.fact(connection, fact) or "").split())
    left = {name: int(count) - (key == device) for name, _colon, count in told}
    if key != device:
        left[key] = _SPEAKS
    for name in [name for name, count in left.items() if count <= 0]:
        del left[name]
        connection.exec_driver_sql("DELETE FROM receipt WHERE device=?", (name,))
    identity.set_fact(connection, fact, " ".join(f"{name}:{count}" for name, count in left.items()))


def _follow(connection: Connection, device: str, order: Order, since: str) -> None:
    identity.set_fact(connection, f"receipt:{device}", f"{order.incarnation}:{order.number}")
    identity.set_fact(connection, f"told-at:{device}", f"{since} {order.made}")


def _times(connection: Connection, device: str) -> tuple[str, str]:
    told = (identity.fact(connection, f"told-at:{device}") or "").split()
    return (told[0], told[1]) if len(told) == 2 else ("", "")


def _past(connection: Connection, device: str) -> dict[int, int]:
    told = (identity.fact(connection, f"receipt-past:{device}") or "").split()
    lives = (life.partition(":") for life in told)
    return {int(incarnation): int(number or 0) for incarnation, _colon, number in lives}


def _remember_past(connection: Connection, device: str, past: dict[int, int]) -> None:
    lives = " ".join(f"{incarnation}:{number}" for incarnation, number in past.items())
    identity.set_fact(connection, f"receipt-past:{device}", lives)
