"""What is held of devices that may not write any more, and the office's decision on it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.device import Device
from app.services import erasure, promoters
from app.services.device_list import other, refuse_others
from app.store.changes import Changes
from app.store.database import Database
from app.store.entry import decode
from app.store.ticks import tick_time
from app.sync import held, settling
from app.sync.decisions import Decisions
from app.sync.refusal import Refused, damaged, refusing
from app.sync.segment import entry_lines

SHOWN = 50
"""How many held actions are listed of one device; the count tells of all."""
_ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class HeldAction:
    """One action of a device that may not write any more, as its author named it.

    Attributes:
        erases: of how many records it erases the personal data, for good, if it is accepted.
    """

    at: datetime
    author: str
    label: str
    records: int
    erases: int = 0


@dataclass(frozen=True, slots=True)
class HeldChanges:
    """What is held of one device.

    Attributes:
        count: how many actions are held.
        actions: the latest of them, the newest first.
        erases: of how many records all of them erase the personal data.
    """

    device: str
    name: str
    count: int
    actions: tuple[HeldAction, ...]
    erases: int = 0


def listed(session: Session) -> list[HeldChanges]:
    """Return what is held of each device, for the office to decide on."""
    found: dict[str, list[HeldAction]] = {}
    for segment in held.segments(session.connection()):
        found.setdefault(segment.device, []).extend(_actions(session, segment.data))
    return [
        HeldChanges(
            device,
            _name(session, device),
            len(actions),
            # Of one moment's actions the later number is the newer.
            tuple(sorted(actions, key=lambda one: one.at)[-SHOWN:][::-1]),
            sum(action.erases for action in actions),
        )
        for device, actions in found.items()
    ]


def accept(database: Database, device: str) -> Changes:
    """Let all that is held of a device count, here and with the next files everywhere.

    Raises:
        UserError: when this is not the office, or nothing of the device is held.
    """
    return _decide(database, device, _accepted, _("Accepted held changes"))


def reject(database: Database, device: str) -> Changes:
    """Turn down all that is held of a device: nobody keeps or sends it any more.

    It cannot be taken back, unless the device itself hands its changes in once more and the office
    accepts later ones: a stream has no holes.

    Raises:
        UserError: when this is not the office, or nothing of the device is held.
    """
    return _decide(database, device, _rejected, _("Turned held changes down"))


def closed(session: Session, row: Device, scopes: Iterable[str] | None = None) -> Decisions:
    """Return the decisions on a device when scopes (all, if none are named) are closed now.

    Of a scope that was open until now all counts that is held, whatever was decided when it was
    closed before.
    """
    decided = Decisions.read(row.accepted)
    is_revoked = row.revoked_since is not None
    streams = session.connection().exec_driver_sql(
        "SELECT writer, scope, last FROM stream WHERE last > 0 AND "
        "substr(writer, 1, instr(writer, '~') - 1) = ? ORDER BY writer, scope",
        (row.id,),
    )
    for writer, scope, last in streams:
        if scopes is None or scope in scopes:
            told = decided.accepted.setdefault(writer, {})
            was_closed = is_revoked or scope not in row.counties
            told[scope] = told.get(scope, last) if was_closed else last
    return decided


def settled(database: Database, changes: Changes) -> Changes:
    """Bring the records into line with a decision; return its changes with those that follow."""
    with database.writing() as connection:
        rows = settling.settle(connection).rows
    every = Changes.of(sorted({*changes.rows, *rows}))
    erasure.finish(database, every.kinds)  # an erasure may have been among what was held
    return every


_Deed = Callable[[Decisions, held.HeldSegment], None]


def _decide(database: Database, device: str, deed: _Deed, label: str) -> Changes:
    refuse_others(database)
    changes = database.write(_write, device, deed, label=label, undoable=False).changes
    return settled(database, changes)


def _write(session: Session, device: str, deed: _Deed) -> None:
    row = other(session, device)
    waiting = [one for one in held.segments(session.connection()) if one.device == device]
    if not waiting:
        raise UserError(_("Nothing of {name} is held.").format(name=row.name))
    # A county that was taken away was closed then; those that the device still has are open.
    is_revoked = row.revoked_since is not None
    decided = closed(session, row) if is_revoked else Decisions.read(row.accepted)
    for one in waiting:
        deed(decided, one)
    row.accepted = decided.written()


def _accepted(decided: Decisions, one: held.HeldSegment) -> None:
    numbers = decided.accepted.setdefault(one.writer, {})
    numbers[one.scope] = max(numbers.get(one.scope, 0), one.last)
    decided.rejected.get(one.writer, {}).pop(one.scope, None)


def _rejected(decided: Decisions, one: held.HeldSegment) -> None:
    numbers = decided.rejected.setdefault(one.writer, {})
    numbers[one.scope] = max(numbers.get(one.scope, 0), one.last)


def _actions(session: Session, data: bytes) -> list[HeldAction]:
    entries = []
    with suppress(Refused), refusing(damaged()):  # the check of the store names what is damaged
        entries = [decode(head, payload) for head, payload in entry_lines(data)]
    names = promoters.names(session, [entry.author for entry in entries if entry.author])
    return [
        HeldAction(
            tick_time(entry.time),
            names.get(entry.author or "", ""),
            entry.label,
            len(entry.changes),
            sum(kind == _ERASURE for kind, _row, _fields in entry.changes),
        )
        for entry in entries
    ]


def _name(session: Session, device: str) -> str:
    row = session.get(Device, device)
    return row.name if row is not None else device[:8]
