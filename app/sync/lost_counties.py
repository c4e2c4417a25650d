"""Erasures in counties that a device has no more: their records stay there, the office tells of it.

Such a device is sent nothing of the county, the erasures neither. So the office names in its files
the rows that were erased where the device once had a right; no names of people are among them.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from app.model.device import Device
from app.model.entity import field_map
from app.model.field import Raw
from app.store import erasing, identity
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.erasing import Named
from app.sync.shape import Shape, read_scope

Erased = Mapping[str, tuple[tuple[str, str, str], ...]]
"""For each scope the erased rows: entity, id, and the names of the fields with spaces between."""


def told(connection: Connection, device: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return what was erased where a device once had a right and has none any more.

    Args:
        connection: a reading one on the office's store.
        device: the receiver.
    """
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for scope in sorted(_lost(connection, device)):
        rows = driver(connection).execute(
            "SELECT entity, row, names FROM erased WHERE scope=? ORDER BY row", (scope,)
        )
        if named := tuple(rows.fetchall()):
            found[scope] = named
    return found


def take(connection: Connection, erased: Erased) -> set[tuple[str, str]]:
    """Erase what the office tells of, in scopes that this store is sent nothing of.

    Also what no table shows is: a change that waits there for a missing one waits for ever.

    Args:
        connection: inside a writing transaction, which may be the one that takes a county away.
        erased: what a checked file of the office tells.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    who = identity.read_who(connection)
    reads = None if who is None else who.reads
    named = [
        Named(scope, row, entity, frozenset(names.split()))
        for scope, rows in erased.items()
        if reads is not None and scope not in reads
        for entity, row, names in rows
    ]
    return erasing.claim(connection, named)


def read(value: object) -> Erased:
    """Return what a manifest tells; ValueError when it is anything else."""
    shape = Shape(value)
    return {read_scope(scope): tuple(map(_row, shape.items(scope))) for scope, _r in shape.pairs()}


def _row(value: object) -> tuple[str, str, str]:
    if not isinstance(value, list) or not all(type(text) is str for text in value):
        raise ValueError("not an erased row")
    entity, row, names = value
    "".join(value).encode()  # half of a surrogate pair cannot be stored
    return entity, row, names


def _lost(connection: Connection, device: str) -> set[str]:
    """Return the counties that the list of devices ever gave to a device and gives no more."""
    present = connection.exec_driver_sql(
        "SELECT counties FROM device WHERE id=? AND accepted IS NOT NULL", (device,)
    ).scalar()
    if present is None:  # it never lost any
        return set()
    ever: set[str] = set()
    for (payload,) in (
        driver(connection)
        .execute(
            "SELECT payload FROM touch JOIN entry ON entry.dot = touch.dot WHERE row=?", (device,)
        )
        .fetchall()
    ):
        for _entity, row, fields in read_payload(payload)[1]:
            if row == device:
                ever |= _counties(fields.get("counties"))
    return ever - _counties(present)


def _counties(raw: Raw) -> set[str]:
    kind = field_map(Device)["counties"]
    return set(kind.from_raw(raw) or ()) if raw is not None and kind.accepts(raw) else set()
