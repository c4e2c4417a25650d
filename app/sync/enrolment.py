"""Founding a network, inviting a device into it, and joining."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.base.ids import derived_id, new_id
from app.base.reasons import reason_of
from app.model.device import DeviceRole
from app.store.database import Database
from app.store.identity import Founding
from app.store.newborn import being_made, refuse_existing
from app.sync import certificate as certificates
from app.sync import own_keys
from app.sync.bundle import Place, open_bundle
from app.sync.certificate import Certificate
from app.sync.exporting import export
from app.sync.importing import take_in
from app.sync.invitation import Invitation, make_code, read_invitation, write_invitation
from app.sync.keys import DeviceKeys
from app.sync.secrets import Secrets, read_secrets


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device's id, its keys and the office's word on them."""

    keys: DeviceKeys
    certificate: Certificate


def found_office(
    folder: Path,
    county: str,
    counties: tuple[str, ...],
    network: str | None = None,
    promoter: str | None = None,
) -> Database:
    """Make the store of a new network's office; its key is the root of all trust.

    Args:
        folder: the new store's place.
        county: the office's own county.
        counties: all counties of the network.
        network: the network's id, when it is given and not new.
        promoter: the id of the person who works there, if known.

    Raises:
        UserError: when the folder holds a store already or cannot be written.
    """
    keys = DeviceKeys.generate()
    device = derived_id("device", network) if network else new_id()
    network = network or new_id()
    certificate = certificates.issue(
        keys,
        network=network,
        device=device,
        role=DeviceRole.OFFICE,
        counties=counties,
        sign=keys.sign_public,
        encrypt=keys.encrypt_public,
    )
    secrets = Secrets(keys, certificate, keys.sign_public, certificate)
    founding = Founding(
        network, device, DeviceRole.OFFICE, promoter, county, counties, secrets.as_facts()
    )
    return Database.create(folder, founding)


def certify(database: Database, counties: tuple[str, ...]) -> NewDevice:
    """Return keys and a certificate for a new promoter's device.

    Raises:
        UserError: when this store is not the office's.
    """
    if not database.who.is_office:
        raise UserError(_("Only the central office invites. Ask it for an invitation."))
    with database.reading() as connection:
        root = read_secrets(connection).keys
    keys = DeviceKeys.generate()
    certificate = certificates.issue(
        root,
        network=database.who.network,
        device=new_id(),
        role=DeviceRole.PROMOTER,
        counties=counties,
        sign=keys.sign_public,
        encrypt=keys.encrypt_public,
    )
    return NewDevice(keys, certificate)


def certify_again(
    database: Database,
    kept: str,
    counties: tuple[str, ...],
    keys: tuple[str, str] | None = None,
) -> Certificate:
    """Return a new certificate in place of an older one.

    Args:
        database: the office's store.
        kept: the older one, as the list of devices keeps it.
        counties: those of the device from now on.
        keys: the device's new public keys to sign and to seal with, when it has replaced them.

    Raises:
        UserError: when this store is not the office's.
    """
    with database.reading() as connection:
        root = read_secrets(connection)
    before = certificates.read_text(kept, database.who.network, root.root_public)
    sign, encrypt = keys or (before.sign, before.encrypt)
    return certificates.issue(
        root.keys,
        network=before.network,
        device=before.device,
        role=before.role,
        counties=counties,
        sign=sign,
        encrypt=encrypt,
        after=before.issued,
    )


def write_for(
    database: Database, new: NewDevice, network_name: str, promoter: str, file: Path
) -> str:
    """Write the invitation of a device that the network already lists, and return its code.

    Raises:
        UserError: when the file cannot be written.
    """
    with database.reading() as connection:
        secrets = read_secrets(connection)
    device = new.certificate.device
    with tempfile.TemporaryDirectory(prefix="centrum-csr-") as folder:
        exchange = export(database, device, Path(folder)).path.read_bytes()
    invitation = Invitation(
        network=database.who.network,
        network_name=network_name,
        device=device,
        root=secrets.root_public,
        office_device=database.who.device,
        promoter=promoter,
        role=DeviceRole.PROMOTER,
        counties=new.certificate.counties,
        keys=new.keys,
        certificate=new.certificate,
        exchange=exchange,
    )
    code = make_code()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_invitation(file, code, invitation)
    except OSError as error:
        failed = _("The invitation cannot be written to {file}: {reason}. Choose another place.")
        raise UserError(failed.format(file=file, reason=reason_of(error))) from error
    return code


def join(folder: Path, file: Path, code: str) -> Database:
    """Make a promoter's store from an invitation, with all that it may have.

    Raises:
        UserError: when the code is wrong, the file is damaged, or the folder is taken.
    """
    refuse_existing(folder)
    invitation = read_invitation(file, code)
    place = Place(
        invitation.network, invitation.device, invitation.keys.encrypt_private, invitation.root
    )
    with open_bundle(invitation.exchange, place) as bundle:
        office = bundle.manifest.certificate
    secrets = Secrets(invitation.keys, invitation.certificate, invitation.root, office)
    founding = Founding(
        invitation.network,
        invitation.device,
        invitation.role,
        invitation.promoter,
        invitation.counties[0],
        invitation.counties,
        own_keys.renewed(secrets),
    )
    with being_made(folder) as aside:
        _fill(Database.create(aside, founding), aside, invitation.exchange)
    return Database.open(folder)


def _fill(database: Database, aside: Path, exchange: bytes) -> None:
    file = aside / "invitation.csrx"
    file.write_bytes(exchange)
    try:
        report = take_in(database, [file])
    finally:
        database.close()
    if report.refused:
        raise UserError(report.files[0].reason)


def certificate_text(certificate: Certificate) -> str:
    """Return a certificate as the list of devices keeps it."""
    return json.dumps(certificate.as_dict())


def own_certificate(database: Database) -> Certificate:
    """Return the office's word on this device."""
    with database.reading() as connection:
        return read_secrets(connection).certificate
