"""The other devices of the network, as this store knows them, and what waits for them."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.model.entity import NETWORK, entity_name
from app.model.every_entity import ENTITIES
from app.store import faces
from app.store.database import Database
from app.store.who import Who
from app.sync import decisions, held, log, receipts, waiting
from app.sync.sealing import kept_segments
from app.sync.secrets import office_device


@dataclass(frozen=True, slots=True)
class PeerDevice:
    """Another device of the network as this store knows it.

    Attributes:
        last_file: when its latest file was taken in.
        unconfirmed: how many of our changes it has not confirmed; a revoked one is sent none.
        missing: numbers of its changes that have not arrived, as (scope, from, to).
        doubled: whether two computers send files under its name.
        held: how many of its changes are held until the office decides.
    """

    device: str
    name: str
    promoter: str | None
    revoked: bool
    last_file: datetime | None
    unconfirmed: int
    missing: tuple[tuple[str, int, int], ...]
    counties: tuple[str, ...] = ()
    doubled: bool = False
    held: int = 0


def devices(connection: Connection, who: Who, office: str) -> tuple[PeerDevice, ...]:
    """Return every other device of the network, in the order of their names."""
    own = who.device
    last_files = log.last_from(connection)
    missing: dict[str, list[tuple[str, int, int]]] = {}
    for writer, scope, first, last in waiting.gaps(connection, who.reads):
        missing.setdefault(writer.partition("~")[0], []).append((scope, first, last))
    doubled, held_back = receipts.doubled(connection), held.counts(connection)
    rows = connection.exec_driver_sql(
        "SELECT id, name, promoter, counties, revoked_since FROM device "
        "WHERE NOT coalesce(deleted, 0) AND id <> ? ORDER BY sort_key, id",
        (own,),
    ).all()
    return tuple(
        PeerDevice(
            device,
            name or device,
            promoter,
            revoked is not None,
            datetime.fromisoformat(last_files[device]) if device in last_files else None,
            _unconfirmed(connection, own, device, counties)
            if own == office and revoked is None
            else 0,
            tuple(missing.get(device, ())),
            tuple(json.loads(counties or "[]")),
            device in doubled,
            held_back.get(device, 0),
        )
        for device, name, promoter, counties, revoked in rows
    )


def _unconfirmed(connection: Connection, own: str, device: str, counties: str | None) -> int:
    scopes = {NETWORK, *json.loads(counties or "[]")}
    return receipts.unconfirmed(connection, own, device, scopes)


def waiting_for_office(connection: Connection, database: Database) -> tuple[int, datetime | None]:
    """Return how many own changes wait for confirmation, and when the office last confirmed.

    For the office: how many of its changes the slowest device has not confirmed.
    """
    who = database.who
    office = office_device(connection)
    if who.is_office:
        others = [one.unconfirmed for one in devices(connection, who, office)]
        return max(others, default=0), None
    told, heard = (
        (receipts.made(connection, name), _not_handed_over(connection, who.device, name))
        for name in (office, receipts.heard_by_others(office))
    )
    later = heard if heard[0] is not None and (told[0] is None or heard[0] > told[0]) else told
    return later[1], later[0]


def _not_handed_over(connection: Connection, device: str, by: str) -> int:
    """Return how many own changes the office neither confirms nor holds nor has turned down."""
    waiting_ = receipts.unconfirmed(connection, device, by)
    return waiting_ - sum(_with_the_office(connection, device, by)) if waiting_ else 0


def _with_the_office(connection: Connection, device: str, by: str) -> Iterator[int]:
    confirmed, there = receipts.held_by(connection, by), held.told_there(connection)
    streams = connection.exec_driver_sql(
        "SELECT n, writer, scope FROM stream WHERE last > 0 "
        "AND substr(writer, 1, instr(writer, '~') - 1) = ?",
        (device,),
    ).all()
    for n, writer, scope in streams:
        above = confirmed.get((writer, scope), 0)
        turned_down = decisions.rejected_up_to(connection, writer, scope)
        for first, last, header in kept_segments(connection, n, above):
            if last <= turned_down or held.sum_of(header) in there:
                yield last - max(first - 1, above)


def names(connection: Connection) -> dict[str, str]:
    """Return the name of every device by id."""
    rows = connection.exec_driver_sql("SELECT id, name FROM device")
    return {row[0]: row[1] for row in rows}


def record_counts(connection: Connection) -> dict[str, int]:
    """Return how many live records of each entity the store holds; joined ones count once."""
    counts = {
        entity_name(entity): int(
            connection.exec_driver_sql(
                f'SELECT count(*) FROM "{entity_name(entity)}" WHERE NOT coalesce(deleted, 0)'
            ).scalar_one()
        )
        for entity in ENTITIES
    }
    counts[faces.ENTITY] -= faces.count_hidden(connection)
    return counts


def waiting_entries(connection: Connection, scopes: Collection[str] | None) -> int:
    """Return how many changes wait in the store for missing ones before them.

    Args:
        connection: a reading one.
        scopes: those in which anything may still come; `None` means all.
    """
    found = connection.exec_driver_sql(
        "SELECT scope, sum(last - first + 1) FROM waiting GROUP BY scope"
    )
    return sum(count for scope, count in found if scopes is None or scope in scopes)
