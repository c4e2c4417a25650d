"""Gaps: named, asked for, filled from the first missing number, whoever brings it."""

import pytest

from app.services import exchange
from app.store.streams import held_of
from app.sync import receipts
from tests.sync import forging


@pytest.fixture
def three(network):
    """Return three files of a laptop, each with one company more and nothing of the others."""
    files = []
    laptop = network["P1"]
    for number in range(3):
        laptop.add(row=f"firma-{number}", name=f"Firma {number}")
        files.append(laptop.export())
        _confirm(laptop, number + 1)
    _confirm(laptop, 0)
    return files


def _confirm(place, last):
    """Let a laptop believe that the office holds so much of its county's changes."""
    with place.db.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM receipt WHERE writer=? AND scope='2816'", (place.db.who.writer,)
        )
        connection.exec_driver_sql(
            "INSERT INTO receipt VALUES(?,?,'2816',?)",
            (place.network.devices["office"], place.db.who.writer, last),
        )


def numbers(file, receiver, scope="2816"):
    """Return which numbers a file brings of a scope."""
    with forging.opened(file, receiver) as bundle:
        parts = [part for part in bundle.manifest.segments if part.scope == scope]
    return [(part.first, part.last) for part in parts]


def test_the_missing_numbers_alone_are_sent_again(network, three):
    laptop, office = network["P1"], network["office"]
    report = office.take(three[2])
    assert report.files[0].missing == [(laptop.db.who.writer, "2816", 1, 2)]
    laptop.take(office.export("P1"))
    again = laptop.export()
    assert numbers(again, office) == [(1, 1), (2, 2)]
    assert office.take(again).files[0].missing == []
    assert len(office.sql("SELECT 1 FROM company")) == 3
    assert office.sql("SELECT * FROM waiting") == []


def test_all_is_sent_again_when_the_waiting_part_was_lost_too(network, three):
    """The latest file counts: what it does not say waits is sent."""
    laptop, office = network["P1"], network["office"]
    office.take(three[2])
    laptop.take(office.export("P1"))
    with office.db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM waiting")
    laptop.take(office.export("P1"))
    again = laptop.export()
    assert numbers(again, office) == [(1, 1), (2, 2), (3, 3)]


def test_what_waits_for_an_erasure_and_not_for_a_gap_is_sent_again(network, three):
    """Somebody may have passed it on with parts left out: only a whole one helps."""
    office = network["office"]
    office.take(three[2])
    with office.db.writing() as connection:
        connection.exec_driver_sql("UPDATE waiting SET first=1")
    with office.db.reading() as connection:
        assert receipts.beyond_gaps(connection, None) == {}


def test_only_the_scopes_of_the_receiver_are_told(network, three):
    office = network["office"]
    office.take(three[2])
    with forging.opened(office.export("P3"), network["P3"]) as bundle:
        assert bundle.manifest.waiting == {}
    with forging.opened(office.export("P2"), network["P2"]) as bundle:
        assert bundle.manifest.waiting == {"2816": {network["P1"].db.who.writer: ((3, 3),)}}


def test_a_gap_is_filled_third_hand(network, three):
    """The office and a colleague hold different halves; each file is checked end to end."""
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    writer = laptop.db.who.writer
    office.take(three[0])
    laptop_to_colleague = _file_for(network, laptop, colleague)
    colleague.take(laptop_to_colleague)
    office.take(three[2])
    with office.db.reading() as connection:
        assert held_of(connection, writer, "2816") == 1
    colleague.take(office.export("P2"))
    file = colleague.export()
    assert numbers(file, office) == [(2, 2)]
    assert office.take(file).files[0].missing == []
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.faults() == []


def _file_for(network, place, other):
    (file,) = exchange.export(place.db, network.wire(), network.devices[other.name])
    return file.path


def test_a_promoters_segment_goes_through_the_office_as_it_was_signed(network, three):
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    office.take(*three)
    with forging.opened(three[0], office) as bundle:
        signed = [
            bundle.segment_bytes(part) for part in bundle.manifest.segments if part.scope == "2816"
        ]
    file = office.export("P2")
    with forging.opened(file, colleague) as bundle:
        relayed = [
            bundle.segment_bytes(part)
            for part in bundle.manifest.segments
            if part.writer == laptop.db.who.writer
        ]
    assert signed == relayed[:1]
    assert colleague.take(file).files[0].taken.new >= 3
    assert colleague.dump(("2816",)) == laptop.dump(("2816",))


def test_a_relayed_segment_that_the_office_changed_is_refused(network, three):
    office, colleague = network["office"], network["P2"]
    office.take(*three)
    file = office.export("P2")
    with forging.opened(file, colleague) as bundle:
        parts = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
    changed = [part.replace(b"Firma 1", b"Firma 7") for part in parts]
    assert changed != parts
    report = colleague.take(forging.resealed(file, office, colleague, changed))
    assert report.refused
    assert colleague.sql("SELECT 1 FROM company") == []


def test_status_names_the_gap(network, three):
    office = network["office"]
    office.take(three[2])
    (device,) = [one for one in exchange.status(office.db).devices if one.missing]
    assert (device.device, device.missing) == (network.devices["P1"], (("2816", 1, 2),))
