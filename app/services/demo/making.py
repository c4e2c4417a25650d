"""A whole store to try: an office with all counties, or one promoter's laptop."""

import json
import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.model import territory
from app.model.centre import Centre
from app.model.device import DeviceRole
from app.model.entity import NETWORK
from app.model.field import Raw
from app.model.promoter import Promoter, Role
from app.services import enrolment as joining
from app.services import made_up
from app.services.demo.filling import fill
from app.services.demo.network import Reference, reference
from app.services.demo.photos import put_contents
from app.store.database import Database
from app.store.entry import Change
from app.store.newborn import being_made
from app.store.who import Who
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
    with being_made(folder) as aside:
        if role == DeviceRole.OFFICE:
            _make_office(aside, seed, scale, progress)
        else:
            _make_promoter(aside, seed, scale, progress)
    made_up.mark(folder)


def _make_promoter(folder: Path, seed: int, scale: float, progress: Progress) -> None:
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as aside:
        place = Path(aside) / "office"
        _make_office(place, seed, scale, progress)
        office = Database.open(place)
        try:
            code = office.read(_promoter_code, _PROMOTER_COUNTY)
            file = Path(aside) / "invitation.csri"
            invited = joining.invite(office, code, (_PROMOTER_COUNTY,), file)
        finally:
            office.close()
        joined = joining.join(folder, file, invited.code)
        try:
            put_contents(joined)  # an invitation brings the records alone
        finally:
            joined.close()


def _make_office(folder: Path, seed: int, scale: float, progress: Progress) -> None:
    known = reference(seed)
    database = enrolment.found_office(
        folder, _OFFICE_COUNTY, territory.NETWORK_COUNTIES, known.network, known.office
    )
    try:
        fill(database, seed, scale, progress)
        database.write_bulk([_office_device(database.who, known)], label=_("Demo data"))
    finally:
        database.close()


def _office_device(identity: Who, known: Reference) -> tuple[str, Change]:
    # Without keys: they are drawn at random, and the same seed must give the same records.
    born = known.rows[0][-1]["created_at"]
    fields: dict[str, Raw] = {
        "name": _("Office"),
        "role": DeviceRole.OFFICE.value,
        "promoter": known.office,
        "counties": json.dumps(identity.counties),
        "created_at": born,
        "created_by": known.office,
        "deleted": 0,
    }
    return NETWORK, ("device", identity.device, fields)


def _promoter_code(session: Session, county: str) -> str:
    query = (
        select(Promoter.code)
        .join(Centre, Centre.id == Promoter.centre)
        .where(Centre.county == county, Promoter.role == Role.PROMOTER)
        .order_by(Promoter.code)
    )
    return session.scalars(query).first() or "P1"
