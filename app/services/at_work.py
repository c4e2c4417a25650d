"""Who works at this computer: a fact of the computer, never exchanged."""

from app.base.errors import UserError
from app.base.i18n import _
from app.model.promoter import Promoter
from app.services import records
from app.store import identity
from app.store.database import Database


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
