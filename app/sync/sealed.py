"""The age layer of the files: sealing to one device or with a code, and opening."""

from pathlib import Path
from typing import BinaryIO

from app.base.i18n import _
from app.base.reasons import reason_of
from app.sync.refusal import Refused, damaged
from app.sync.spool import Spool

_AGE = b"age-encryption.org/v1\n"
_CODE = b"-> scrypt "


def seal_to(recipient: str, source: BinaryIO, target: BinaryIO) -> None:
    """Encrypt a file to one device."""
    import pyrage

    pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(recipient)])


def unseal(source: BinaryIO, secret: str, limit: int) -> Spool:
    """Decrypt a file with a device's key.

    Raises:
        Refused: when it is not for this device, damaged, or no such file at all.
    """
    import pyrage

    if protected_by_code(source):
        raise Refused(_("This is an invitation, not an exchange file. Use it to join the network."))
    spool = Spool(limit)
    try:
        pyrage.decrypt_io(source, spool, [pyrage.x25519.Identity.from_str(secret)])
    except (pyrage.DecryptError, OSError, ValueError) as error:
        spool.close()
        raise _reason(error) from error
    return spool


def seal_with_code(code: str, data: bytes) -> bytes:
    """Encrypt bytes with a code; takes a second or two on purpose."""
    import pyrage

    return bytes(pyrage.passphrase.encrypt(data, code))


def unseal_with_code(data: bytes, code: str) -> bytes:
    """Decrypt bytes with a code; takes a second or two on purpose.

    Raises:
        Refused: when the code is another one or the bytes are damaged.
    """
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(data, code))
    except pyrage.DecryptError as error:
        if str(error) == "Decryption failed":
            raise Refused(
                _(
                    "The code does not open this invitation. Check each letter with the office; "
                    "if it is right, the file is damaged or belongs to another invitation."
                )
            ) from error
        if "Excessive work" in str(error):  # age judges by how fast this computer is right now
            raise Refused(
                _(
                    "This computer is too slow or too busy to open the invitation now. Close other "
                    "programs and do it again; if it stays so, ask for a new invitation."
                )
            ) from error
        raise Refused(damaged()) from error
    except (OSError, ValueError) as error:
        raise Refused(damaged()) from error


def protected_by_code(source: BinaryIO) -> bool:
    """Tell whether an age file opens with a code.

    Raises:
        Refused: when it is not an age file.
    """
    head = source.read(len(_AGE) + len(_CODE))
    source.seek(0)
    if not head.startswith(_AGE):
        raise Refused(
            _(
                "This is not a file of Centrum CSR, or its beginning is damaged. "
                "Choose another file, or copy it again."
            )
        )
    return head.endswith(_CODE)


def open_file(path: Path) -> BinaryIO:
    """Open a file that somebody brought.

    Raises:
        Refused: when it cannot be read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        text = _("The file {name} cannot be read: {reason}.")
        raise Refused(text.format(name=path.name, reason=reason_of(error))) from error


def for_another() -> Refused:
    """Return the refusal of a file that is not for this device."""
    return Refused(
        _(
            "The file was made for another computer. Ask its sender for the file that is "
            "meant for this one."
        )
    )


def _reason(error: Exception) -> Refused:
    if str(error) == "No matching keys found":
        return for_another()
    if isinstance(error, OSError) and error.errno:
        text = _("The file cannot be unpacked on this computer: {reason}.")
        return Refused(text.format(reason=reason_of(error)))
    return Refused(damaged())
