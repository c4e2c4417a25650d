"""What is damaged, not for this computer or not its writer's to write is refused in words."""

import errno
import os
from datetime import date

import pytest

from app.base.formats import format_date
from app.model.device import Device
from app.services import enrolment
from app.sync import aside
from app.sync.secrets import read_secrets
from tests.sync import forging


def refused(place, file, reason):
    """Take a file in that must be refused: said in one line, nothing changed, kept aside."""
    before, knowledge = place.dump(), place.db.seen()
    held = place.sql("SELECT count(*) FROM entry"), place.sql("SELECT count(*) FROM waiting")
    report = place.take(file)
    (told,) = report.files
    assert report.refused
    assert told.result == "refused"
    assert reason in told.reason
    assert "\n" not in told.reason
    assert place.dump() == before
    assert place.db.seen() == knowledge
    assert held == (
        place.sql("SELECT count(*) FROM entry"),
        place.sql("SELECT count(*) FROM waiting"),
    )
    if file.is_file():
        assert (place.folder / "refused" / file.name).read_bytes() == file.read_bytes()


def test_a_dry_run_of_a_bad_file_keeps_nothing_aside(network, file):
    file.write_bytes(file.read_bytes()[:-10])
    assert network["office"].take(file, dry_run=True).refused
    assert not (network["office"].folder / "refused").exists()


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_truncated(network, file, share):
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    refused(network["office"], file, "")


@pytest.mark.parametrize("at", [0, 30, 200, -200, -1])
def test_one_bit_flipped(network, file, at):
    data = bytearray(file.read_bytes())
    data[at] ^= 4
    file.write_bytes(data)
    refused(network["office"], file, "")


def test_what_is_no_such_file(network, tmp_path):
    for name, content in (("a.csrx", b""), ("b.pdf", b"%PDF-1.7"), ("c.csrx", os.urandom(5000))):
        (tmp_path / name).write_bytes(content)
        refused(network["office"], tmp_path / name, "not a file of Centrum CSR")
    refused(network["office"], tmp_path / "gone.csrx", "cannot be read")
    refused(network["office"], network["office"].folder, "cannot be read")


def test_a_bad_file_does_not_stop_the_good_ones(network, file, tmp_path):
    bad = tmp_path / "bad.csrx"
    bad.write_bytes(b"nothing")
    report = network["office"].take(bad, file)
    assert [one.result for one in report.files] == ["refused", "applied"]


def test_two_bad_files_of_one_name_are_both_kept(network, tmp_path):
    for stick, content in (("a", b"one"), ("b", b"two")):
        (tmp_path / stick).mkdir()
        (tmp_path / stick / "x.csrx").write_bytes(content)
    office = network["office"]
    for _ in range(2):
        office.take(tmp_path / "a" / "x.csrx", tmp_path / "b" / "x.csrx")
    kept = sorted(path.read_bytes() for path in (office.folder / "refused").iterdir())
    assert kept == [b"one", b"two"]


def test_a_file_for_another_computer(network, file):
    refused(network["P2"], file, "made for another computer")
    forged = forging.resealed(file, network["P1"], network["office"], to=network["P2"].device)
    refused(network["office"], forged, "made for another computer")


def test_a_file_of_another_network(network, file, tmp_path):
    other = enrolment.set_up_office(tmp_path / "other", "Inna", with_reference=False)
    with other.reading() as connection:
        secrets = read_secrets(connection)
    other.close()
    forged = forging.resealed(
        file, network["P1"], network["office"], certificate=secrets.certificate
    )
    refused(network["office"], forged, "another network")


def test_an_unknown_signer(network, file):
    keys, certificate = forging.self_issued(network["P1"])
    segment = forging.segment_of(network["P1"], "2816", keys, certificate)
    forged = forging.resealed(file, network["P1"], network["office"], [segment])
    refused(network["office"], forged, "has not confirmed the computer")


@pytest.mark.parametrize("scope", ["network", "office", "2805"])
def test_a_laptop_writes_what_is_not_its_own(network, file, scope):
    segment = forging.segment_of(network["P1"], scope)
    forged = forging.resealed(file, network["P1"], network["office"], [segment])
    refused(network["office"], forged, "may not write the records of")


def test_a_laptop_writes_in_anothers_name(network, file):
    segment = forging.segment_of(network["P1"], "2816", device=network["P2"].device)
    forged = forging.resealed(file, network["P1"], network["office"], [segment])
    refused(network["office"], forged, "were not signed by it")


def test_a_manifest_signed_by_another(network, file):
    forged = forging.resealed(file, network["P2"], network["office"])
    refused(network["office"], forged, "was not signed by the computer")


def test_one_bad_segment_refuses_the_whole_file(network, file):
    with forging.opened(file, network["office"]) as bundle:
        good = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
    bad = forging.segment_of(network["P1"], "network")
    forged = forging.resealed(file, network["P1"], network["office"], [*good, bad])
    refused(network["office"], forged, "may not write the records of")


def test_a_revoked_computer(network, file):
    office = network["office"]
    office.db.write(_revoke, network["P1"].device, label="Revoke")
    report = office.take(file).files[0]
    assert (report.result, report.taken.held) == ("waiting", 1)
    assert f"was revoked on {format_date(date(2026, 11, 20))}." in report.reason
    assert office.sql("SELECT id FROM company") == []


def _revoke(session, device) -> None:
    session.get(Device, device).revoked_since = date(2026, 11, 20)


def test_a_disk_too_full_to_keep_a_bad_file_still_says_why(network, tmp_path, monkeypatch):
    def full(*_words):
        raise OSError(errno.ENOSPC, "No space left on device")

    bad = tmp_path / "bad.csrx"
    bad.write_bytes(b"nothing")
    monkeypatch.setattr(aside.shutil, "copyfile", full)
    assert "not a file of Centrum CSR" in network["office"].take(bad).files[0].reason
