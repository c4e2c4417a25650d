"""The manifest of an exchange file: who sends what to whom, and what the sender holds."""

import json
from dataclasses import asdict, dataclass, field

from app.base.i18n import _
from app.sync import certificate as certificates
from app.sync.certificate import Certificate
from app.sync.refusal import Refused, read_object, refuse_newer
from app.sync.shape import Shape

FORMAT = 1
_KIND = "exchange"


@dataclass(frozen=True, slots=True)
class SegmentPart:
    """A segment in the file: its place, its hash and what it holds."""

    name: str
    sha256: str
    size: int
    writer: str
    scope: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AttachmentPart:
    """An attachment in the file, named by its hash."""

    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Its place in the file."""
        return f"attachments/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an exchange file says of itself, signed by its sender.

    Attributes:
        app: the sender's version of the program.
        certificate: the sender's.
        writer: the sender under its present incarnation.
        to: the device for which the file was made.
        number: the running number of all files that this sender writes, to whomever.
        made: when, as ISO text.
        knowledge: for each scope and writer the last number that the sender holds: the receipt.
        digests: a digest of each scope's state at that knowledge.
    """

    app: str
    network: str
    certificate: Certificate
    writer: str
    to: str
    number: int
    made: str
    knowledge: dict[str, dict[str, int]]
    digests: dict[str, str]
    segments: tuple[SegmentPart, ...] = field(default=())
    attachments: tuple[AttachmentPart, ...] = field(default=())

    @property
    def sender(self) -> str:
        """The device that made the file."""
        return self.certificate.device

    @property
    def parts(self) -> list[SegmentPart | AttachmentPart]:
        """All parts that the file lists."""
        return [*self.segments, *self.attachments]

    def to_bytes(self) -> bytes:
        """Return the manifest as it stands in the file."""
        said = {
            "format": FORMAT,
            "kind": _KIND,
            **{name: getattr(self, name) for name in _PLAIN},
            "certificate": self.certificate.as_dict(),
            "segments": [asdict(part) for part in self.segments],
            "attachments": [asdict(part) for part in self.attachments],
        }
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


_PLAIN = ("app", "network", "writer", "to", "number", "made", "knowledge", "digests")


def read_manifest(data: bytes, network: str, root_public: str) -> Manifest:
    """Return a manifest whose sender's certificate has been checked; its signature has not.

    Raises:
        Refused: when it is of a newer program or another network, or its sender is unknown.
        ValueError: when it is not a manifest.
    """
    shape = Shape(read_object(data))
    refuse_newer(shape.any("format"), FORMAT)
    if shape.text("kind") != _KIND:
        raise ValueError("not an exchange file")
    if shape.text("network") != network:
        raise Refused(_("The file belongs to another network."))
    certificate = certificates.read(shape.any("certificate"), network, root_public)
    writer = shape.writer("writer")
    if writer.partition("~")[0] != certificate.device:
        raise ValueError("not the sender's certificate")
    return Manifest(
        shape.text("app"),
        network,
        certificate,
        writer,
        shape.device("to"),
        shape.number("number", 0),
        shape.text("made"),
        shape.knowledge("knowledge"),
        _read_digests(shape.any("digests")),
        tuple(_read_segment_part(part) for part in shape.items("segments")),
        tuple(_read_attachment_part(part) for part in shape.items("attachments")),
    )


def _read_digests(value: object) -> dict[str, str]:
    shape = Shape(value)
    return {scope: shape.text(scope) for scope, _digest in shape.pairs()}


def _read_segment_part(value: object) -> SegmentPart:
    shape = Shape(value)
    name = shape.text("name")
    if not name.startswith("segments/"):
        raise ValueError(name)
    first = shape.number("first")
    return SegmentPart(
        name,
        shape.hash("sha256"),
        shape.number("size", 0),
        shape.writer("writer"),
        shape.scope("scope"),
        first,
        shape.number("last", first),
    )


def _read_attachment_part(value: object) -> AttachmentPart:
    shape = Shape(value)
    return AttachmentPart(shape.hash("sha256"), shape.number("size", 0))
