"""Somebody works at the window while a file is taken in beside it."""

from threading import Thread

from app.services import devices
from app.store import identity
from app.sync import importing
from tests.sync.test_forks import copied, meet


def test_what_is_saved_while_a_healing_file_is_checked_stays(network, tmp_path, monkeypatch):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma", name="Tartak", phone="500")
    network.round()
    twin = copied(network, laptop, tmp_path / "twin")
    twin.edit("firma", phone="501")
    office.take(twin.export())
    laptop.edit("firma", www="tartak.pl")
    file = office.export("P1")
    check = importing._Run._check

    def saved_meanwhile(*args):
        laptop.edit("firma", town="Pisz")
        laptop.add(row="nowa", name="Młyn")
        return check(*args)

    with monkeypatch.context() as patch:
        patch.setattr(importing._Run, "_check", saved_meanwhile)
        assert not laptop.take(file).refused
    assert laptop.value("firma", "town") == "Pisz"
    assert laptop.value("nowa", "name") == "Młyn"
    meet(network, laptop, twin)
    assert office.value("firma", "town") == "Pisz"
    assert office.value("nowa", "name") == "Młyn"
    assert laptop.dump(("2816",)) == office.dump(("2816",)) == twin.dump(("2816",))
    assert laptop.faults() == []
    twin.close()


def test_a_new_name_holds_from_the_moment_of_its_commit(network):
    """A page that reads while the transaction is open must not bring the older name back."""
    database = network["P1"].db
    with database.writing() as connection:
        writer = identity.start_incarnation(connection)
        database.identity_changed()
        reader = Thread(target=lambda: database.who)
        reader.start()
        reader.join()
    assert database.who.writer == writer


def test_a_county_that_comes_while_pages_read_can_be_worked_in_at_once(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    devices.grant(office.db, laptop.device, ("2816", "2805"))
    file = office.export("P1")
    note = importing.receipts.note

    def while_pages_read(*args):
        reader = Thread(target=lambda: laptop.db.who)
        reader.start()
        reader.join()
        return note(*args)

    with monkeypatch.context() as patch:
        patch.setattr(importing.receipts, "note", while_pages_read)
        laptop.take(file)
    assert laptop.db.who.counties == ("2816", "2805")
    laptop.add(row="ełk", name="Ełk", county="2805")
