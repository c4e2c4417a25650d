"""The manifest of an exchange file: who sends what to whom, and what the sender holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from app.base.i18n import _
from app.sync import certificate as certificates
from app.sync import lost_counties
from app.sync.certificate import Certificate
from app.sync.lost_counties import Erased
from app.sync.marks import LENGTH, Marks
from app.sync.refusal import Refused, read_object, refuse_newer
from app.sync.shape import MOST, Shape, Spans, read_hash, read_scope, read_writer

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
    """The content of an attachment in the file, or a piece of one; named by its own hash.

    Attributes:
        of: the hash of the content that it is a piece of; a whole content's own.
        whole: how large that content is.
        at: where in it the piece begins.
        row: the record for which it is sent; empty when an older program sent it.
    """

    sha256: str
    size: int
    of: str
    whole: int
    at: int = 0
    row: str = ""

    @property
    def name(self) -> str:
        """Its place in the file."""
        return f"attachments/{self.sha256}"

    def as_dict(self) -> dict[str, object]:
        """Return the part as the manifest lists it; older programs know hash and size alone."""
        said: dict[str, object] = {"sha256": self.sha256, "size": self.size, "row": self.row}
        if self.of != self.sha256:
            said |= {"of": self.of, "whole": self.whole, "at": self.at}
        return said


@dataclass(frozen=True, slots=True)
class Heard:
    """What the office holds, as somebody else heard it from the office's file made then."""

    made: str
    knowledge: dict[str, dict[str, int]]


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
        digests: a digest of each scope's history at that knowledge.
        wanted: the contents that the sender lacks, with the bytes of each that it has, each
            stretch to before its end; `None` from a program that keeps no contents.
        waiting: for each scope and writer the numbers that the sender holds beyond a gap, each
            stretch to its last number.
        doubled: the receiver's writers as which more than one computer sent files: whoever is
            one of them goes on under a name of its own.
        heard: what the office's latest file told the sender that the office holds of the receiver's
            changes, and when that was made; nothing is left out on the strength of it.
        marks: hashes at some numbers of each stream, so that a copied history is noticed.
        signed: header lines of the latest segments that the receiver signed itself: what the marks
            and numbers of its own streams are proved by.
        held: the sums of segments that the office holds until it decides: sent to it no more.
        erased: rows that were erased in counties that the receiver has no more, as the office
            tells them: their records stay there.
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
    wanted: Mapping[str, Spans] | None = None
    waiting: Mapping[str, Mapping[str, Spans]] = field(default_factory=dict)
    segments: tuple[SegmentPart, ...] = field(default=())
    attachments: tuple[AttachmentPart, ...] = field(default=())
    marks: Marks = field(default_factory=dict)
    doubled: tuple[str, ...] = field(default=())
    heard: Heard | None = None
    signed: tuple[str, ...] = field(default=())
    held: tuple[str, ...] = field(default=())
    erased: Erased = field(default_factory=dict)

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
            **({} if self.wanted is None else {"wanted": self.wanted}),
            **({"waiting": self.waiting} if self.waiting else {}),
            "marks": self.marks,
            "doubled": list(self.doubled),
            **({"signed": list(self.signed)} if self.signed else {}),
            **({"held": list(self.held)} if self.held else {}),
            **({"erased": self.erased} if self.erased else {}),
            "heard": asdict(self.heard) if self.heard is not None else None,
            "certificate": self.certificate.as_dict(),
            "segments": [asdict(part) for part in self.segments],
            "attachments": [part.as_dict() for part in self.attachments],
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
        _read_wanted(shape),
        _read_waiting(shape),
        tuple(_read_segment_part(part) for part in shape.items("segments")),
        tuple(_read_attachment_part(part) for part in shape.items("attachments")),
        _read_marks(shape.any("marks")) if shape.has("marks") else {},
        tuple(map(read_writer, _texts(shape, "doubled"))),
        _read_heard(shape.any("heard")) if shape.has("heard") else None,
        _texts(shape, "signed"),
        tuple(map(read_hash, _texts(shape, "held"))),
        lost_counties.read(shape.any("erased")) if shape.has("erased") else {},
    )


def _texts(shape: Shape, name: str) -> tuple[str, ...]:
    return shape.texts(name) if shape.has(name) else ()


def _read_digests(value: object) -> dict[str, str]:
    shape = Shape(value)
    return {read_scope(scope): shape.text(scope) for scope, _digest in shape.pairs()}


def _read_wanted(shape: Shape) -> dict[str, Spans] | None:
    if not shape.has("wanted"):
        return None
    wanted = Shape(shape.any("wanted"))
    return {read_hash(name): wanted.spans(name) for name, _spans in wanted.pairs()}


def _read_waiting(shape: Shape) -> dict[str, dict[str, Spans]]:
    if not shape.has("waiting"):
        return {}
    waiting = Shape(shape.any("waiting"))
    return {
        read_scope(scope): {
            read_writer(name): Shape(writers).spans(name) for name, _s in Shape(writers).pairs()
        }
        for scope, writers in waiting.pairs()
    }


def _read_marks(value: object) -> Marks:
    told: Marks = {}
    for scope, writers in Shape(value).pairs():
        for writer, marks in Shape(writers).pairs():
            shape = Shape(marks)
            found = {int(number): shape.text(number) for number, _mark in shape.pairs()}
            if not all(
                0 < number <= MOST and len(mark) == LENGTH for number, mark in found.items()
            ):
                raise ValueError(writer)
            told.setdefault(read_scope(scope), {})[read_writer(writer)] = found
    return told


def _read_heard(value: object) -> Heard | None:
    if value is None:
        return None
    shape = Shape(value)
    return Heard(shape.text("made"), shape.knowledge("knowledge"))


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
    sha256, size = shape.hash("sha256"), shape.number("size", 0)
    row = shape.text("row") if shape.has("row") else ""
    if not shape.has("of"):
        return AttachmentPart(sha256, size, sha256, size, 0, row)
    whole = shape.number("whole", size)
    at = shape.number("at", 0, whole - size)
    return AttachmentPart(sha256, size, shape.hash("of"), whole, at, row)
