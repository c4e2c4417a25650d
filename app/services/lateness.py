"""Which devices of the network have not handed in for long, and since when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.model.device import Device
from app.services.exchange import PeerDevice
from app.services.local_days import day_of

HANDED_IN_WITHIN = timedelta(days=14)


def late_since(session: Session, devices: Iterable[PeerDevice]) -> dict[str, date]:
    """Return the devices that are late with the day since when, by id.

    A device is late when it has handed in nothing for two weeks, counted from its last file or,
    for one that never did, from its invitation. A revoked one owes nothing.
    """
    active = [one for one in devices if not one.revoked]
    query = select(Device.id, Device.created_at).where(Device.id.in_([d.device for d in active]))
    born: dict[str, datetime | None] = dict(session.execute(query).all())
    found = {}
    for one in active:
        heard = one.last_file or born.get(one.device)
        due = day_of(heard) + HANDED_IN_WITHIN if heard is not None else None
        if due is not None and due < clock.today():
            found[one.device] = due
    return found
