"""A device's certificate: the office's word on its keys, its role and its counties."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from app.base import clock
from app.base.i18n import _
from app.sync import succession as successions
from app.sync.keys import DeviceKeys, verify
from app.sync.refusal import Refused, refusing
from app.sync.shape import Shape
from app.sync.succession import Succession

OFFICE = "office"
PROMOTER = "promoter"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the office says of a device, signed with the office's root key.

    Attributes:
        role: `office` or `promoter`.
        counties: the county scopes that the device reads and writes.
        sign: the device's public Ed25519 key, in base64.
        encrypt: the device's age recipient.
        issued: when, as ISO text.
        signature: Ed25519 in base64 over everything else.
        succession: the device's own word on newer keys, until the office has certified them.
    """

    network: str
    device: str
    role: str
    counties: tuple[str, ...]
    sign: str
    encrypt: str
    issued: str
    signature: str
    succession: Succession | None = None

    @property
    def signer(self) -> str:
        """The public key that the device signs with now."""
        return self.sign if self.succession is None else self.succession.sign

    @property
    def recipient(self) -> str:
        """The age recipient that the device opens files with now."""
        return self.encrypt if self.succession is None else self.succession.encrypt

    def as_dict(self) -> dict[str, object]:
        """Return the certificate as it stands in files."""
        said = {**asdict(self), "counties": list(self.counties)}
        if self.succession is None:
            del said["succession"]
        return said

    def may_write(self, scope: str) -> bool:
        """Tell whether the device may write changes of a scope."""
        return self.role == OFFICE or scope in self.counties

    def signed_bytes(self) -> bytes:
        """Return what the signature covers: canonical JSON of all but itself."""
        said = self.as_dict()
        del said["signature"]
        said.pop("succession", None)
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode()


def issue(
    root: DeviceKeys,
    *,
    network: str,
    device: str,
    role: str,
    counties: tuple[str, ...],
    sign: str,
    encrypt: str,
    after: str = "",
) -> Certificate:
    """Return a certificate signed with the office's root key.

    It is dated later than the one that it follows (`after`), though the clock was set back.
    """
    issued = clock.now().isoformat(timespec="seconds")
    if issued <= after:
        issued = (datetime.fromisoformat(after) + timedelta(seconds=1)).isoformat()
    bare = Certificate(network, device, role, tuple(counties), sign, encrypt, issued, "")
    return replace(bare, signature=root.sign(bare.signed_bytes()))


def parse(value: object) -> Certificate:
    """Return a certificate that nobody has checked yet.

    Raises:
        ValueError: when the value is not one.
    """
    shape = Shape(value)
    role = shape.text("role")
    if role not in {OFFICE, PROMOTER}:
        raise ValueError(role)
    return Certificate(
        shape.text("network"),
        shape.device("device"),
        role,
        shape.counties("counties"),
        shape.key("sign"),
        shape.text("encrypt"),
        shape.text("issued"),
        shape.text("signature"),
        successions.parse(shape.any("succession")) if shape.has("succession") else None,
    )


def check(certificate: Certificate, network: str, root_public: str) -> None:
    """Check that the office of this network issued a certificate.

    Raises:
        Refused: when it did not.
    """
    if certificate.network != network:
        raise Refused(_("The file belongs to another network."))
    if not verify(root_public, certificate.signature, certificate.signed_bytes()):
        text = _("The office has not confirmed the computer {device}. Nothing was taken in.")
        raise Refused(text.format(device=certificate.device[:8]))
    said = certificate.succession
    if said is not None and not said.holds(network, certificate.device, certificate.sign):
        text = _("The new keys of the computer {device} were not signed by it.")
        raise Refused(text.format(device=certificate.device[:8]))


def parse_text(text: str | None) -> Certificate:
    """Return a certificate that this store keeps; it was checked when it came.

    Raises:
        Refused: when it is not as it was kept.
    """
    with refusing(_kept_wrongly()):
        return _parse_text(text or "")


@lru_cache(512)
def _parse_text(text: str) -> Certificate:
    # Those of a network's devices are asked for many times in one exchange.
    return parse(json.loads(text))


def read_text(text: str | None, network: str, root_public: str) -> Certificate:
    """Return a certificate that this store keeps, checked once more.

    Raises:
        Refused: when it is not as it was kept.
    """
    certificate = parse_text(text)
    check(certificate, network, root_public)
    return certificate


def _kept_wrongly() -> str:
    return _(
        "The certificate of a computer is not as it was kept here: this store is damaged. "
        "Check it and make it anew, then do this again."
    )


def read(value: object, network: str, root_public: str) -> Certificate:
    """Return a certificate that the office of this network issued.

    Raises:
        Refused: when the value is not such a certificate.
    """
    with refusing(_("The certificate of a computer cannot be read.")):
        certificate = parse(value)
    check(certificate, network, root_public)
    return certificate
