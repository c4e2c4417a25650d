"""The Centres: which there are, and which is one's own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model import territory
from app.model.centre import Centre
from app.model.promoter import Promoter
from app.services import promoters
from app.store.who import who


def every(session: Session) -> list[Centre]:
    """Return all Centres by name."""
    query = select(Centre).where(Centre.deleted == 0).order_by(Centre.sort_key, Centre.id)
    return list(session.scalars(query))


def own(session: Session, promoter: str | None = None) -> Centre | None:
    """Return the Centre of a promoter (of the one at work), else that of the computer's county."""
    person = session.get(Promoter, promoter or promoters.author(session) or "")
    if person is not None and (centre := session.get(Centre, person.centre)) is not None:
        return centre
    county = who(session).county
    return next((c for c in every(session) if territory.scope_of(c.county) == county), None)


def own_or_named(session: Session, centre: str | None) -> str:
    """Return the id of the Centre named, or of one's own.

    Raises:
        UserError: when there is neither.
    """
    if centre:
        return centre
    found = own(session)
    if found is None:
        raise UserError(_("Choose the Centre first."))
    return found.id


def scope_of(session: Session, centre: str) -> str | None:
    """Return the county scope in which a Centre's stock and shifts are kept."""
    row = session.get(Centre, centre)
    return territory.scope_of(row.county) if row else None
