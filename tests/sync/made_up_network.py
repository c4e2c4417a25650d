"""A made-up network: an office, two laptops, and what they write."""

import hashlib
import json
from dataclasses import dataclass

from app.sync import certificate as certificates
from app.sync.bundle import Place
from app.sync.certificate import Certificate
from app.sync.keys import DeviceKeys
from app.sync.manifest import Manifest
from app.sync.segment import Segment, seal

NETWORK = "0192f0c4-0000-7000-8000-000000000001"
START = bytes(32)


@dataclass(frozen=True)
class Peer:
    device: str
    keys: DeviceKeys
    certificate: Certificate

    @property
    def writer(self):
        return f"{self.device}~1"


def make_peer(device, root=None, role="promoter", counties=("2816",), network=NETWORK):
    keys = DeviceKeys.generate()
    certificate = certificates.issue(
        root or keys,
        network=network,
        device=device,
        role=role,
        counties=counties,
        sign=keys.sign_public,
        encrypt=keys.encrypt_public,
    )
    return Peer(device, keys, certificate)


OFFICE = make_peer("office-0001", role="office", counties=())
ROOT = OFFICE.keys.sign_public
PISZ = make_peer("laptop-pisz", OFFICE.keys)
ELK = make_peer("laptop-elk", OFFICE.keys, counties=("2805",))
STRANGER = make_peer("office-9999", role="office")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def entry(number, **changed):
    payload = changed.pop("payload", None)
    if payload is None:
        payload = compact(
            [
                "Zapisano firmę",
                ["company", f"row-{number}", {"name": "Piekarnia Łódź", "deleted": 0}],
            ]
        )
    head = {"n": number, "t": 1000 + number, "a": None, "b": f"b{number}"}
    head |= changed
    return compact(head | {"p": hashlib.sha256(payload).hexdigest()}), payload


def segment(peer=PISZ, scope="2816", first=1, last=3, before=START, network=NETWORK) -> Segment:
    entries = [entry(number) for number in range(first, last + 1)]
    return seal(peer.keys, peer.certificate, network, peer.writer, scope, before, entries)


def manifest(sender=PISZ, to=OFFICE, **changed) -> Manifest:
    said = {
        "app": "0.1.0",
        "network": NETWORK,
        "certificate": sender.certificate,
        "writer": sender.writer,
        "to": to.device,
        "number": 7,
        "made": "2026-11-23T10:00:00+00:00",
        "knowledge": {"2816": {sender.writer: 3}},
        "digests": {"2816": "abc"},
    }
    return Manifest(**(said | changed))


def place(peer=OFFICE, root=ROOT, network=NETWORK):
    return Place(network, peer.device, peer.keys.encrypt_private, root)
