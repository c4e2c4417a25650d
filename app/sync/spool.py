"""A temporary file that nobody else can read: large bundles pass through it, not through memory.

What is inside would be people's data in the clear, so every byte is encrypted (AES-CTR) with a
key that lives only as long as the object; a crash leaves nothing readable on the disk.
"""

import io
import secrets
import tempfile
from types import TracebackType
from typing import Any, Self

_IN_MEMORY = 16 * 1024 * 1024
_BLOCK = 16


class Spool:
    """Written once from start to end, then read at any place."""

    def __init__(self, limit: int) -> None:
        """Take in at most `limit` bytes."""
        self._limit = limit
        self._key = secrets.token_bytes(32)
        self._start = secrets.randbits(128)
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._cipher = self._cipher_at(0)
        self.size = 0

    def write(self, data: bytes) -> int:
        """Add bytes at the end.

        Raises:
            ValueError: when there are more than the limit.
        """
        self.size += len(data)
        if self.size > self._limit:
            raise ValueError("too large")
        self._file.write(self._cipher.update(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is read back by this object alone."""

    def reader(self) -> io.BufferedReader:
        """Return the content as a file that can be read at any place."""
        return io.BufferedReader(_Reader(self), 1 << 18)

    def read_at(self, place: int, size: int) -> bytes:
        """Return up to `size` bytes from a place."""
        skipped = place % _BLOCK
        self._file.seek(place - skipped)
        sealed = self._file.read(size + skipped)
        return bytes(self._cipher_at(place - skipped).update(sealed))[skipped:]

    def close(self) -> None:
        """Let the content go."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _cipher_at(self, place: int) -> Any:
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES
        from cryptography.hazmat.primitives.ciphers.modes import CTR

        counter = (self._start + place // _BLOCK) % (1 << 128)
        return Cipher(AES(self._key), CTR(counter.to_bytes(16, "big"))).encryptor()


class _Reader(io.RawIOBase):
    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._spool.size}[whence]
        if base + offset < 0:
            raise OSError("before the beginning")
        self._place = base + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        data = self._spool.read_at(self._place, len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
