"""Single cases that no other file of tests is about: shares of time, size, place and numbers."""

import json
import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.base import clock
from app.services import merging
from app.store.entry import NO_HASH
from app.sync import certificate as certificates
from app.sync import log
from app.sync.digests import digest
from app.sync.keys import DeviceKeys
from app.sync.segment import seal
from tests.sync import forging
from tests.sync.forging import secrets_of
from tests.sync.made_up_network import compact, entry


def meet(network):
    for _ in range(2):
        network.round("P1", "P2")


def test_two_sticks_with_files_of_one_name(network, tmp_path):
    """A laptop's files before and after it was set up anew are called the same."""
    laptop, office = network["P1"], network["office"]
    sticks = []
    for number in range(2):
        laptop.add(row=f"firma-{number}")
        stick = tmp_path / f"stick-{number}"
        stick.mkdir()
        sticks.append(shutil.copy(laptop.export(), stick / "centrum-csr_p1_office_1.csrx"))
    report = office.take(*sticks)
    assert [one.result for one in report.files] == ["applied", "applied"]
    assert {row for (row,) in office.sql("SELECT id FROM company")} == {"firma-0", "firma-1"}


def test_a_clock_a_year_fast_that_is_then_set_right(network):
    """What is dated in the future is not lost, and no stronger than what was written knowing it."""
    laptop, other, office = network["P1"], network["P2"], network["office"]
    row = laptop.add(name="Tartak", phone="500")
    meet(network)
    laptop.offset = timedelta(days=365)
    laptop.edit(row, phone="501")
    meet(network)
    laptop.offset = timedelta()
    laptop.edit(row, phone="502")
    laptop.edit(row, town="Pisz")
    meet(network)
    other.edit(row, phone="503")
    meet(network)
    assert [place.value(row, "phone") for place in (laptop, other, office)] == ["503"] * 3
    assert office.conflicts() == {}
    # Nobody else's later work is dated a year ahead, and the laptop's own numbers go on.
    ((late,),) = other.sql(
        "SELECT max(e.time) FROM entry e JOIN stream s ON s.n = e.dot >> 32 WHERE s.writer=?",
        other.db.who.writer,
    )
    ((fast,),) = laptop.sql(
        "SELECT max(e.time) FROM entry e JOIN stream s ON s.n = e.dot >> 32 WHERE s.writer=?",
        laptop.db.who.writer,
    )
    assert late < fast
    assert laptop.faults() == other.faults() == office.faults() == []


def test_a_hundred_thousand_changes_in_one_file(network):
    laptop, office = network["P1"], network["office"]
    names = ("name", "phone", "town", "address", "www")
    rows = [
        ("2816", ("company", f"firma-{n:05}", {name: f"{name} {n}" for name in names}))
        for n in range(20_000)
    ]
    for start in range(0, len(rows), 2_000):
        laptop.db.write_bulk(rows[start : start + 2_000], label="Many")
    report = office.take(laptop.export())
    assert report.files[0].result == "applied"
    assert office.sql("SELECT count(*), max(www) FROM company") == [(20_000, "www 9999")]
    assert office.take(laptop.export()).files[0].taken.new == 0


def _crowd(network, count):
    """Return segments of many devices, each certified by the office and knowing those before."""
    root = secrets_of(network["office"]).keys
    name = network["office"].db.who.network
    segments, before = [], {}
    for number in range(count):
        device, keys = f"device-{number:03}", DeviceKeys.generate()
        certificate = certificates.issue(
            root,
            network=name,
            device=device,
            role="promoter",
            counties=("2816",),
            sign=keys.sign_public,
            encrypt=keys.encrypt_public,
        )
        payload = compact(["", ["company", "firma", {"phone": str(number)}]])
        told = {"c": dict(before)} if before else {}
        lines = [entry(1, payload=payload, t=1000, **told)]
        made = seal(keys, certificate, name, f"{device}~1", "2816", NO_HASH, lines)
        segments.append(made.to_bytes())
        before[f"{device}~1"] = 1
    return segments


def test_two_hundred_devices(network):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma", name="Tartak")
    office.take(laptop.export())
    segments = _crowd(network, 200)
    random.Random(2).shuffle(segments)
    file = forging.resealed(laptop.export(), laptop, office, segments)
    assert office.take(file).files[0].taken.new == 200
    # Each had seen all before it: one value stands, though all were written at one instant.
    assert office.value("firma", "phone") == "199"
    # Only the first of them and the row's birth had not seen each other, and they agree.
    assert office.conflicts() == {}
    meet(network)
    assert network["P2"].value("firma", "phone") == "199"
    assert network["P2"].dump(("2816",)) == office.dump(("2816",))
    assert network["P2"].faults() == office.faults() == []


def test_created_again_after_it_was_deleted(network):
    laptop, other, office = network["P1"], network["P2"], network["office"]
    row = laptop.add(name="Tartak", phone="500")
    meet(network)
    laptop.delete(row)
    meet(network)
    assert other.value(row, "deleted")
    other.edit(row, deleted=False, phone="501")
    meet(network)
    for place in (laptop, other, office):
        assert not place.value(row, "deleted")
        assert place.value(row, "phone") == "501"
        assert place.conflicts() == {}
    laptop.delete(row)
    other.edit(row, deleted=False, town="Pisz")  # it lives there already: an edit like any other
    meet(network)
    assert office.conflicts() == {f"{row}.deleted": frozenset({0, 1})}


def test_the_office_joins_while_a_promoter_edits(network):
    """A is joined to B in the office while its promoter, who knows nothing of it, writes in A."""
    laptop, other, office = network["P1"], network["P2"], network["office"]
    laptop.add(row="a", name="Tartak Ruciane")
    laptop.add(row="b", name="Tartak Ruciane-Nida")
    meet(network)
    office.db.write(merging.join, "a", "b", label="Joined")
    laptop.edit("b", phone="501")
    laptop.add(entity="task", title="Zadzwonić", due=clock.today(), owner="p", company="b")
    meet(network)
    for place in (laptop, other, office):
        assert place.value("b", "phone") == "501", "the edit under the hidden id counts"
        assert place.sql("SELECT row, face FROM face ORDER BY row") == [("a", "a"), ("b", "a")]
        assert place.sql("SELECT company FROM task") == [("b",)], "references are not rewritten"
        assert place.conflicts() == {}
        assert place.faults() == []
    office.db.write(merging.part, "b", label="Parted")
    meet(network)
    assert laptop.sql("SELECT * FROM face") == []
    assert laptop.value("b", "phone") == "501"


def test_a_lost_receipt_costs_only_size(network):
    """The office's answer never arrives: the laptop sends all again, and nothing is doubled."""
    laptop, office = network["P1"], network["office"]
    laptop.add(row="one")
    office.take(laptop.export())
    office.export("P1")  # the answer that is lost
    laptop.add(row="two")
    report = office.take(laptop.export()).files[0]
    assert (report.taken.new, report.taken.known) == (1, 1)
    laptop.take(office.export("P1"))
    laptop.add(row="three")
    assert office.take(laptop.export()).files[0].taken.known == 0
    assert office.sql("SELECT count(*) FROM company") == [(3,)]


def test_a_receipt_from_the_future_heals_with_the_next(network):
    """A sender that claims to hold what nobody has written: what it lacks still reaches it."""
    laptop, office = network["P1"], network["office"]
    network["P2"].add(row="zero")
    meet(network)
    writer, life = network["P2"].db.who.writer, office.db.who.writer
    claimed = {"2816": {writer: 1_000_000}, "network": {life: 1_000_000}}
    office.take(forging.resealed(laptop.export(), laptop, office, knowledge=claimed))
    network["P2"].add(row="one")
    office.add(row="two")
    meet(network)
    meet(network)
    rows = {"zero", "one", "two"}
    for place in (laptop, office, network["P2"]):
        assert {row for (row,) in place.sql("SELECT id FROM company")} == rows
    assert laptop.faults() == office.faults() == []


def test_a_laptop_a_year_stale(network):
    laptop, other, office = network["P1"], network["P2"], network["office"]
    row = laptop.add(name="Tartak", phone="500")
    meet(network)
    laptop.edit(row, phone="501")
    laptop.add(row="old", name="Sprzed roku")
    for day in range(365):
        network.pass_time(86_400)
        other.edit(row, town=f"Pisz {day}", phone="502")
        if day % 60 == 0:
            network.round("P2")
    report = office.take(laptop.export())
    assert not report.refused
    meet(network)
    for place in (laptop, other, office):
        assert place.value(row, "town") == "Pisz 364"
        assert place.conflicts() == {f"{row}.phone": frozenset({"501", "502"})}
        assert place.value("old", "name") == "Sprzed roku"
        assert place.faults() == []


@pytest.mark.parametrize("value", [-0.0, 0.1, 2**63 - 1, -(2**63), "", None, "a\\u0000b"])
def test_a_value_of_a_later_version_travels_byte_for_byte(network, value):
    """This version has no fraction among its fields; one of a later version keeps its sign."""
    laptop = network["P1"]
    laptop.add(row="firma")
    laptop.db.write_bulk([("2816", ("company", "firma", {"shade": value}))], label="Later")
    meet(network)
    for name in ("office", "P2"):
        ((payload,),) = network[name].sql("SELECT payload FROM entry WHERE payload LIKE '%shade%'")
        assert repr(json.loads(payload)[1][2]["shade"]) == repr(value)


def test_equal_knowledge_gives_equal_digests(network):
    network["P1"].add(row="firma")
    meet(network)
    found = set()
    for name in ("office", "P1", "P2"):
        with network[name].db.reading() as connection:
            found.add(digest(connection, "2816"))
    assert len(found) == 1


def test_a_file_whose_name_is_no_text_is_taken_in_and_listed(network):
    """On Linux a name may be any bytes; Python tells them as halves of surrogate pairs."""
    laptop = network["P1"]
    with laptop.db.writing() as connection:
        log.note_taken(connection, Path("plik\udcb1.csrx"), "x", "refused", {})
        assert log.latest(connection)[0].name == "plik?.csrx"
    assert laptop.faults() == []
