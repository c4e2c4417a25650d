"""Files that nobody should believe, made with real keys from the stores of a living network."""

from dataclasses import replace
from pathlib import Path

from app.sync import certificate as certificates
from app.sync.bundle import Place as Opening
from app.sync.bundle import open_bundle, write_bundle
from app.sync.keys import DeviceKeys
from app.sync.manifest import Manifest
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
    key = secrets.keys.encrypt_private
    return open_bundle(file, Opening(network, receiver.device, key, secrets.root_public))


def resealed(file: Path, sender: Place, receiver: Place, segments=None, **changed) -> Path:
    """Write a file anew, signed by its sender, with other segments or another manifest."""
    with opened(file, receiver) as bundle:
        kept = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
        manifest: Manifest = replace(bundle.manifest, segments=(), attachments=(), **changed)
    forged = file.with_name(f"forged_{file.name}")
    recipient = secrets_of(receiver).certificate.encrypt
    write_bundle(
        forged, recipient, secrets_of(sender).keys, manifest, kept if segments is None else segments
    )
    return forged


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
