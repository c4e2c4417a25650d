"""A file that was cut, changed by a bit, or put together anew is refused, wherever it was."""

import json
import random

from tests.sync import forging
from tests.sync.fuzzing import rewriting
from tests.sync.fuzzing.rewriting import Sender
from tests.sync.made_up_network import compact


def test_truncated_at_every_thousandth_byte(network, tmp_path):
    laptop, office = network["P1"], network["office"]
    noise = random.Random(1)
    for number in range(20):
        laptop.add(row=f"firma-{number}", address=f"{noise.getrandbits(8_000):x}")
    data = laptop.export().read_bytes()
    assert len(data) > 15_000
    before = office.dump()
    for length in range(0, len(data), 1_000):
        (tmp_path / "cut.csrx").write_bytes(data[:length])
        assert office.take(tmp_path / "cut.csrx").refused
    assert office.dump() == before
    assert office.sql("SELECT count(*) FROM company") == [(0,)]


def _regions(sealed: bytes) -> dict[str, int]:
    stanza = sealed.index(b"-> ")
    mac = sealed.index(b"---")
    return {
        "the version line": 5,
        "the recipient": stanza + 12,
        "the wrapped key": sealed.index(b"\n", stanza) + 5,
        "the header's seal": mac + 6,
        "the nonce": sealed.index(b"\n", mac) + 5,
        "the first chunk": sealed.index(b"\n", mac) + 60,
        "the last chunk's seal": len(sealed) - 3,
    }


def test_one_bit_flipped_in_each_region_of_the_seal(network, tmp_path):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    sealed = laptop.export().read_bytes()
    for where, at in _regions(sealed).items():
        flipped = bytearray(sealed)
        flipped[at] ^= 1
        (tmp_path / "flipped.csrx").write_bytes(flipped)
        assert office.take(tmp_path / "flipped.csrx").refused, where
    assert office.sql("SELECT count(*) FROM company") == [(0,)]


def test_one_bit_flipped_in_each_region_under_the_seal(network, tmp_path):
    """Whoever holds the recipient's public key can seal; nobody can sign for another."""
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    file = laptop.export()
    sender = Sender.of(laptop, office)
    members = rewriting.members_of(file, office)
    for name, data in members.items():
        for at in {0, len(data) // 4, len(data) // 2, 3 * len(data) // 4, len(data) - 2}:
            flipped = bytearray(data)
            flipped[at] ^= 1
            whole = rewriting.zipped({**members, name: bytes(flipped)})
            (tmp_path / "flipped.csrx").write_bytes(sender.sealed(whole))
            assert office.take(tmp_path / "flipped.csrx").refused, (name, at)
    assert office.sql("SELECT count(*) FROM company") == [(0,)]


def test_signatures_swapped_between_segments(network):
    laptop, office = network["P4"], network["office"]
    laptop.add(row="pisz", county="2816")
    laptop.add(row="elk", county="2805")
    file = laptop.export()
    with forging.opened(file, office) as bundle:
        parts = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
    headers = [json.loads(part.partition(b"\n")[0]) for part in parts]
    one, other = (n for n, header in enumerate(headers) if header["scope"] in ("2816", "2805"))
    headers[one]["signature"], headers[other]["signature"] = (
        headers[other]["signature"],
        headers[one]["signature"],
    )
    swapped = [
        compact(header) + b"\n" + part.partition(b"\n")[2]
        for header, part in zip(headers, parts, strict=True)
    ]
    report = office.take(forging.resealed(file, laptop, office, swapped))
    assert report.refused
    assert "were not signed by it" in report.files[0].reason
    assert office.sql("SELECT count(*) FROM company") == [(0,)]
