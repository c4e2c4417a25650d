"""Held segments that meet: of two computers under one name, and of runs that overlap."""

import pytest

from app.services import devices, held_changes
from app.store.streams import find_stream
from app.sync import held, settling, taking
from app.sync.secrets import read_secrets
from app.sync.segment import read_segment, seal
from tests.sync.test_forks import copied


@pytest.fixture
def lost(network, tmp_path):
    """A laptop that is revoked, and a copy of it by hand."""
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma", name="Tartak", phone="500")
    network.round()
    twin = copied(network, laptop, tmp_path / "twin")
    devices.revoke(office.db, laptop.device)
    yield laptop, twin
    twin.close()


@pytest.mark.parametrize("more", [0, 1])
def test_what_two_computers_wrote_under_one_name_is_never_dropped(network, lost, more):
    office, (laptop, twin) = network["office"], lost
    laptop.edit("firma", phone="501")
    network.pass_time()
    twin.edit("firma", phone="502")
    for number in range(more):
        twin.add(row=f"late-{number}", name="Późna")
    office.take(laptop.export(), twin.export())
    held_changes.accept(office.db, laptop.device)
    phones = {"501", "502"}
    shown = office.value("firma", "phone")
    (kept,) = office.sql("SELECT reason, bytes FROM held")
    (other,) = phones - {shown}
    assert kept[0] == held.HISTORY
    assert f'"phone":"{other}"'.encode() in kept[1]
    assert not office.take(network["P2"].export()).refused
    assert office.faults() == []


def _run(place, first, last):
    """Return entries of a laptop's own stream, signed as one segment."""
    who = place.db.who
    with place.db.reading() as connection:
        stream = find_stream(connection, who.writer, "2816")
        found = connection.exec_driver_sql(
            "SELECT head, payload, hash FROM entry WHERE dot >> 32 = ? ORDER BY dot", (stream.n,)
        ).all()
        secrets = read_secrets(connection)
    before = found[first - 2][2] if first > 1 else bytes(32)
    lines = [(head, payload) for head, payload, _hash in found[first - 1 : last]]
    made = seal(secrets.keys, secrets.certificate, who.network, who.writer, "2816", before, lines)
    return read_segment(made.to_bytes(), who.network, secrets.root_public)


@pytest.fixture
def three(network):
    for number in range(3):
        network["P1"].add(row=f"firma-{number}", name=f"Firma {number}")
    return network["P1"]


def test_a_run_that_overlaps_another_is_held_with_it(network, three):
    other = network["P2"]
    with other.db.writing() as connection:
        taking.take(connection, _run(three, 1, 2))
        taking.take(connection, _run(three, 2, 3))
        stream = find_stream(connection, three.db.who.writer, "2816")
        settling.put_back(connection, stream, 2, held.REVOKED)
    assert other.sql("SELECT first, last FROM held ORDER BY first") == [(1, 2), (2, 3)]
    assert other.faults() == []
    with other.db.writing() as connection:
        settling.settle(connection)
    assert len(other.sql("SELECT 1 FROM company")) == 3
    assert other.faults() == []


def test_the_longer_of_two_that_wait_stays(network, three):
    other = network["P2"]
    with other.db.writing() as connection:
        taking.take(connection, _run(three, 2, 2))
        taking.take(connection, _run(three, 2, 3))
        taking.take(connection, _run(three, 2, 2))
    assert other.sql("SELECT first, last FROM waiting") == [(2, 3)]
    with other.db.writing() as connection:
        taking.take(connection, _run(three, 1, 1))
        taking.take(connection, _run(three, 2, 3))
    assert len(other.sql("SELECT 1 FROM company")) == 3


@pytest.mark.parametrize("table", ["held", "waiting"])
def test_what_is_damaged_while_it_is_kept_aside_stops_no_import(network, three, table):
    """The rest is taken in; what waited is asked for again, what is held stays for the office."""
    office, other, laptop = network["office"], network["P2"], network["P4"]
    with office.db.writing() as connection:
        taking.take(connection, _run(three, 2, 3))
    if table == "held":
        devices.revoke(office.db, three.device)
        network.round("P2")
        office.take(three.export())
    broken = f"UPDATE {table} SET bytes = CAST(replace(bytes, 'Firma', 'F\"rma') AS BLOB)"
    with office.db.writing() as connection:
        connection.exec_driver_sql(broken)
        connection.exec_driver_sql(
            "INSERT INTO erased(scope, row, entity, names, since) "
            "VALUES('2816', 'firma-1', 'company', 'name', '2026-11-23T09:00:00+00:00')"
        )
    if table == "held":
        assert held_changes.accept(office.db, three.device) is not None
    other.add(row="new", name="Nowa")
    assert not office.take(other.export(), three.export()).refused
    assert office.value("new", "name") == "Nowa"
    assert not laptop.take(office.export("P4")).refused
    assert office.sql("SELECT first, last FROM waiting") == []


def test_two_histories_that_wait_from_one_number_are_both_kept(network, tmp_path):
    """A copied laptop and its twin both lack the file before; what is not taken is put aside."""
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma", name="Tartak")
    twin = copied(network, laptop, tmp_path / "twin")
    laptop.edit("firma", phone="501")
    network.pass_time()
    twin.edit("firma", phone="502")
    twin.edit("firma", phone="503")
    for first, second in ((laptop, twin), (twin, laptop)):
        with office.db.writing() as connection:
            connection.exec_driver_sql("DELETE FROM waiting")
            connection.exec_driver_sql("DELETE FROM held")
            for one in (first, second, first):
                taking.take(connection, _run(one, 2, 2 + (one is twin)))
        assert office.sql("SELECT first, last FROM waiting") == [(2, 3)]
        assert office.sql("SELECT reason, first, last FROM held") == [(held.HISTORY, 2, 2)]
    with office.db.writing() as connection:
        taking.take(connection, _run(laptop, 1, 2))
    assert not office.take(network["P2"].export()).refused
    assert office.value("firma", "phone") == "501"
    assert office.sql("SELECT 1 FROM waiting") == []
    assert sorted(office.sql("SELECT first, last FROM held")) == [(2, 2), (2, 3)]
    assert office.faults() == []
    twin.close()
