"""What comes of files: doubled, out of order, lost, of the own hand, of a newer version."""

import errno
import os
import stat

import pytest

from app.base import atomic
from app.base.errors import UserError
from app.services import exchange
from app.store import streams
from app.sync import bundle, lacking, sealed, taking, waiting
from app.sync.segment import seal
from tests.sync import forging
from tests.sync.living_network import LivingNetwork
from tests.sync.made_up_network import START, entry


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


def test_what_waits_and_cannot_be_read_by_now_leaves_no_gap_behind(network):
    """An earlier version let it wait; whoever holds it may send it again, whole this time."""
    office, laptop = network["office"], network["P1"]
    network.round()
    secrets, writer = forging.secrets_of(laptop), f"{laptop.device}~9"
    unreadable = entry(1, payload=b'["",["company","x",{"a b":"1"}]]')
    words = (office.db.who.network, writer, "2816", START, [unreadable])
    sealed_ = seal(secrets.keys, secrets.certificate, *words)
    with office.db.writing() as connection:
        waiting.keep(connection, sealed_)
    office.take(laptop.export())
    assert office.sql("SELECT * FROM waiting") == []
    with office.db.reading() as connection:
        stream = streams.find_stream(connection, writer, "2816")
    assert stream is None or stream.last == 0
    assert office.faults() == []
