"""An exchange file opens for its recipient, whole, or is refused with the reason in words."""

import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import replace

import pyrage
import pytest

from app.sync.archive import LIMITS
from app.sync.bundle import open_bundle, write_bundle
from app.sync.manifest import AttachmentPart
from app.sync.refusal import Refused
from app.sync.segment import seal
from tests.sync.made_up_network import (
    ELK,
    NETWORK,
    OFFICE,
    PISZ,
    ROOT,
    START,
    STRANGER,
    compact,
    entry,
    manifest,
    place,
    segment,
)

FIRST = segment()
SECOND = segment(first=4, last=5, before=FIRST.after)
PHOTO = bytes(range(256)) * 10


def photo():
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    return AttachmentPart(sha256, len(PHOTO), sha256, len(PHOTO), 0, "row-1"), [PHOTO]


def written(path):
    """Return a file with two segments and a photo, written to a path."""
    parts = (part.to_bytes() for part in (FIRST, SECOND))
    write_bundle(path, OFFICE.keys.encrypt_public, PISZ.keys, manifest(), parts, [photo(), photo()])
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("exchange") / "x.csrx")


def resealed(file, edit, recipient=OFFICE):
    """Return the file with its parts changed by somebody who knows the recipient's public key."""
    plain = pyrage.decrypt(
        file.read_bytes(), [pyrage.x25519.Identity.from_str(OFFICE.keys.encrypt_private)]
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    edit(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    key = pyrage.x25519.Recipient.from_str(recipient.keys.encrypt_public)
    return pyrage.encrypt(packed.getvalue(), [key])


def signed(change, keys=PISZ.keys):
    """Return an edit of the manifest that its sender signs."""

    def edit(parts):
        said = json.loads(parts["manifest.json"])
        said.update(change(said) if callable(change) else change)
        parts["manifest.json"] = compact(said)
        parts["manifest.sig"] = keys.sign(parts["manifest.json"]).encode()

    return edit


def test_everything_comes_back(file):
    with open_bundle(file, place()) as bundle:
        found = bundle.manifest
        assert replace(found, segments=(), attachments=()) == manifest()
        assert [bundle.segment(part) for part in found.segments] == [FIRST, SECOND]
        assert bundle.segment_bytes(found.segments[0]) == FIRST.to_bytes()
        assert [b"".join(bundle.chunks(part)) for part in found.attachments] == [PHOTO]
        assert found.attachments[0].name == f"attachments/{hashlib.sha256(PHOTO).hexdigest()}"
        assert found.sender == PISZ.device
    with open_bundle(file.read_bytes(), place()) as bundle:
        assert bundle.manifest == found


def test_relayed_segments_keep_their_writer(tmp_path):
    path = tmp_path / "x.csrx"
    sender = manifest(OFFICE, ELK)
    parts = [segment(OFFICE, "network").to_bytes(), segment(ELK, "2805").to_bytes()]
    write_bundle(path, ELK.keys.encrypt_public, OFFICE.keys, sender, parts)
    with open_bundle(path, place(ELK)) as bundle:
        found = [bundle.segment(part).device for part in bundle.manifest.segments]
        assert found == [OFFICE.device, ELK.device]


def test_a_file_with_nothing_new_is_a_receipt(tmp_path):
    path = tmp_path / "x.csrx"
    written = write_bundle(path, OFFICE.keys.encrypt_public, PISZ.keys, manifest(), [])
    with open_bundle(path, place()) as bundle:
        assert bundle.manifest == written == manifest()


@pytest.mark.parametrize("size", [1_000_000, 20_000_000])
def test_a_text_that_packs_very_tightly_is_taken_in(tmp_path, size):
    path = tmp_path / "x.csrx"
    note = compact(["", ["visit", "row-1", {"note": "a" * size, "deleted": 0}]])
    entries = [entry(1, payload=note)]
    whole = seal(PISZ.keys, PISZ.certificate, NETWORK, PISZ.writer, "2816", START, entries)
    write_bundle(path, OFFICE.keys.encrypt_public, PISZ.keys, manifest(), [whole.to_bytes()])
    with open_bundle(path, place()) as bundle:
        assert bundle.segment(bundle.manifest.segments[0]) == whole


def test_an_ordinary_segment_is_packed(tmp_path):
    path = tmp_path / "x.csrx"
    whole = segment(last=2000).to_bytes()
    write_bundle(path, OFFICE.keys.encrypt_public, PISZ.keys, manifest(), [whole])
    assert path.stat().st_size < len(whole) / 2


def test_a_failed_writing_leaves_the_older_file(tmp_path):
    path = tmp_path / "x.csrx"
    path.write_bytes(b"older")

    def parts():
        yield FIRST.to_bytes()
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        write_bundle(path, OFFICE.keys.encrypt_public, PISZ.keys, manifest(), parts())
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_the_public_age_tool_and_unzip_open_it(file, tmp_path):
    key, plain = tmp_path / "key.txt", tmp_path / "plain.zip"
    key.write_text(OFFICE.keys.encrypt_private + "\n")
    subprocess.run(["age", "-d", "-i", key, "-o", plain, file], check=True)
    listed = subprocess.run(["unzip", "-l", plain], check=True, capture_output=True, text=True)
    for name in ("manifest.json", "manifest.sig", "segments/0001.jsonl", "segments/0002.jsonl"):
        assert name in listed.stdout
    subprocess.run(["unzip", "-tq", plain], check=True, capture_output=True)


def test_for_another_computer(file):
    with pytest.raises(Refused, match="another computer"):
        open_bundle(file, place(ELK))
    forwarded = resealed(file, lambda parts: None, recipient=ELK)
    with pytest.raises(Refused, match="another computer"):
        open_bundle(forwarded, place(ELK))


def test_of_another_network(file):
    with pytest.raises(Refused, match="another network"):
        open_bundle(file, place(network="another"))
    with pytest.raises(Refused, match="not confirmed"):
        open_bundle(file, place(root=STRANGER.keys.sign_public))


def test_from_a_newer_version(file):
    newer = resealed(file, signed({"format": 2, "kind": "quantum"}))
    with pytest.raises(Refused, match="newer version"):
        open_bundle(newer, place())


def test_an_unsigned_manifest(file):
    forged = resealed(file, signed({"number": 8}, keys=ELK.keys))
    with pytest.raises(Refused, match="not signed by"):
        open_bundle(forged, place())


def test_a_resealed_file_is_good_as_long_as_nothing_changed(file):
    with open_bundle(resealed(file, signed({})), place()) as bundle:
        assert bundle.segment(bundle.manifest.segments[1]) == SECOND


def without_last(said):
    return {"segments": said["segments"][:-1]}


def listed_twice(said):
    return {"segments": [*said["segments"], said["segments"][0]]}


def with_segment(**changed):
    return lambda said: {"segments": [said["segments"][0] | changed, *said["segments"][1:]]}


@pytest.mark.parametrize(
    "change",
    [
        without_last,
        listed_twice,
        with_segment(name="segments/0009.jsonl"),
        with_segment(name="../x"),
        with_segment(size=5),
        with_segment(size=-1),
        with_segment(sha256="0" * 64),
        with_segment(writer="laptop-elk~1"),
        with_segment(scope="2805"),
        with_segment(last=4),
        with_segment(first="1"),
        {"attachments": []},
        {"attachments": None},
        {"attachments": [5]},
        {"kind": "invitation"},
        {"format": "1"},
        {"writer": "laptop-elk~1"},
        {"certificate": ELK.certificate.as_dict()},
        {"to": ELK.device},
        {"knowledge": {"2816": {"laptop-pisz~1": "3"}}},
        {"knowledge": [1]},
        {"digests": {"2816": 5}},
        {"number": 2**40},
        {"made": None},
    ],
)
def test_a_manifest_that_does_not_fit(file, change):
    with pytest.raises(Refused):
        open_bundle(resealed(file, signed(change)), place())


@pytest.mark.parametrize(
    "edit",
    [
        lambda parts: parts.pop("manifest.json"),
        lambda parts: parts.pop("manifest.sig"),
        lambda parts: parts.pop("segments/0002.jsonl"),
        lambda parts: parts.update({"segments/0003.jsonl": b""}),
        lambda parts: parts.update({"readme.txt": b"hello"}),
        lambda parts: parts.update({"../../evil": b""}),
        lambda parts: parts.update({"manifest.json": b"[]"}),
        lambda parts: parts.update({"manifest.json": b"[" * 100_000}),
        lambda parts: parts.update({"manifest.sig": b"\xff"}),
        lambda parts: parts.clear(),
    ],
)
def test_parts_that_do_not_fit(file, edit):
    with pytest.raises(Refused):
        open_bundle(resealed(file, edit), place())


def test_a_forged_segment_inside(file):
    forged = segment(PISZ, "2805").to_bytes()

    def edit(parts):
        parts["segments/0001.jsonl"] = forged
        digest = hashlib.sha256(forged).hexdigest()
        signed(with_segment(sha256=digest, size=len(forged), scope="2805"))(parts)

    with pytest.raises(Refused, match="may not write"):
        open_bundle(resealed(file, edit), place())


def test_an_attachment_of_other_content(file):
    def edit(parts):
        name = next(name for name in parts if name.startswith("attachments/"))
        parts[name] = bytes(len(PHOTO))

    with pytest.raises(Refused, match="damaged"):
        open_bundle(resealed(file, edit), place())


def test_limits_hold_before_unpacking(file):
    for change in ({"members": 2}, {"total": 2000}, {"manifest": 100}, {"part": 100}):
        with pytest.raises(Refused, match="more than"):
            open_bundle(file, place(), replace(LIMITS, **change))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="nothing-here"):
        open_bundle(tmp_path / "nothing-here.csrx", place())
    with pytest.raises(Refused, match="cannot be read"):
        open_bundle(tmp_path, place())


def test_the_place_keeps_its_key_to_itself():
    assert OFFICE.keys.encrypt_private not in repr(place())
    assert (place().network, place().root_public) == (NETWORK, ROOT)
