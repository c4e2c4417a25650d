"""Dealing what is to be sent out to files of a limited size, each of which stands alone.

Records come before contents. A content that fits into an empty file is never cut; a larger one
travels in pieces. A segment cannot be cut: one that alone is too large gets a file of its own.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from app.base.errors import UserError
from app.base.formats import format_number
from app.base.i18n import _
from app.store.attachment_pieces import Span
from app.sync.archive import LEVEL, LIMITS, packs_too_tightly
from app.sync.bundle import Shipped
from app.sync.contents import Chosen, shipped

LEAST = 200_000
"""Bytes that a file must be allowed: below, the manifest alone would fill it."""
MOST = LIMITS.total * 3 // 4
"""Bytes of one file when nobody sets a limit, well below what others take in at once."""
_MOST_MEMBERS = LIMITS.members * 3 // 4
_MEMBER = 700
"""More than a part takes beside its bytes: its heads in the ZIP and its lines in the manifest."""
_LEAST_PIECE = 64 * 1024
_AGE_BLOCK, _AGE_TAG, _AGE_HEAD = 65_536, 16, 1_500
"""What age adds: a tag to each block, and a head that pads itself at random."""

P = TypeVar("P")


def refuse_small(limit: int | None) -> None:
    """Refuse a limit below what a file needs.

    Raises:
        UserError: with the least limit.
    """
    if limit is not None and limit < LEAST:
        least = format_number(LEAST // 1_000)
        raise UserError(_("A file needs at least {n} kB. Choose a larger limit.").format(n=least))


@dataclass(slots=True)
class Volume(Generic[P]):
    """What went into one file.

    Attributes:
        parts: its segments.
        contents: the hashes of the contents in it, whole or in pieces.
        is_larger: it holds a segment that alone is larger than the limit.
    """

    parts: list[P] = field(default_factory=list)
    contents: set[str] = field(default_factory=set)
    is_larger: bool = False


class Volumes(Generic[P]):
    """Deals parts out to one file after the other."""

    def __init__(
        self, parts: Iterable[P], contents: Iterable[Chosen], manifest: bytes, limit: int | None
    ) -> None:
        """Hold what is to be sent.

        Args:
            parts: segments, in the order in which they are sent.
            contents: what is sent after them.
            manifest: the manifest of each file, without its parts.
            limit: bytes that a finished file may have; as large as is safe unless given.

        Raises:
            UserError: when the manifest alone fills such a file.
        """
        self._exact = limit is not None
        self._room = _room(min(limit or MOST, MOST), manifest)
        self._parts = deque(parts)
        self._spans = deque((one, span) for one in contents for span in one.spans)
        self._read: bytes | None = None
        self.total = len(self._parts) + len(self._spans)
        self.begin()

    def begin(self) -> None:
        """Go on with an empty file."""
        self.volume: Volume[P] = Volume()
        self._left = self._room
        self._raw = MOST
        self._members = 0

    @property
    def is_done(self) -> bool:
        """Tell whether everything has been dealt out."""
        return not self._parts and not self._spans

    @property
    def done(self) -> int:
        """How many of all parts have been dealt out."""
        return self.total - len(self._parts) - len(self._spans)

    def segments(self, read: Callable[[P], bytes]) -> Iterator[bytes]:
        """Yield the segments of the present file, until it is full."""
        while self._parts:
            data = self._read or read(self._parts[0])
            if not self._takes(data):
                self._read = data
                return
            self._read = None
            self.volume.parts.append(self._parts.popleft())
            yield data

    def attachments(self, store: Path) -> Iterator[Shipped]:
        """Yield the contents and pieces of the present file, until it is full."""
        while self._spans and not self._parts:
            one, (start, end) = self._spans[0]
            size = self._fitting(end - start)
            if size is None:
                return
            self._use(size, size)
            self._spans.popleft()
            if start + size < end:
                rest: Span = (start + size, end)
                self._spans.appendleft((one, rest))
            self.volume.contents.add(one.content.sha256)
            yield shipped(store, one, (start, start + size))

    def _takes(self, data: bytes) -> bool:
        size = _packed(data) if self._exact else len(data)
        fits = size + _MEMBER <= self._left and len(data) <= self._raw
        if self._members and (not fits or self._members >= _MOST_MEMBERS):
            return False
        self.volume.is_larger |= not fits
        self._use(size, len(data))
        return True

    def _fitting(self, size: int) -> int | None:
        left = min(self._left - _MEMBER, self._raw)
        if self._members >= _MOST_MEMBERS:
            return None
        if size <= left:
            return size
        if size > self._room - _MEMBER and left >= _LEAST_PIECE:
            return left
        return None

    def _use(self, size: int, raw: int) -> None:
        self._left -= size + _MEMBER
        self._raw -= raw
        self._members += 1


def _room(limit: int, manifest: bytes) -> int:
    blocks = limit // _AGE_BLOCK + 1
    taken = _AGE_HEAD + blocks * _AGE_TAG + len(zlib.compress(manifest, LEVEL)) + 2 * _MEMBER
    if taken * 2 > limit:
        least = format_number(-(-2 * taken // 1_000))
        raise UserError(_("A file needs at least {n} kB. Choose a larger limit.").format(n=least))
    return limit - taken


def _packed(data: bytes) -> int:
    if packs_too_tightly(data):
        return len(data)
    packer = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    return len(packer.compress(data)) + len(packer.flush())
