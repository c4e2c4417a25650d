"""Promoters: who is at work, who belongs to a Centre, how they are called."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.promoter import Promoter
from app.services import records
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
    return records.titles(session, "promoter", [row for row in ids if row])
