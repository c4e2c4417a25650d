"""A device's new keys, signed by the old ones: the first keys came in a file and a spoken code.

A succession stands inside the device's certificate until the office has issued another one for
the new keys. The old key signs the succession and nothing else, ever.
"""

from dataclasses import dataclass

from app.sync.keys import DeviceKeys, verify
from app.sync.shape import Shape


@dataclass(frozen=True, slots=True)
class Succession:
    """A device's own word on its new public keys.

    Attributes:
        sign: the new public Ed25519 key, in base64.
        encrypt: the new age recipient.
        signature: by the old key, in base64.
    """

    sign: str
    encrypt: str
    signature: str

    def holds(self, network: str, device: str, before: str) -> bool:
        """Tell whether the owner of the key `before` signed this."""
        return verify(before, self.signature, _signed_bytes(network, device, self))


def succeed(network: str, device: str, before: DeviceKeys, after: DeviceKeys) -> Succession:
    """Return the succession of a device's new keys, signed by its old ones."""
    bare = Succession(after.sign_public, after.encrypt_public, "")
    signature = before.sign(_signed_bytes(network, device, bare))
    return Succession(bare.sign, bare.encrypt, signature)


def parse(value: object) -> Succession:
    """Return a succession that nobody has checked yet.

    Raises:
        ValueError: when the value is not one.
    """
    shape = Shape(value)
    return Succession(shape.key("sign"), shape.text("encrypt"), shape.text("signature"))


def _signed_bytes(network: str, device: str, said: Succession) -> bytes:
    parts = (network, device, said.sign, said.encrypt)
    return b"centrum-csr succession 1\n" + "\n".join(parts).encode()
