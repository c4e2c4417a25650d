"""A segment: a run of one stream's entries, hash-chained and signed by the device that wrote it.

It is a header line, then a head line and a payload line for each entry. Stores keep and pass it
on byte for byte, so that a change is as trustworthy third-hand as first-hand.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.base.i18n import _
from app.sync import certificate as certificates
from app.sync.certificate import Certificate
from app.sync.entry_line import EntryLine, read_entries
from app.sync.keys import DeviceKeys, verify
from app.sync.refusal import Refused, damaged, read_object, refuse_newer, refusing
from app.sync.shape import MOST, Shape

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What a segment's first line says; nobody has checked it yet.

    Attributes:
        header_line: the line itself, without its line end.
        before: hash of the entry before `first`; zeros before entry 1.
        after: hash of the entry `last`.
    """

    header_line: bytes
    writer: str
    scope: str
    first: int
    last: int
    before: bytes
    after: bytes
    certificate: Certificate
    signature: str

    @property
    def device(self) -> str:
        """The device that wrote the entries."""
        return self.writer.partition("~")[0]

    def is_signed(self, key: str, network: str) -> bool:
        """Tell whether the owner of a public key signed the run of entries in a network."""
        ends = (self.first, self.last, self.before, self.after)
        message = _signed_bytes(network, self.writer, self.scope, *ends)
        return verify(key, self.signature, message)


@dataclass(frozen=True, slots=True)
class Segment(Header):
    """A segment whose every part has been checked."""

    entries: tuple[EntryLine, ...]

    def to_bytes(self) -> bytes:
        """Return the segment as it stands in files."""
        return assemble(self.header_line, ((line.head, line.payload) for line in self.entries))


def seal(
    keys: DeviceKeys,
    certificate: Certificate,
    network: str,
    writer: str,
    scope: str,
    before: bytes,
    entries: Sequence[tuple[bytes, bytes]],
) -> Segment:
    """Sign a run of the device's own entries.

    Args:
        keys: the device's.
        certificate: the device's.
        network: the network's id.
        writer: the device under its present incarnation.
        scope: where the entries' rows live.
        before: the hash of the entry before the first one.
        entries: heads and payloads in the order of their numbers, at least one.
    """
    first = int(json.loads(entries[0][0])["n"])
    last = first + len(entries) - 1
    lines = read_entries(
        [head for head, _ in entries], [body for _, body in entries], first, before
    )
    after = lines[-1].hash
    signature = keys.sign(_signed_bytes(network, writer, scope, first, last, before, after))
    said = {
        "format": FORMAT,
        "writer": writer,
        "scope": scope,
        "first": first,
        "last": last,
        "before": before.hex(),
        "after": after.hex(),
        "certificate": certificate.as_dict(),
        "signature": signature,
    }
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Segment(line, writer, scope, first, last, before, after, certificate, signature, lines)


def assemble(header_line: bytes, entries: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a segment's bytes from its kept header line and its entries' heads and payloads."""
    lines = [header_line]
    for entry in entries:
        lines += entry
    lines.append(b"")
    return b"\n".join(lines)


def payload_lines(data: bytes) -> list[bytes]:
    """Return the payload lines of a segment's bytes."""
    return data.split(b"\n")[2::2]


def entry_lines(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the head and payload lines of the entries in a segment's bytes."""
    lines = data.split(b"\n")
    return list(zip(lines[1:-1:2], lines[2:-1:2], strict=True))


def read_header(line: bytes) -> Header:
    """Return what a header line says, unchecked.

    Raises:
        Refused: when it was made by a newer program.
        ValueError: when it is not a header.
    """
    shape = Shape(read_object(line))
    refuse_newer(shape.any("format"), FORMAT)
    first = shape.number("first")
    return Header(
        line,
        shape.writer("writer"),
        shape.scope("scope"),
        first,
        shape.number("last", first, MOST),
        bytes.fromhex(shape.hash("before")),
        bytes.fromhex(shape.hash("after")),
        certificates.parse(shape.any("certificate")),
        shape.text("signature"),
    )


def read_segment(data: bytes, network: str, root_public: str) -> Segment:
    """Return a segment after checking everything about it.

    Args:
        data: the segment's bytes.
        network: this store's network.
        root_public: the office's root key, in base64.

    Raises:
        Refused: when it is damaged, forged, of another network, or not its writer's to write.
    """
    with refusing(damaged()):
        lines = data.split(b"\n")
        if lines.pop() or len(lines) % 2 == 0:
            raise ValueError("incomplete")
        header = read_header(lines[0])
        _check_header(header, network, root_public)
        entries = read_entries(lines[1::2], lines[2::2], header.first, header.before)
        if len(entries) != header.last - header.first + 1 or entries[-1].hash != header.after:
            raise ValueError("not the entries that were signed")
    return Segment(
        header.header_line,
        header.writer,
        header.scope,
        header.first,
        header.last,
        header.before,
        header.after,
        header.certificate,
        header.signature,
        entries,
    )


def _check_header(header: Header, network: str, root_public: str) -> None:
    certificates.check(header.certificate, network, root_public)
    name = header.device[:8]
    own = header.certificate.device == header.device
    if not own or not header.is_signed(header.certificate.signer, network):
        text = _("The changes in the name of the computer {device} were not signed by it.")
        raise Refused(text.format(device=name))
    if not header.certificate.may_write(header.scope):
        text = _("The computer {device} may not write the records of {scope}.")
        raise Refused(text.format(device=name, scope=header.scope))


def _signed_bytes(
    network: str, writer: str, scope: str, first: int, last: int, before: bytes, after: bytes
) -> bytes:
    parts = (network, writer, scope, str(first), str(last), before.hex(), after.hex())
    return b"centrum-csr segment 1\n" + "\n".join(parts).encode()
