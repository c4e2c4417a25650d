"""What a file brings, record by record, before and after it is taken in."""

import pytest

from app.model.company import Company
from app.services import arrived_rows, exchange, records

from .network import Network, change, value_of


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


@pytest.fixture
def known(network):
    """One company that both stores hold."""
    company = network.company("Tartak", phone="87 423 00 00", town="Pisz")
    exchange.take_in(network.office, [network.hand_over("early")])
    return company


def rows_of(network, file, **how):
    (one,) = exchange.take_in(network.office, [file], in_full=True, **how).files
    return {row.title: row for row in one.rows}


def test_a_dry_run_names_what_is_new_what_changes_and_what_will_be_asked(network, known):
    network.company("Piekarnia")
    change(network.promoter, known, phone="87 423 11 22", address="ul. Leśna 1")
    change(network.office, known, phone="87 423 99 00")
    file = network.hand_over("files")
    found = rows_of(network, file, dry_run=True)
    assert found["Piekarnia"].is_new
    assert ("Name", "Piekarnia") in found["Piekarnia"].fields
    tartak = found["Tartak"]
    assert (tartak.entity, tartak.row) == ("company", known)
    assert not tartak.is_new
    assert ("Address", "ul. Leśna 1") in tartak.fields
    assert tartak.asked == ["Phone"]
    assert value_of(network.office, known, "phone") == "87 423 99 00", "nothing was changed"
    assert rows_of(network, file) == found, "what came is what was announced"


def test_what_is_deleted_is_told_as_gone(network, known):
    def delete(session):
        records.delete(session, records.get(session, Company, known))

    network.promoter.write(delete, label="Deleted")
    found = rows_of(network, network.hand_over("files"), dry_run=True)
    assert found["Tartak"].is_gone


def test_of_a_large_file_the_first_records_are_told(network, monkeypatch):
    monkeypatch.setattr(arrived_rows, "MOST", 3)
    for name in ("D", "A", "C", "B"):
        network.company(name)
    (one,) = exchange.take_in(network.office, [network.hand_over("a")], in_full=True).files
    assert len(one.rows) == 3
    assert len([row for row in one.taken.rows if row[0] == "company"]) == 4


def test_what_is_in_question_is_told_before_all_others(network, known, monkeypatch):
    monkeypatch.setattr(arrived_rows, "MOST", 1)
    network.company("Apteka")
    change(network.promoter, known, phone="87 423 11 22")
    change(network.office, known, phone="87 423 99 00")
    assert list(rows_of(network, network.hand_over("files"), dry_run=True)) == ["Tartak"]


def test_nothing_is_told_where_nobody_asked(network, known):
    change(network.promoter, known, phone="1")
    (one,) = exchange.take_in(network.office, [network.hand_over("files")], dry_run=True).files
    assert one.taken.rows
    assert one.rows == []
