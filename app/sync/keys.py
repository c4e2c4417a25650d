"""A device's keys: Ed25519 to sign what it writes, age X25519 to read what it is sent."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from functools import cached_property

from app.base.i18n import _
from app.sync.refusal import refusing
from app.sync.shape import read_base64


@dataclass(frozen=True)
class DeviceKeys:
    """The private keys of one device; they never leave it but inside its invitation.

    Attributes:
        sign_private: 32 bytes in base64.
        encrypt_private: an age identity, `AGE-SECRET-KEY-…`.
    """

    sign_private: str = field(repr=False)
    encrypt_private: str = field(repr=False)

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Return new keys."""
        import pyrage
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        return cls(b64encode(seed).decode(), str(pyrage.x25519.Identity.generate()))

    @classmethod
    def from_private(cls, sign_private: str, encrypt_private: str) -> "DeviceKeys":
        """Return the keys that were kept as text.

        Raises:
            Refused: when they are not keys.
        """
        import pyrage

        keys = cls(sign_private, encrypt_private)
        with refusing(_("The keys of this computer are damaged. Ask the office to invite it.")):
            try:
                _public = keys.sign_public, keys.encrypt_public
            except pyrage.IdentityError as error:
                raise ValueError("not an age identity") from error
        return keys

    def sign(self, message: bytes) -> str:
        """Return the signature of a message, in base64."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(b64decode(self.sign_private, validate=True))
        return b64encode(key.sign(message)).decode()

    @cached_property
    def sign_public(self) -> str:
        """The key that others check signatures with: 32 bytes in base64."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(b64decode(self.sign_private, validate=True))
        return b64encode(key.public_key().public_bytes_raw()).decode()

    @cached_property
    def encrypt_public(self) -> str:
        """The key that others seal files with: `age1…`."""
        import pyrage

        return str(pyrage.x25519.Identity.from_str(self.encrypt_private).to_public())


def verify(public: str, signature: str, message: bytes) -> bool:
    """Tell whether a signature (base64) of a message was made with a public key's other half."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(read_base64(public))
        key.verify(read_base64(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
