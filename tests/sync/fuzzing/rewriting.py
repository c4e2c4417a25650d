"""Taking a good file apart to its entries, and putting it together again with real signatures."""

import hashlib
import io
import json
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from app.store import veil
from app.sync import sealed
from app.sync.archive import new_member
from app.sync.keys import DeviceKeys
from app.sync.segment import _signed_bytes
from tests.sync.forging import secrets_of
from tests.sync.living_network import Place

Members = dict[str, bytes]


@dataclass(frozen=True)
class Sender:
    """Whoever seals and signs again.

    Attributes:
        recipient: the age key of whom the file is for.
    """

    keys: DeviceKeys
    network: str
    recipient: str

    @classmethod
    def of(cls, sender: Place, receiver: Place) -> "Sender":
        """Return a place as the sender of files for another."""
        keys = secrets_of(sender).keys
        return cls(keys, sender.db.who.network, secrets_of(receiver).certificate.encrypt)

    def sealed(self, inside: bytes) -> bytes:
        """Return the age file around a ZIP."""
        target = io.BytesIO()
        sealed.seal_to(self.recipient, io.BytesIO(inside), target)
        return target.getvalue()

    def signed(self, members: Members, manifest: bytes | None = None) -> Members:
        """Return the parts with the manifest that lists them, signed."""
        parts = {name: data for name, data in members.items() if not name.startswith("manifest.")}
        if manifest is None:
            manifest = _listing(json.loads(members["manifest.json"]), parts)
        signature = self.keys.sign(manifest).encode()
        return {**parts, "manifest.json": manifest, "manifest.sig": signature}

    def segment(self, header: dict, entries: list[tuple[bytes, bytes]]) -> bytes:
        """Return a segment of entries with right hashes and a right signature."""
        before = bytes.fromhex(header["before"])
        after, lines = before, []
        for head, payload in entries:
            after = hashlib.sha256(after + head).digest()
            lines += [head, payload]
        said = {**header, "last": header["first"] + len(entries) - 1, "after": after.hex()}
        names = ("writer", "scope", "first", "last")
        message = _signed_bytes(self.network, *(said[name] for name in names), before, after)
        said["signature"] = self.keys.sign(message)
        return b"\n".join([compact(said), *lines, b""])


def members_of(file: Path, receiver: Place) -> Members:
    """Return the parts of a good file."""
    with file.open("rb") as opened:
        spool = sealed.unseal(opened, secrets_of(receiver).keys.encrypt_private, 1 << 30)
    with spool, zipfile.ZipFile(spool.reader()) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Members) -> bytes:
    """Return a ZIP of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(new_member(name, compressed=True), data, compresslevel=1)
    return target.getvalue()


def split(segment: bytes) -> tuple[dict, list[tuple[bytes, bytes]]]:
    """Return a segment's header and its entries."""
    header, *lines = segment.rstrip(b"\n").split(b"\n")
    return json.loads(header), list(zip(lines[::2], lines[1::2], strict=True))


def rehashed(head: bytes, payload: bytes) -> bytes:
    """Return a head that tells the hash of a changed payload."""
    start = head.rpartition(b',"p":')[0]
    proved = hashlib.sha256(veil.proved(payload)).hexdigest()
    return start + b',"p":"%b"}' % proved.encode()


def compact(value: object) -> bytes:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def with_sizes(inside: bytes, size: int) -> bytes:
    """Return a ZIP whose list says another size of its first part."""
    at = inside.index(b"PK\1\2")
    return inside[: at + 24] + struct.pack("<L", size) + inside[at + 28 :]


def _listing(manifest: dict, parts: Members) -> bytes:
    listed = {part["name"]: part for part in manifest["segments"]}
    for name, data in parts.items():
        if name in listed:
            header = json.loads(data.partition(b"\n")[0])
            told = {key: header[key] for key in ("writer", "scope", "first", "last")}
            sum_ = hashlib.sha256(data).hexdigest()
            listed[name].update(told | {"size": len(data), "sha256": sum_})
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()
