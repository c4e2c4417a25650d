"""Refusing what comes from outside: one error with the reason in words, whatever was wrong."""

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import BadZipFile, LargeZipFile

from app.base.errors import UserError
from app.base.i18n import _

BROKEN = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LargeZipFile,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Python's readers raise on bytes that are not what they should be."""


class Refused(UserError):  # noqa: N818 - says what happened to the file, as its texts do
    """A file or a part of one was refused; nothing was changed."""


@contextmanager
def refusing(reason: str) -> Iterator[None]:
    """Turn whatever breaks inside into a refusal with the given reason."""
    try:
        yield
    except BROKEN as error:
        raise Refused(reason) from error


def damaged() -> str:
    """Return the reason for bytes that are not as they were written."""
    return _("The file is damaged or incomplete. Copy it again or ask for it to be sent again.")


def refuse_newer(version: object, known: int) -> None:
    """Refuse a format version that this program does not know.

    Raises:
        Refused: when a newer program made it.
        ValueError: when it is no version at all.
    """
    if type(version) is not int or version < 1:
        raise ValueError(version)
    if version > known:
        raise Refused(
            _(
                "The file was made by a newer version of Centrum CSR. "
                "Update the program on this computer, then take the file in again."
            )
        )


def read_object(data: bytes) -> dict[str, object]:
    """Return a JSON object.

    Raises:
        ValueError: when the bytes are not one.
    """
    try:
        value = json.loads(data.decode(), parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested beyond measure") from error
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _no_constant(name: str) -> object:
    raise ValueError(name)
