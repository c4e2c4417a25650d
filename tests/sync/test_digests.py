"""Equal knowledge with unequal digests is a fault: named at once, nothing refused, nothing lost."""

import pytest

from app.services import exchange, exchange_words
from app.sync import digests
from tests.sync import forging


@pytest.fixture
def file(network):
    """Return the office's file for a laptop, both of one mind."""
    network["P1"].add(row="firma", name="Tartak")
    network.round("P1", "P2")
    network.round("P1", "P2")
    return network["office"].export("P1")


def told_wrong(network, file):
    """Return the file with another digest of the county's history."""
    with forging.opened(file, network["P1"]) as bundle:
        told = dict(bundle.manifest.digests)
    office, laptop = network["office"], network["P1"]
    return forging.resealed(file, office, laptop, digests=told | {"2816": "0" * 64})


def test_stores_of_one_mind_tell_one_digest(network, file):
    assert network["P1"].take(file).files[0].unequal == []
    for scope in ("network", "2816"):
        told = set()
        for name in ("office", "P1", "P2"):
            with network[name].db.reading() as connection:
                told.add(digests.digest(connection, scope))
        assert len(told) == 1


def test_another_history_is_named_and_loses_nothing(network, file):
    laptop, office = network["P1"], network["office"]
    before = laptop.dump()
    report = laptop.take(told_wrong(network, file))
    (one,) = report.files
    assert (one.result, one.unequal, one.reason) == ("known", ["2816"], "")
    assert laptop.dump() == before
    assert exchange.status(laptop.db).unequal == ((network.devices["office"], "2816"),)
    assert "the county piski have another history" in exchange_words.result_text(one)
    laptop.add(row="next")
    assert not office.take(laptop.export()).refused
    laptop.take(office.export("P1"))
    assert exchange.status(laptop.db).unequal == (), "the latest file counts"


def test_it_is_seen_although_the_receiver_has_gone_on(network, file):
    laptop = network["P1"]
    laptop.add(row="next", name="Dalej")
    assert laptop.take(told_wrong(network, file)).files[0].unequal == ["2816"]
    assert laptop.take(file).files[0].unequal == []


def test_more_than_is_held_here_is_not_compared(network, file):
    laptop, colleague = network["P1"], network["P2"]
    colleague.add(row="next")
    office = network["office"]
    office.take(colleague.export())
    file = office.export("P1")
    wrong = forging.resealed(
        file, office, laptop, segments=[], digests={"2816": "0" * 64, "2805": "1" * 64}
    )
    assert laptop.take(wrong).files[0].unequal == []


def test_a_dry_run_names_it_and_keeps_nothing(network, file):
    laptop = network["P1"]
    assert laptop.take(told_wrong(network, file), dry_run=True).files[0].unequal == ["2816"]
    assert exchange.status(laptop.db).unequal == ()


def test_a_fork_of_a_third_is_settled_before_digests_are_compared(network, file, tmp_path):
    """A copied laptop wrote other changes under one number; office and colleague each took one."""
    from tests.sync.test_mishaps import copied

    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    twin = copied(network, laptop, tmp_path)
    laptop.add(row="one", name="Jeden")
    twin.add(row="two", name="Dwa")
    office.take(laptop.export())
    (file,) = exchange.export(twin.db, network.wire(), network.devices["P2"])
    colleague.take(file.path)
    twin.close()
    marks_alone = forging.resealed(office.export("P2"), office, colleague, segments=[])
    report = colleague.take(marks_alone)
    assert report.files[0].unequal == []
    assert colleague.sql("SELECT count(*) FROM company WHERE id='two'") == [(0,)]
    status = exchange.status(colleague.db)
    assert status.histories == {network.devices["P1"]: 1}
    assert "(P1)" in exchange_words.histories_text(status)
    colleague.take(office.export("P2"))
    assert colleague.value("one", "name") == "Jeden"
    assert colleague.faults() == []
