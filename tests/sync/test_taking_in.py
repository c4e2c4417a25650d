"""What comes of files: doubled, out of order, lost, damaged, forged, carried to the wrong place."""

import errno
import os
import stat
from datetime import date

import pytest

from app.base import atomic
from app.base.errors import UserError
from app.base.formats import format_date
from app.model.device import Device
from app.services import enrolment, exchange
from app.store import streams
from app.sync import aside, bundle, lacking, sealed, taking
from app.sync.secrets import read_secrets
from tests.sync import forging
from tests.sync.living_network import LivingNetwork


@pytest.fixture
def file(network):
    """Return a laptop's file for the office with a company in it."""
    network["P1"].add(row="firma", name="Tartak Łęg")
    return network["P1"].export()


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


def test_the_same_file_twice(network, file):
    office = network["office"]
    first = office.take(file).files[0]
    dump = office.dump()
    again = office.take(file, file)
    assert first.result == "applied"
    assert [one.result for one in again.files] == ["known", "known"]
    assert [one.taken.known for one in again.files] == [first.taken.new] * 2
    assert office.dump() == dump


def test_what_is_known_is_not_read_again(network, file, monkeypatch):
    office = network["office"]
    first = office.take(file).files[0]
    monkeypatch.setattr(bundle, "read_segment", None)
    again = office.take(file).files[0]
    assert (again.result, again.taken.known) == ("known", first.taken.new)


def test_a_known_beginning_hides_nothing_of_the_next_segment(network, file):
    office = network["office"]
    office.take(file)
    network["P1"].add(row="druga", name="Młyn Ryn")
    report = office.take(network["P1"].export()).files[0]
    assert (report.result, report.taken.new) == ("applied", 1)
    assert office.dump(("2816",)) == network["P1"].dump(("2816",))


def test_ones_own_changes_coming_back(network, file):
    network["office"].take(file)
    laptop = network["P1"]
    before, writer = laptop.dump(("2816",)), laptop.db.who.writer
    laptop.take(network["office"].export("P1"))
    assert laptop.dump(("2816",)) == before
    back = network["P2"].export("P1")
    assert laptop.take(back).files[0].result == "known"
    assert laptop.db.who.writer == writer


def later_files(network, count=3):
    """Return files of one laptop, each with only what the one before had not."""
    files = []
    held: dict[tuple[str, str], int] = {}
    laptop = network["P1"]
    for number in range(count):
        laptop.add(row=f"firma-{number}", name=f"Firma {number}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lacking, "held_by", lambda connection, device: dict(held))
            files.append(laptop.export())
        with laptop.db.reading() as connection:
            for scope, writers in streams.named_knowledge(connection).items():
                held.update({(writer, scope): last for writer, last in writers.items()})
    return files


def test_the_wrong_order_waits_names_the_gap_and_heals(network):
    first, second, third = later_files(network)
    office = network["office"]
    told = office.take(third).files[0]
    assert told.result == "waiting"
    assert told.missing == [(network["P1"].db.who.writer, "2816", 1, 2)]
    assert office.take(second).files[0].result == "waiting"
    assert office.sql("SELECT id FROM company") == []
    told = office.take(first).files[0]
    assert (told.taken.new, told.missing) == (3, [])
    assert office.dump(("2816",)) == network["P1"].dump(("2816",))
    assert office.sql("SELECT * FROM waiting") == []
    assert office.faults() == []


def test_reversed_in_one_command(network):
    office = network["office"]
    office.take(*reversed(later_files(network, 5)))
    assert office.dump(("2816",)) == network["P1"].dump(("2816",))
    assert office.faults() == []


def test_a_lost_file_heals_with_the_next(network, file):
    network["P1"].edit("firma", phone="501")
    network["office"].take(network["P1"].export())
    assert network["office"].value("firma", "phone") == "501"
    assert network["office"].dump(("2816",)) == network["P1"].dump(("2816",))


def test_a_receipt_ends_the_sending_again(network, file):
    network["office"].take(file)
    network["P1"].take(network["office"].export("P1"))
    report = network["office"].take(network["P1"].export()).files[0]
    assert (report.taken.new, report.taken.known) == (0, 0)


def test_an_older_file_after_a_newer_one(network, file):
    network["P1"].edit("firma", phone="501")
    newer = network["P1"].export()
    office = network["office"]
    office.take(newer)
    assert office.take(file).files[0].result == "known"
    assert office.value("firma", "phone") == "501"
    network["P1"].take(office.export("P1"))
    assert network["P1"].export().stat().st_size < newer.stat().st_size


def test_a_dry_run_says_the_same_and_changes_nothing(network, file):
    network["P2"].add(row="firma", name="Młyn")
    office = network["office"]
    office.take(network["P2"].export())
    before, knowledge = office.dump(), office.db.seen()
    dry = office.take(file, dry_run=True)
    assert (office.dump(), office.db.seen(), office.conflicts()) == (before, knowledge, {})
    assert not (office.folder / "refused").exists()
    wet = office.take(file)
    for one, other in zip(dry.files, wet.files, strict=True):
        assert (one.result, one.taken, one.missing) == (other.result, other.taken, other.missing)
    assert (dry.conflicts, dry.duplicates) == (wet.conflicts, wet.duplicates)
    assert wet.conflicts == 1


@pytest.mark.parametrize("at_once", [1, 4_000])
def test_what_is_answered_further_on_in_the_file_is_no_conflict(network, monkeypatch, at_once):
    row = network["office"].add(row="firma", phone="500")
    for _ in range(2):
        network.round("P1", "P2")
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, phone="502")
    first = network["P1"].export()
    network["P2"].take(network["P1"].export("P2"))
    (conflict,) = network["P2"].conflicts()
    network["P2"].answer(conflict, "501")
    monkeypatch.setattr(taking, "AT_ONCE", at_once)
    network["office"].take(first)
    report = network["office"].take(network["P2"].export())
    assert report.conflicts == 0
    assert network["office"].conflicts() == {}
    assert network["office"].value(row, "phone") == "501"


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


def test_scopes_stay_apart(network):
    """A promoter receives the network's data and its counties', nothing of the others'."""
    network["P1"].add(row="pisz", name="Pisz")
    network["P3"].add(row="elk", name="Ełk")
    network.round()
    network.round()
    assert {row for (row,) in network["P1"].sql("SELECT id FROM company")} == {"pisz"}
    assert {row for (row,) in network["P3"].sql("SELECT id FROM company")} == {"elk"}
    for name in ("office", "P4"):
        assert {row for (row,) in network[name].sql("SELECT id FROM company")} == {"pisz", "elk"}
    for name in ("P1", "P3"):
        held = network[name].sql("SELECT payload FROM entry")
        payloads = b"".join(payload for (payload,) in held)
        # As JSON texts: three bare letters also come up by chance in a certificate's base64.
        found = (b'"elk"' in payloads, b'"pisz"' in payloads)
        assert found == (name == "P3", name == "P1")
        assert network[name].dump(("network",)) == network["office"].dump(("network",))


def test_an_unknown_entity_and_an_unknown_field_are_kept_and_passed_on(network):
    laptop = network["P1"]
    change = ("company", "firma", {"name": "Tartak", "kind": "company", "mood": "good"})
    other = ("robot", "r-1", {"name": "R2", "arms": 4})
    laptop.db.write_bulk([("2816", change), ("2816", other)], label="From the future")
    network.round("P1", "P2")
    network.round("P1", "P2")
    for name in ("office", "P2"):
        ((payload,),) = network[name].sql("SELECT payload FROM entry WHERE payload LIKE '%mood%'")
        assert b'"mood":"good"' in payload
        assert b'["robot","r-1",{"name":"R2","arms":4}]' in payload
        assert network[name].value("firma", "name") == "Tartak"
        assert network[name].faults() == []


def test_a_value_that_this_version_cannot_show_is_kept(network):
    change = ("company", "firma", {"name": "Tartak", "kind": "company", "headcount": "many"})
    network["P1"].db.write_bulk([("2816", change)], label="Odd")
    network.round("P1")
    assert network["office"].value("firma", "headcount") is None
    assert network["office"].sql("SELECT 1 FROM entry WHERE payload LIKE '%\"many\"%'")
    assert network["office"].faults() == []


def test_a_path_with_polish_letters_and_spaces(template, tmp_path):
    folder = tmp_path / "Żółć – ąę"
    folder.mkdir()
    network = LivingNetwork(template, folder, ("office", "P1"))
    try:
        network["P1"].add(row="firma", name="Ąę")
        network.round("P1")
        network.round("P1")
        assert network["office"].value("firma", "name") == "Ąę"
    finally:
        network.close()


def test_the_folder_for_files_cannot_be_written(network, tmp_path):
    laptop = network["P1"]
    laptop.add(row="firma")
    (tmp_path / "a-file").write_bytes(b"")
    with pytest.raises(UserError, match="cannot be written"):
        exchange.export(laptop.db, tmp_path / "a-file")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.geteuid() != 0:
        with pytest.raises(UserError, match="cannot be written"):
            exchange.export(laptop.db, closed)
    assert network["office"].take(laptop.export()).files[0].taken.new == 1


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_during_an_export_leaves_no_half_file(network, tmp_path, monkeypatch, call):
    def full(*_words):
        raise OSError(errno.ENOSPC, "No space left on device")

    target = {"write": (sealed, "seal_to"), "fsync": (atomic.os, "fsync")}.get(call)
    laptop = network["P1"]
    laptop.add(row="firma")
    with monkeypatch.context() as patch:
        patch.setattr(*target, full) if target else patch.setattr("pathlib.Path.replace", full)
        with pytest.raises(UserError, match="no space left"):
            exchange.export(laptop.db, tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []
    assert laptop.faults() == []
    assert network["office"].take(laptop.export()).files[0].taken.new == 1


def test_a_disk_too_full_to_keep_a_bad_file_still_says_why(network, tmp_path, monkeypatch):
    def full(*_words):
        raise OSError(errno.ENOSPC, "No space left on device")

    bad = tmp_path / "bad.csrx"
    bad.write_bytes(b"nothing")
    monkeypatch.setattr(aside.shutil, "copyfile", full)
    assert "not a file of Centrum CSR" in network["office"].take(bad).files[0].reason
