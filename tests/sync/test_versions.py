"""An older version beside a newer one: kept, passed on, told, shown after the upgrade."""

from datetime import date

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.services import exchange, exchange_words
from app.store import search, upgrading
from app.store.engine import FILE_NAME
from tests.sync.versions import ENTITY, bring_up_by, older, take_back_step


@pytest.fixture
def news(network):
    """Return files with fields and an entity that the office does not know, from two laptops."""
    first, second = network["P1"], network["P2"]
    first.add(row="firma", name="Tartak", phone="87 423 00 00")
    network.round("P1", "P2")
    first.edit("firma", www="tartak.pl", town="Pisz")
    second.edit("firma", www="tartak-leg.pl")
    first.add(row="zadanie", entity="task", company="firma", title="Oddzwoń", **_TASK)
    network["office"].close()
    return first.export(), second.export()


_TASK = {"due": date(2026, 12, 1), "owner": "promotor"}


def _payloads(place) -> set[bytes]:
    return {bytes(row[0]) for row in place.sql("SELECT payload FROM entry")}


def test_an_older_office_keeps_and_tells_what_it_cannot_show(network, news):
    office = network["office"]
    with older():
        report = office.take(*news)
        assert [file.result for file in report.files] == ["applied", "applied"]
        assert [len(file.taken.unshown) for file in report.files] == [2, 1]
        assert "2 records hold" in exchange_words.result_text(report.files[0])
        assert exchange.status(office.db).unshown == 2
        assert office.value("firma", "town") == "Pisz", "what it knows is shown"
        assert office.value("firma", "www") is None
        assert office.faults() == []
        assert [file.result for file in office.take(*news).files] == ["known", "known"]
        office.edit("firma", address="Łęg 1")
        office.db.undo()
        assert office.faults() == []
        office.close()


def test_an_older_office_passes_on_what_it_cannot_show(network, news):
    office, third = network["office"], network["P4"]
    with older():
        office.take(*news)
        office.edit("firma", address="Łęg 1")
        file = office.export("P4")
        office.close()
    third.take(file)
    assert _payloads(network["P1"]) <= _payloads(third)
    assert third.value("zadanie", "title", ENTITY) == "Oddzwoń"
    assert third.value("firma", "address") == "Łęg 1"
    assert third.conflicts() == {"firma.www": {"tartak.pl", "tartak-leg.pl"}}
    assert third.faults() == []


def test_an_older_laptop_answers_and_erases_around_what_it_cannot_show(network, news):
    office, newer = network["office"], network["P1"]
    with older():
        office.take(*news)
        network.pass_time()
        office.edit("firma", name="Tartak Łęg")
        office.delete("firma")
        office.db.undo()
        file = office.export("P1")
        office.close()
    newer.take(file)
    assert newer.value("firma", "name") == "Tartak Łęg"
    assert newer.conflicts() == {"firma.www": {"tartak.pl", "tartak-leg.pl"}}


def _shown(place) -> None:
    assert place.value("zadanie", "title", ENTITY) == "Oddzwoń"
    assert place.value("firma", "phone") == "87 423 00 00"
    assert place.conflicts() == {"firma.www": {"tartak.pl", "tartak-leg.pl"}}
    with place.db.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT row FROM search JOIN search_row ON n=search.rowid WHERE search MATCH ?",
            ('"oddzw"*',),
        ).all()
    assert [row for (row,) in found] == ["zadanie"]
    assert [hit.row for hit in place.db.read(search.find, "Tartak 423")] == ["firma"]
    assert exchange.status(place.db).unshown == 0
    assert place.faults() == []


def test_a_newer_version_shows_what_came_before_it(network, news):
    office = network["office"]
    with older():
        office.take(*news)
        office.close()
    _shown(office)
    network["P4"].take(office.export("P4"))
    assert network["P4"].dump(("2816",)) == office.dump(("2816",))


def test_the_step_of_a_real_file_shows_what_came_before_it(network, news, monkeypatch):
    office = network["office"]
    with older():
        office.take(*news)
        office.close()
    bring_up_by(monkeypatch, take_back_step(office.folder))
    _shown(office)
    assert len(list(office.folder.glob("*.before-*.db"))) == 1


@pytest.mark.parametrize("place", ["catch_up", "rederive", "hide", "_remember"])
def test_killed_while_it_catches_up_it_goes_on_the_next_time(network, news, monkeypatch, place):
    office = network["office"]
    with older():
        office.take(*news)
        office.close()
    bring_up_by(monkeypatch, take_back_step(office.folder))

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if place == "_remember":
            _die_at_the_second(patch)
        else:
            patch.setattr(upgrading, place, die)
        with pytest.raises(KeyboardInterrupt):
            _ = office.db
    _shown(office)


def _die_at_the_second(patch) -> None:
    remember, calls = upgrading._remember, []

    def once(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        remember(*args)

    patch.setattr(upgrading, "_remember", once)


def test_a_file_of_a_newer_schema_is_refused_in_words(network):
    office = network["office"]
    office.close()
    raw = sqlcipher.connect(str(office.folder / FILE_NAME))
    raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(UserError, match="newer version"):
        _ = office.db
