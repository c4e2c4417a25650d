"""Promoters: who is at work, who belongs to a Centre, how they are called."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.base.text import fold
from app.model.device import Device
from app.model.promoter import Promoter
from app.services import naming, records
from app.store.who import who


def author(session: Session) -> str | None:
    """Return the id of the promoter in whose name this session works, if known."""
    found = session.info.get("author") or who(session).promoter
    return str(found) if found else None


def current(session: Session) -> Promoter | None:
    """Return the promoter at work on this computer, if known."""
    found = author(session)
    return session.get(Promoter, found) if found else None


def current_id(session: Session, promoter: str | None = None) -> str:
    """Return the promoter named, or the one at work.

    Raises:
        UserError: when nobody is named and nobody is known to be at work.
    """
    found = promoter or author(session)
    if not found:
        raise UserError(_("Choose the promoter first: nobody is signed in on this computer."))
    return found


def active(session: Session, centre: str | None = None, on: date | None = None) -> list[Promoter]:
    """Return the promoters active on a day (today), by last name.

    Args:
        session: any session.
        centre: only those of this Centre.
        on: the day.
    """
    day = on or clock.today()
    query = (
        select(Promoter)
        .where(Promoter.deleted == 0)
        .where(or_(Promoter.active_from.is_(None), Promoter.active_from <= day))
        .where(or_(Promoter.active_to.is_(None), Promoter.active_to >= day))
        .order_by(Promoter.sort_key, Promoter.id)
    )
    if centre:
        query = query.where(Promoter.centre == centre)
    return list(session.scalars(query))


def names(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """Return first and last names by id; somebody who has not arrived here is missing."""
    return naming.titles(session, "promoter", [row for row in ids if row])


def has_name(promoter: Promoter) -> bool:
    """Tell whether a promoter has a name: one who was added by the code alone is called so."""
    return promoter.last_name != promoter.code


def computer_name(promoter: Promoter) -> str:
    """Return how a promoter's computers are called in the network's list of devices."""
    return f"{promoter.code} {promoter.last_name}" if has_name(promoter) else promoter.code


def free_code(session: Session, name: str) -> str:
    """Return a code for somebody new: the initials, numbered when anybody has them.

    Somebody who has left has them still: a device that is invited under their code is theirs.
    """
    taken = set(session.scalars(select(Promoter.code)))
    initials = "".join(word[0] for word in fold(name).split()).upper()
    numbered = (f"{initials}{number}" for number in count(2))
    return initials if initials not in taken else next(c for c in numbered if c not in taken)


def save(session: Session, promoter: Promoter, values: Mapping[str, Any]) -> Promoter:
    """Save a promoter; computers are called by the new name from now on."""
    saved = records.save(session, promoter, values)
    theirs = select(Device).where(Device.promoter == saved.id, Device.deleted.is_not(True))
    for device in session.scalars(theirs):
        if device.name != computer_name(saved):
            records.save(session, device, {"name": computer_name(saved)})
    return saved
