"""A whole store to try: an office with all counties, or one promoter's laptop."""

import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.progress import NO_PROGRESS, Progress
from app.model import territory
from app.model.centre import Centre
from app.model.device import DeviceRole
from app.model.promoter import Promoter, Role
from app.services import enrolment as joining
from app.services.demo.filling import fill
from app.services.demo.network import reference
from app.store.database import Database
from app.sync import enrolment

_OFFICE_COUNTY = "2814"
_PROMOTER_COUNTY = "2816"


def make(
    folder: Path, seed: int, scale: float, role: str, progress: Progress = NO_PROGRESS
) -> None:
    """Make a new store with made-up records.

    Args:
        folder: where it is to stand; it must hold no store.
        seed: the same seed gives the same records.
        scale: 1 is the network's real size.
        role: `office` or `promoter` (of the county piski).
        progress: told as the records are written.

    Raises:
        UserError: when the folder holds a store already or cannot be written.
    """
    if role == DeviceRole.OFFICE:
        _make_office(folder, seed, scale, progress).close()
        return
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as aside:
        office = _make_office(Path(aside) / "office", seed, scale, progress)
        try:
            code = office.read(_promoter_code, _PROMOTER_COUNTY)
            file = Path(aside) / "invitation.csri"
            invited = joining.invite(office, code, (_PROMOTER_COUNTY,), file)
        finally:
            office.close()
        joining.join(folder, file, invited.code).close()


def _make_office(folder: Path, seed: int, scale: float, progress: Progress) -> Database:
    network = reference(seed).network
    database = enrolment.found_office(folder, _OFFICE_COUNTY, territory.NETWORK_COUNTIES, network)
    try:
        fill(database, seed, scale, progress)
        with database.writing() as connection:
            person = database.read(_office_person)
            if person:
                from app.store import identity

                identity.set_fact(connection, "promoter", person)
        database.identity_changed()
    except BaseException:
        database.close()
        raise
    return database


def _office_person(session: Session) -> str | None:
    query = select(Promoter.id).where(Promoter.role == Role.OFFICE).order_by(Promoter.code)
    return session.scalar(query.limit(1))


def _promoter_code(session: Session, county: str) -> str:
    query = (
        select(Promoter.code)
        .join(Centre, Centre.id == Promoter.centre)
        .where(Centre.county == county, Promoter.role == Role.PROMOTER)
        .order_by(Promoter.code)
    )
    return session.scalars(query).first() or "P1"
