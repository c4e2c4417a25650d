"""Files that nobody should believe, made with real keys from the stores of a living network."""

import hashlib
from dataclasses import replace
from pathlib import Path

from app.sync import certificate as certificates
from app.sync import own_keys
from app.sync.bundle import Place as Opening
from app.sync.bundle import open_bundle, write_bundle
from app.sync.keys import DeviceKeys
from app.sync.manifest import AttachmentPart, Manifest
from app.sync.refusal import Refused
from app.sync.secrets import Secrets, read_secrets
from app.sync.segment import seal
from tests.sync.living_network import Place
from tests.sync.made_up_network import START, entry


def secrets_of(place: Place) -> Secrets:
    with place.db.reading() as connection:
        return read_secrets(connection)


def opened(file: Path, receiver: Place):
    """Open a file as its receiver does."""
    secrets = secrets_of(receiver)
    network = receiver.db.who.network
    with receiver.db.reading() as connection:
        former = own_keys.former_secret(connection)
    place = Opening(network, receiver.device, secrets.keys.encrypt_private, secrets.root_public)
    try:
        return open_bundle(file, place)
    except Refused:  # sealed before its sender knew the receiver's own keys
        if not former:
            raise
        return open_bundle(file, replace(place, encrypt_private=former))


def resealed(
    file: Path,
    sender: Place,
    receiver: Place,
    segments=None,
    *,
    with_contents: bool = False,
    spoil: bool = False,
    whole: int | None = None,
    **changed,
) -> Path:
    """Write a file anew, signed by its sender, with other segments or another manifest."""
    with opened(file, receiver) as bundle:
        brought = bundle.manifest.attachments if with_contents else ()
        if whole is not None:
            brought = [replace(one, whole=whole) for one in brought]
        contents = [_content(one, b"".join(bundle.chunks(one)), spoil=spoil) for one in brought]
        kept = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
        manifest: Manifest = replace(bundle.manifest, segments=(), attachments=(), **changed)
    forged = file.with_name(f"forged_{file.name}")
    recipient = secrets_of(receiver).certificate.encrypt
    parts = kept if segments is None else segments
    write_bundle(forged, recipient, secrets_of(sender).keys, manifest, parts, contents)
    return forged


def _content(part: AttachmentPart, data: bytes, *, spoil: bool):
    if not spoil:
        return part, [data]
    data = bytes(len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(part, sha256=sha256), [data]  # a piece, says its sender, of what it is not


def segment_of(sender: Place, scope: str, keys=None, certificate=None, device=None) -> bytes:
    """Return a segment that a device signed though it may not be its own to write."""
    secrets = secrets_of(sender)
    writer = f"{device or sender.device}~9"
    certificate = certificate or secrets.certificate
    keys = keys or secrets.keys
    network = sender.db.who.network
    return seal(keys, certificate, network, writer, scope, START, [entry(1)]).to_bytes()


def self_issued(sender: Place):
    """Return keys and a certificate that the office never gave."""
    keys = DeviceKeys.generate()
    certificate = certificates.issue(
        keys,
        network=sender.db.who.network,
        device=sender.device,
        role="office",
        counties=("2816",),
        sign=keys.sign_public,
        encrypt=keys.encrypt_public,
    )
    return keys, certificate
