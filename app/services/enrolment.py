"""Setting up an office, inviting promoters' devices, joining with an invitation."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.model import territory
from app.model.centre import Centre
from app.model.device import Device, DeviceRole
from app.model.network import Network
from app.model.promoter import Promoter, Role
from app.services import promoters, records, reference
from app.store.database import Database
from app.store.newborn import being_made
from app.sync import enrolment

_OFFICE_COUNTY = "2814"
"""Where the regional Centre works; configuration, not a fact (Olsztyn in the demo)."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A written invitation.

    Attributes:
        code: to be told by voice, apart from the file.
        notes: what the office should know, in words.
    """

    file: Path
    code: str
    device: str
    notes: tuple[str, ...] = ()


def set_up_office(folder: Path, name: str, *, with_reference: bool = True) -> Database:
    """Make a new network with its Centres and catalogue; this computer becomes its office.

    Args:
        folder: the new store's place.
        name: the network's name.
        with_reference: whether the usual Centres and materials are written.

    Raises:
        UserError: when the name is empty, or the folder holds records already.
    """
    if not name.strip():
        raise UserError(_("Give the network a name."))
    with being_made(folder) as aside:
        database = enrolment.found_office(aside, _OFFICE_COUNTY, territory.NETWORK_COUNTIES)
        try:
            label = _("Set up the network {name}").format(name=name)
            database.write(_found, database, name, with_reference, label=label, undoable=False)
        finally:
            database.close()
    return Database.open(folder)


def invite(
    database: Database, code: str, counties: tuple[str, ...], file: Path, name: str = ""
) -> Invited:
    """Write an invitation for one device of one promoter.

    Args:
        database: the office's store.
        code: the promoter's code; an unknown one is added to the list of promoters.
        counties: TERYT codes of the counties that the device may have.
        file: where the invitation is to stand; an existing file is never written over.
        name: first and last name of a promoter who has none yet.

    Raises:
        UserError: when a county is not the network's, this is not the office, or the file
            cannot be written; no device is listed then.
    """
    scopes = scopes_of(counties)
    new = enrolment.certify(database, scopes)
    prepare_place(file)
    label = _("Invited {code}").format(code=code)
    added = database.write(_list_for, new, code, name, label=label, undoable=False).result
    promoter, network_name, is_new = added
    try:
        spoken = enrolment.write_for(database, new, network_name, promoter, file)
    except BaseException:
        label = _("Took back the invitation of {code}").format(code=code)
        gone = promoter if is_new else None
        with contextlib.suppress(UserError):  # why it was not written is what the person needs
            database.write(_unlist, new, gone, label=label, undoable=False)
        raise
    note = _("No promoter had the code {code}: added. Fill in the name.").format(code=code)
    is_nameless = is_new and not name.strip()
    return Invited(file, spoken, new.certificate.device, (note,) if is_nameless else ())


def scopes_of(counties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes of counties by their TERYT codes, each once.

    Raises:
        UserError: when a county is not the network's.
    """
    scopes = tuple(dict.fromkeys(territory.scope_of(county) for county in counties))
    for scope in scopes:
        if not territory.is_county_scope(scope):
            known = ", ".join(
                f"{code} {territory.county_name(code)}" for code in territory.NETWORK_COUNTIES
            )
            unknown = _("{county} is not a county of the network. Its counties: {known}.")
            raise UserError(unknown.format(county=scope, known=known))
    return scopes


def join(folder: Path, file: Path, code: str) -> Database:
    """Make this computer's store from an invitation.

    Raises:
        UserError: when the code or the file is wrong, or the folder holds records already.
    """
    return enrolment.join(folder, file, code)


def _found(session: Session, database: Database, name: str, with_reference: bool) -> None:
    who = database.who
    records.save(session, records.new(Network, id=who.network, name=name))
    certificate = enrolment.own_certificate(database)
    device = records.new(
        Device,
        id=who.device,
        name=_("Office"),
        role=DeviceRole.OFFICE,
        counties=who.counties,
        encryption_key=certificate.encrypt,
        certificate=enrolment.certificate_text(certificate),
    )
    records.save(session, device)
    if with_reference:
        for row in reference.rows():
            records.save(session, row)


def prepare_place(file: Path) -> None:
    """Make the folder in which an invitation is to stand.

    Raises:
        UserError: when that cannot be done, or a file of that name is there already.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        taken = file.exists()
    except OSError as error:
        failed = _("The invitation cannot be written to {file}: {reason}. Choose another place.")
        raise UserError(failed.format(file=file, reason=reason_of(error))) from error
    if taken:
        standing = _("There is a file {file} already. Choose another name for the invitation.")
        raise UserError(standing.format(file=file))


def _unlist(session: Session, new: enrolment.NewDevice, promoter: str | None) -> None:
    records.delete(session, records.get(session, Device, new.certificate.device))
    if promoter:
        records.delete(session, records.get(session, Promoter, promoter))


def _list_for(
    session: Session, new: enrolment.NewDevice, code: str, name: str
) -> tuple[str, str, bool]:
    promoter = session.scalar(
        select(Promoter).where(Promoter.code == code, Promoter.deleted.is_not(True))
    )
    is_new = promoter is None
    if promoter is None:
        promoter = records.save(session, _promoter(session, new, code))
    first, _space, last = " ".join(name.split()).rpartition(" ")
    if last and not promoters.has_name(promoter):
        named = {"first_name": first or promoter.first_name, "last_name": last}
        promoters.save(session, promoter, named)
    list_device(session, new, promoter)
    return promoter.id, network_name(session), is_new


def list_device(session: Session, new: enrolment.NewDevice, promoter: Promoter) -> None:
    """Add a promoter's new device to the network's list."""
    device = records.new(
        Device,
        id=new.certificate.device,
        name=promoters.computer_name(promoter),
        role=DeviceRole.PROMOTER,
        promoter=promoter.id,
        counties=new.certificate.counties,
        encryption_key=new.certificate.encrypt,
        certificate=enrolment.certificate_text(new.certificate),
    )
    records.save(session, device)


def network_name(session: Session) -> str:
    """Return the network's name, as an invitation tells it."""
    network = session.scalar(select(Network))
    return network.name if network else ""


def _promoter(session: Session, new: enrolment.NewDevice, code: str) -> Promoter:
    county = new.certificate.counties[0]
    centres = session.scalars(select(Centre).where(Centre.deleted.is_not(True))).all()
    near = [centre for centre in centres if territory.scope_of(centre.county) == county]
    if not near and not centres:
        raise UserError(_("Add a Centre first: a promoter belongs to one."))
    centre = (near or list(centres))[0]
    return records.new(
        Promoter,
        code=code,
        first_name=_("Promoter"),
        last_name=code,
        centre=centre.id,
        role=Role.PROMOTER,
    )
