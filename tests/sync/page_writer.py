"""A writer of exchange files made from app/sync/FORMAT.md alone: nothing of this program in it."""

import base64
import hashlib
import json
import subprocess
import zipfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sha(data):
    return hashlib.sha256(data).hexdigest()


def sign(seed, data):
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))
    return base64.b64encode(key.sign(data)).decode()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def written_entry(number, before, words, changes, context=None, personal=None):
    """Return an entry's two lines and its hash; the first change may have personal fields."""
    parts = []
    listed = [words, *changes]
    if personal:
        parts = [compact(["0" * 32, words]), compact(["1" * 32, personal])]
        entity, row, fields = changes[0]
        shown = fields | dict.fromkeys(personal)
        listed = [[sha(parts[0])], [entity, row, shown, sha(parts[1])], *changes[1:]]
    public = compact(listed)
    head = {"n": number, "t": 1_774_256_400_000 * 1024 + number, "a": None, "b": f"b{number}"}
    head |= {"c": context} if context is not None else {}
    head |= {"v": 1} if parts else {}
    line = compact(head | {"p": sha(public)})
    return line, b"\t".join([public, *parts]), hashlib.sha256(before + line).digest()


def written_segment(identity, writer, scope, first, before, entries, after):
    told = ["centrum-csr segment 1", identity["network"], writer, scope, str(first)]
    told += [str(first + len(entries) - 1), before.hex(), after.hex()]
    header = {
        "format": 1,
        "writer": writer,
        "scope": scope,
        "first": first,
        "last": first + len(entries) - 1,
        "before": before.hex(),
        "after": after.hex(),
        "certificate": identity["certificate"],
        "signature": sign(identity["seed"], "\n".join(told).encode()),
    }
    lines = [compact(header)]
    for head, payload in entries:
        lines += [head, payload]
    return b"".join(line + b"\n" for line in lines), header


def written_file(folder, identity, writer, to, number, segments, pieces, known):
    """Write an exchange file with zipfile and age; return its path."""
    plain, file = folder / "plain.zip", folder / f"other-program_{number}.csrx"
    manifest = {
        "format": 1,
        "kind": "exchange",
        "app": "another program",
        "network": identity["network"],
        "writer": writer,
        "to": to["device"],
        "number": number,
        "made": "2026-11-23T12:00:00+00:00",
        "knowledge": known,
        "digests": {},
        "wanted": {},
        "something later": [1, 2, 3],
        "certificate": identity["certificate"],
        "segments": [],
        "attachments": [part for part, _data in pieces],
    }
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (data, header) in enumerate(segments):
            name = f"segments/run-{place}.jsonl"
            archive.writestr(name, data)
            told = {key: header[key] for key in ("writer", "scope", "first", "last")}
            told |= {"name": name, "sha256": sha(data), "size": len(data)}
            manifest["segments"].append(told)
        for part, data in pieces:
            archive.writestr(f"attachments/{part['sha256']}", data, zipfile.ZIP_STORED)
        said = json.dumps(manifest).encode()
        archive.writestr("manifest.sig", sign(identity["seed"], said))
        archive.writestr("manifest.json", said)
    subprocess.run(["age", "-r", to["encrypt"], "-o", file, plain], check=True)
    return file
