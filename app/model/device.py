"""A device: one store on one computer, with its own keys and its grants."""

from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import NETWORK, About, Entity
from app.model.field import Choice, choice, day, long_text, reference, references, text


class DeviceRole(Choice):
    """The office writes reference data; every other device keeps records of its counties."""

    OFFICE = "office", N_("Central office")
    PROMOTER = "promoter", N_("Promoter")


class Device(Entity):
    """What the network knows of one device: its owner, its public keys and its counties.

    Attributes:
        accepted: for each writer and scope that is closed to the device now, up to which number
            its changes count (JSON); later ones are held until the office decides.

    Nobody is asked about keys, certificates and accepted numbers: the program writes them, and an
    office that was put back writes them once more.
    """

    __tablename__ = "device"
    about = About(N_("Device"), N_("Devices"), title=("name",), scope=NETWORK, order=("name",))

    name: Mapped[str] = text(N_("Name"), required=True)
    role: Mapped[str] = choice(N_("Role"), DeviceRole, required=True)
    promoter: Mapped[str | None] = reference(N_("Promoter"), "promoter")
    counties: Mapped[tuple[str, ...]] = references(N_("Counties"), "county")
    encryption_key: Mapped[str | None] = text(N_("Encryption key"), merge="latest", hidden=True)
    certificate: Mapped[str | None] = long_text(N_("Certificate"), merge="latest", hidden=True)
    revoked_since: Mapped[date | None] = day(N_("Revoked since"))
    accepted: Mapped[str | None] = long_text(N_("Accepted changes"), merge="latest", hidden=True)
