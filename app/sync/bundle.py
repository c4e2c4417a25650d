"""An exchange file: written whole or not at all, opened only after everything was checked."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.sync import sealed
from app.sync.archive import (
    LEVEL,
    LIMITS,
    Archive,
    Limits,
    new_member,
    packs_too_tightly,
    too_large,
)
from app.sync.keys import DeviceKeys, verify
from app.sync.manifest import AttachmentPart, Manifest, SegmentPart, read_manifest
from app.sync.refusal import Refused, damaged, refusing
from app.sync.segment import Header, Segment, read_header, read_segment
from app.sync.spool import Spool

_MANIFEST = "manifest.json"
_SIGNATURE = "manifest.sig"
_OWN = (_MANIFEST, _SIGNATURE)
_HEADER = 64 * 1024
_KEPT = 8 * 1024 * 1024
"""How many bytes of segments are read once and kept; read into values they take five times that."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is opened: what it must have been made for.

    Attributes:
        encrypt_private: this device's age identity.
        root_public: the office's root key, in base64.
    """

    network: str
    device: str
    encrypt_private: str = field(repr=False)
    root_public: str


Shipped = tuple[AttachmentPart, Iterable[bytes]]
"""A part of the file that is an attachment, and its bytes, a little at a time."""


class Bundle:
    """An exchange file in which everything has been checked; close it after use."""

    def __init__(self, manifest: Manifest, archive: Archive, spool: Spool, place: Place) -> None:
        """Hold an opened file."""
        self.manifest = manifest
        self._archive = archive
        self._spool = spool
        self._place = place
        self._kept: dict[str, Segment] = {}
        self._kept_size = 0
        self.known = 0
        """How many entries of segments were left out."""

    def leave_out(self, is_held: Callable[[Header], bool]) -> None:
        """Leave out, unread, the segments of which the store holds the very header.

        Their writers signed the header, and it holds the hash of the last entry: there is
        nothing to be learnt from them, whatever else stands under it.
        """
        left = []
        for part in self.manifest.segments:
            with refusing(damaged()):
                header = read_header(self._archive.first_line(part.name, _HEADER))
            if is_held(header):
                self.known += header.last - header.first + 1
            else:
                left.append(part)
        self.manifest = replace(self.manifest, segments=tuple(left))

    def segment(self, part: SegmentPart) -> Segment:
        """Return one of the manifest's segments.

        Raises:
            Refused: when the file could not be read again.
        """
        if part.name in self._kept:
            return self._kept[part.name]
        segment = read_segment(
            self.segment_bytes(part), self._place.network, self._place.root_public
        )
        said = (part.writer, part.scope, part.first, part.last)
        if said != (segment.writer, segment.scope, segment.first, segment.last):
            raise Refused(damaged())
        if self._kept_size + part.size <= _KEPT:
            self._kept[part.name] = segment
            self._kept_size += part.size
        return segment

    def segment_bytes(self, part: SegmentPart) -> bytes:
        """Return a segment as it came."""
        with refusing(damaged()):
            data = self._archive.read(part.name, LIMITS.part)
            if hashlib.sha256(data).hexdigest() != part.sha256:
                raise ValueError(part.name)
        return data

    def chunks(self, part: AttachmentPart) -> Iterator[bytes]:
        """Yield an attachment's bytes, a little at a time."""
        return self._archive.chunks(part.name)

    def check(self, progress: Progress = NO_PROGRESS) -> None:
        """Check every part.

        Raises:
            Refused: when one of them is not what the manifest or its signature says.
        """
        total = len(self.manifest.parts)
        for done, segment in enumerate(self.manifest.segments, 1):
            self.segment(segment)
            progress.step(done, total, segment.scope)
        for done, part in enumerate(self.manifest.attachments, len(self.manifest.segments) + 1):
            with refusing(damaged()):
                if self._archive.sha256(part.name) != part.sha256:
                    raise ValueError(part.name)
            progress.step(done, total)

    def close(self) -> None:
        """Let the content go."""
        self._kept.clear()
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def write_bundle(
    path: Path,
    recipient: str,
    keys: DeviceKeys,
    manifest: Manifest,
    segments: Iterable[bytes],
    attachments: Iterable[Shipped] = (),
    owner: str = "",
) -> Manifest:
    """Write an exchange file and return its manifest with all parts listed.

    Args:
        path: where the file is to stand.
        recipient: the recipient's age key.
        keys: the sender's.
        manifest: everything but the parts, which are listed here.
        segments: each as it is kept; taken one at a time.
        attachments: taken one at a time after the segments, each written once.
        owner: whose a file is that a death leaves half-made (`write_atomically`).
    """
    with Spool(LIMITS.total) as spool:
        with zipfile.ZipFile(cast("BinaryIO", spool), "w") as archive:
            full = replace(
                manifest,
                segments=tuple(_add_segments(archive, segments)),
                attachments=tuple(_add_attachments(archive, attachments)),
            )
            data = full.to_bytes()
            _add(archive, _MANIFEST, data)
            _add(archive, _SIGNATURE, keys.sign(data).encode())
        write_atomically(
            path,
            lambda file: sealed.seal_to(recipient, cast("BinaryIO", spool.reader()), file),
            owner=owner,
        )
    return full


def open_bundle(
    source: Path | bytes,
    place: Place,
    limits: Limits = LIMITS,
    progress: Progress = NO_PROGRESS,
    is_held: Callable[[Header], bool] | None = None,
) -> Bundle:
    """Open an exchange file after checking everything in it.

    Args:
        source: the file or its bytes.
        place: where it is opened.
        limits: how much it may hold.
        progress: told after each part.
        is_held: tells of a segment's header whether the store holds what it was signed for.

    Raises:
        Refused: for whatever is wrong with it; the text says what and what to do.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else sealed.open_file(source) as file:
        if file.seek(0, io.SEEK_END) > limits.total:
            raise too_large()
        file.seek(0)
        spool = sealed.unseal(file, place.encrypt_private, limits.total)
    try:
        with refusing(damaged()):
            bundle = _open(spool, place, limits)
        if is_held is not None:
            bundle.leave_out(is_held)
        bundle.check(progress)
    except BaseException:
        spool.close()
        raise
    return bundle


def _open(spool: Spool, place: Place, limits: Limits) -> Bundle:
    archive = Archive(cast("BinaryIO", spool.reader()), limits)
    data = archive.read(_MANIFEST, limits.manifest)
    manifest = read_manifest(data, place.network, place.root_public)
    signature = archive.read(_SIGNATURE, 1000).decode()
    if not verify(manifest.certificate.signer, signature, data):
        raise Refused(_("The file was not signed by the computer that it says it comes from."))
    if manifest.to != place.device:
        raise sealed.for_another()
    listed = {part.name: part.size for part in manifest.parts}
    held = {name: size for name, size in archive.sizes.items() if name not in _OWN}
    if len(listed) != len(manifest.parts) or listed != held:
        raise ValueError("other parts than the manifest lists")
    if any(part.size > limits.part for part in manifest.segments):
        raise too_large()
    return Bundle(manifest, archive, spool, place)


def _add_segments(archive: zipfile.ZipFile, segments: Iterable[bytes]) -> Iterator[SegmentPart]:
    for number, data in enumerate(segments, 1):
        header = read_header(data.partition(b"\n")[0])
        digest = hashlib.sha256(data).hexdigest()
        name = f"segments/{number:04d}.jsonl"
        _add(archive, name, data)
        yield SegmentPart(
            name, digest, len(data), header.writer, header.scope, header.first, header.last
        )


def _add_attachments(
    archive: zipfile.ZipFile, attachments: Iterable[Shipped]
) -> Iterator[AttachmentPart]:
    written: set[str] = set()
    for part, chunks in attachments:
        if part.sha256 not in written:
            written.add(part.sha256)
            _add_attachment(archive, part, chunks)
            yield part


def _add_attachment(
    archive: zipfile.ZipFile, part: AttachmentPart, chunks: Iterable[bytes]
) -> None:
    # Attachments are photographs and PDFs: packed already.
    member = new_member(part.name, compressed=False)
    member.file_size = part.size
    digest = hashlib.sha256()
    with archive.open(member, "w") as target:
        for chunk in chunks:
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != part.sha256:
        raise UserError(
            _("An attached file was changed while it was being written. Export once more.")
        )


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = new_member(name, compressed=not packs_too_tightly(data))
    archive.writestr(member, data, compresslevel=LEVEL)
