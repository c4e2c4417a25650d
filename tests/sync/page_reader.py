"""A reader of exchange files made from app/sync/FORMAT.md alone: nothing of this program in it."""

import base64
import hashlib
import json
import zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(data):
    return hashlib.sha256(data).hexdigest()


def signed_by(key, signature, data):
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    try:
        public.verify(base64.b64decode(signature), data)
    except InvalidSignature:
        return False
    return True


def canonical(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def is_certified(certificate, root):
    apart = ("signature", "succession")
    bare = {name: value for name, value in certificate.items() if name not in apart}
    if not signed_by(root, certificate["signature"], canonical(bare)):
        return False
    later = certificate.get("succession")
    if later is None:
        return True
    told = ["centrum-csr succession 1", certificate["network"], certificate["device"]]
    told += [later["sign"], later["encrypt"]]
    return signed_by(certificate["sign"], later["signature"], "\n".join(told).encode())


def signer(certificate):
    return certificate.get("succession", certificate)["sign"]


def parts_hold(public, parts):
    """Check the parts of a payload against the hashes in its JSON."""
    label, *changes = json.loads(public)
    told = [label[0]] if isinstance(label, list) else []
    for change in changes:
        told += change[3:]
    assert len(told) == len(parts)
    return all(not part or sha(part) == hash_ for hash_, part in zip(told, parts, strict=True))


def changes_of(payload):
    """Return entity, row and fields of a payload, personal ones among them."""
    public, *parts = payload.split(b"\t")
    label, *changes = json.loads(public)
    left = [json.loads(part)[1] if part else {} for part in parts]
    if isinstance(label, list):
        left.pop(0)
    found = []
    for entity, row, fields, *hashes in changes:
        found.append((entity, row, fields | (left.pop(0) if hashes else {})))
    return found


def read_segment(data, network, root):
    """Return header and entries of a segment whose every part holds."""
    assert data.endswith(b"\n")
    header_line, *lines = data[:-1].split(b"\n")
    header = json.loads(header_line)
    certificate = header["certificate"]
    assert is_certified(certificate, root)
    assert certificate["device"] == header["writer"].split("~")[0]
    assert certificate["role"] == "office" or header["scope"] in certificate["counties"]
    told = ["centrum-csr segment 1", network, header["writer"], header["scope"]]
    told += [str(header["first"]), str(header["last"]), header["before"], header["after"]]
    assert signed_by(signer(certificate), header["signature"], "\n".join(told).encode())
    hash_, entries = bytes.fromhex(header["before"]), []
    for number, (head_line, payload) in enumerate(
        zip(lines[::2], lines[1::2], strict=True), header["first"]
    ):
        head = json.loads(head_line)
        public, *parts = payload.split(b"\t")
        assert head["n"] == number
        assert head["p"] == sha(public)
        assert list(head)[-1] == "p"
        assert head.get("v") == (1 if parts else None)
        assert not parts or parts_hold(public, parts)
        hash_ = hashlib.sha256(hash_ + head_line).digest()
        entries.append((head, changes_of(payload), hash_.hex()))
    assert len(entries) == header["last"] - header["first"] + 1
    assert hash_.hex() == header["after"]
    return header, entries


def read_file(plain, network, root):
    """Return the manifest, segments and attachments of an unsealed file that holds together."""
    with zipfile.ZipFile(plain) as archive:
        names = set(archive.namelist())
        said = archive.read("manifest.json")
        signature = archive.read("manifest.sig").decode()
        manifest = json.loads(said)
        assert (manifest["format"], manifest["kind"]) == (1, "exchange")
        assert is_certified(manifest["certificate"], root)
        assert signed_by(signer(manifest["certificate"]), signature, said)
        assert manifest["writer"].split("~")[0] == manifest["certificate"]["device"]
        segments = []
        for part in manifest["segments"]:
            data = archive.read(part["name"])
            assert (len(data), sha(data)) == (part["size"], part["sha256"])
            header, entries = read_segment(data, network, root)
            assert all(header[name] == part[name] for name in ("writer", "scope", "first", "last"))
            segments.append((header, entries))
        attachments = []
        for part in manifest["attachments"]:
            data = archive.read(f"attachments/{part['sha256']}")
            assert (len(data), sha(data)) == (part["size"], part["sha256"])
            attachments.append((part, data))
        listed = {part["name"] for part in manifest["segments"]}
        listed |= {f"attachments/{part['sha256']}" for part in manifest["attachments"]}
        assert names == listed | {"manifest.json", "manifest.sig"}
    return manifest, segments, attachments
