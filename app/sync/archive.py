"""The ZIP inside a file from outside: limits are checked before anything is unpacked."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.base.i18n import _
from app.sync.refusal import Refused

_END = struct.Struct("<4s4H2LH")
_MEMBER_BYTES = 200
_CHUNK = 1 << 20
LEVEL = 1
"""How hard parts are packed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold.

    Attributes:
        members: parts of the file.
        total: bytes of all parts together, just below where ZIP would need its 64-bit form.
        ratio: how many times a part may grow when it is unpacked.
        part: bytes of one segment, which is read into memory whole.
        manifest: bytes of the manifest.
    """

    members: int = 20_000
    total: int = 2_000_000_000
    ratio: int = 200
    part: int = 256 * 1024 * 1024
    manifest: int = 16 * 1024 * 1024


LIMITS = Limits()


class Archive:
    """A ZIP whose list of parts has been checked against limits."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        """Read the list of parts.

        Raises:
            Refused: when the ZIP is larger than the limits allow.
            ValueError: when its list is not one that this program writes.
            zipfile.BadZipFile: when it is not a ZIP.
        """
        _check_end(file, limits)
        self._zip = zipfile.ZipFile(file)
        self._limits = limits
        self.sizes: dict[str, int] = {}
        for member in self._zip.infolist():
            _check_member(member, limits)
            if member.filename in self.sizes:
                raise ValueError("a name twice")
            self.sizes[member.filename] = member.file_size
        if sum(self.sizes.values()) > limits.total:
            raise too_large()

    def read(self, name: str, most: int) -> bytes:
        """Return a part of at most `most` bytes."""
        if self.sizes[name] > most:
            raise too_large()
        return self._zip.read(name)

    def first_line(self, name: str, most: int) -> bytes:
        """Return a part's first line without its end, or as much of it as `most` bytes."""
        with self._zip.open(name) as part:
            return part.readline(most).removesuffix(b"\n")

    def sha256(self, name: str) -> str:
        """Return a part's hash without holding the part in memory."""
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes without holding the part in memory."""
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk


def too_large() -> Refused:
    """Return the refusal of a file beyond the limits."""
    return Refused(
        _("The file holds more than this program takes in at once. Ask for smaller files.")
    )


def new_member(name: str, *, compressed: bool) -> zipfile.ZipInfo:
    """Return a part's entry without the time and the system on which it was made."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    return member


def packs_too_tightly(data: bytes) -> bool:
    """Tell whether a part, such as a note of nothing but spaces, would look like a bomb packed.

    What the limits of the one who takes it in would refuse has to stand in the file as it is.
    """
    # Ordinary text is known for it after a few per cent. Half the limit leaves a margin.
    enough = 2 * len(data) // LIMITS.ratio
    packer = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    size = 0
    for start in range(0, len(data), _CHUNK // 16):
        size += len(packer.compress(data[start : start + _CHUNK // 16]))
        if size >= enough:
            return False
    return size + len(packer.flush()) < enough


def _check_end(file: BinaryIO, limits: Limits) -> None:
    # The ZIP reader takes in the whole list before it can be asked how long it is: look at the
    # numbers in the end record first. The program writes neither a comment nor the 64-bit form.
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    mark, _disk, _start, here, members, length, _at, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\5\6" or comment or here != members or tail.startswith(b"PK\6\7"):
        raise ValueError("not a list of parts that this program writes")
    if members > limits.members + 2 or length > (limits.members + 2) * _MEMBER_BYTES:
        raise too_large()


def _check_member(member: zipfile.ZipInfo, limits: Limits) -> None:
    if member.flag_bits & 0x1 or member.compress_type not in {
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    }:
        raise ValueError("not packed as this program does")
    name = member.orig_filename
    if name != member.filename or name.startswith("/") or "\\" in name or ":" in name:
        raise ValueError(name)
    if not name.isascii() or any(part in {"", ".", ".."} for part in name.split("/")):
        raise ValueError(name)
    if member.file_size > limits.ratio * max(member.compress_size, 1):
        raise too_large()
