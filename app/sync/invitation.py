"""An invitation: one file with a spoken code that lets a new computer join in one step."""

import io
import json
import secrets
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from app.base.atomic import write_atomically
from app.base.i18n import _
from app.sync import certificate as certificates
from app.sync import sealed
from app.sync.archive import LIMITS, Archive, Limits, new_member, too_large
from app.sync.certificate import Certificate
from app.sync.keys import DeviceKeys
from app.sync.refusal import Refused, damaged, read_object, refuse_newer, refusing
from app.sync.shape import Shape

FORMAT = 1
_LETTERS = "2345679ACDEFGHJKMNPQRTVWXY"
_MEANT = str.maketrans({"S": "5", "Z": "2"})
_LENGTH, _GROUP = 12, 4
_WORDS, _EXCHANGE = "invitation.json", "exchange.csrx"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Everything that a new computer needs to be a device of the network.

    Attributes:
        network: the network's id; `network_name` is for people.
        device: the new device's id.
        root: the office's root key, in base64.
        office_device: the office's device id.
        promoter: the id of the person who will work there, if one does.
        role: `office` or `promoter`.
        counties: the scopes of the device.
        keys: its first private keys.
        certificate: the office's word on them.
        exchange: an ordinary exchange file for the device, with the records of its scopes.
    """

    network: str
    network_name: str
    device: str
    root: str
    office_device: str
    promoter: str | None
    role: str
    counties: tuple[str, ...]
    keys: DeviceKeys = field(repr=False)
    certificate: Certificate
    exchange: bytes = field(repr=False)


def make_code() -> str:
    """Return a new code to be read out on the telephone, such as `K7QF-M2XW-9RTD`.

    It has no letters and digits that are easily taken for one another.
    """
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def write_invitation(path: Path, code: str, invitation: Invitation) -> None:
    """Write an invitation that opens with the code alone; takes a second or two.

    Raises:
        Refused: when the code is not one that `make_code` gives.
    """
    words = {
        "format": FORMAT,
        "network": invitation.network,
        "network_name": invitation.network_name,
        "device": invitation.device,
        "root": invitation.root,
        "office_device": invitation.office_device,
        "promoter": invitation.promoter,
        "role": invitation.role,
        "counties": list(invitation.counties),
        "sign_private": invitation.keys.sign_private,
        "encrypt_private": invitation.keys.encrypt_private,
        "certificate": invitation.certificate.as_dict(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        text = json.dumps(words, ensure_ascii=False, indent=1)
        archive.writestr(new_member(_WORDS, compressed=False), text.encode())
        archive.writestr(new_member(_EXCHANGE, compressed=False), invitation.exchange)
    write_atomically(path, sealed.seal_with_code(read_code(code), packed.getvalue()))


def read_invitation(source: Path | bytes, code: str, limits: Limits = LIMITS) -> Invitation:
    """Return an invitation after checking it; takes a second or two.

    Raises:
        Refused: when the code is wrong or the file is not a whole invitation.
    """
    secret = read_code(code)
    with io.BytesIO(source) if isinstance(source, bytes) else sealed.open_file(source) as file:
        if file.seek(0, io.SEEK_END) > limits.total:
            raise too_large()
        file.seek(0)
        if not sealed.protected_by_code(file):
            raise Refused(
                _("This is an exchange file, not an invitation. Take it in after joining.")
            )
        data = file.read()
    content = sealed.unseal_with_code(data, secret)
    with refusing(damaged()):
        archive = Archive(io.BytesIO(content), limits)
        if set(archive.sizes) != {_WORDS, _EXCHANGE}:
            raise ValueError("other parts than an invitation has")
        words = Shape(read_object(archive.read(_WORDS, limits.manifest)))
        return _read_words(words, archive.read(_EXCHANGE, limits.total))


def read_code(typed: str) -> str:
    """Return a code as it was made from what somebody typed: case, spaces and dashes are free.

    Raises:
        Refused: when it cannot be a code.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MEANT)
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        raise Refused(_("A code has twelve letters and digits, such as K7QF-M2XW-9RTD."))
    return letters


def _read_words(words: Shape, exchange: bytes) -> Invitation:
    refuse_newer(words.any("format"), FORMAT)
    network, root = words.text("network"), words.key("root")
    keys = DeviceKeys.from_private(words.text("sign_private"), words.text("encrypt_private"))
    certificate = certificates.read(words.any("certificate"), network, root)
    invitation = Invitation(
        network,
        words.text("network_name"),
        words.device("device"),
        root,
        words.device("office_device"),
        None if words.any("promoter") is None else words.text("promoter"),
        words.text("role"),
        words.counties("counties"),
        keys,
        certificate,
        exchange,
    )
    said = (invitation.device, invitation.role, invitation.counties)
    public = (keys.sign_public, keys.encrypt_public)
    if said != (certificate.device, certificate.role, certificate.counties):
        raise ValueError("not what the certificate says")
    if public != (certificate.sign, certificate.encrypt):
        raise ValueError("not the keys of the certificate")
    return invitation
