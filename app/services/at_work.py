"""Who works at this computer: a fact of the computer, never exchanged."""

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model import territory
from app.model.centre import Centre
from app.model.promoter import Promoter
from app.services import naming, records
from app.store import identity
from app.store.database import Database
from app.store.who import who


def set_at_work(database: Database, promoter: str) -> None:
    """Say who works at this computer from now on; what is saved carries that name.

    Raises:
        UserError: when there is no such promoter.
    """
    found = database.read(records.get, Promoter, promoter)
    if found.deleted:
        raise UserError(_("This promoter has been deleted. Choose another."))
    with database.writing() as connection:
        identity.set_fact(connection, "promoter", found.id)
        database.identity_changed()


def in_words(session: Session) -> str:
    """Return the name of who works here and the Centre's; the office is the office."""
    here = who(session)
    promoter = session.get(Promoter, here.promoter) if here.promoter else None
    name = naming.title(session, promoter) if promoter is not None else ""
    centre = session.get(Centre, promoter.centre) if promoter and promoter.centre else None
    place = naming.title(session, centre) if centre is not None else ""
    if here.is_office:
        place = _("Central office")
    elif not place:
        place = territory.county_name(here.county)
    return " · ".join(part for part in (name, place) if part)
