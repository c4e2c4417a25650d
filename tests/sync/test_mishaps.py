"""Stores that were put back, copied, opened twice: nothing is lost and nothing is taken twice."""

import shutil
from datetime import timedelta

import pytest

from app.base.errors import UserError
from app.services import care
from app.store.database import Database
from app.store.heads import Heads
from tests.sync.living_network import Place


def put_back(network, place, file):
    """Restore a place from a backup."""
    place.close()
    network.at(place)
    network.pass_time()
    care.restore(file, place.folder)


@pytest.fixture
def backup(network, tmp_path):
    """Return a copy of the first laptop's store with one company; the office has more."""
    laptop, file = network["P1"], tmp_path / "copy.db"
    laptop.add(row="before", name="Sprzed kopii")
    care.save_copy(laptop.db, file)
    laptop.add(row="after", name="Po kopii")
    network["office"].take(laptop.export())
    return file


def test_a_restored_store_gets_its_later_work_back_and_goes_on(network, backup):
    laptop, office = network["P1"], network["office"]
    life = laptop.db.who.writer
    put_back(network, laptop, backup)
    assert laptop.db.who.writer != life
    assert laptop.sql("SELECT id FROM company WHERE id='after'") == []
    laptop.add(row="new", name="Po przywróceniu")
    office.take(laptop.export())
    laptop.take(office.export("P1"))
    assert laptop.value("after", "name") == "Po kopii"
    office.take(laptop.export())
    assert laptop.dump(("2816",)) == office.dump(("2816",))
    assert {row for (row,) in office.sql("SELECT id FROM company")} == {"before", "after", "new"}
    assert laptop.faults() == office.faults() == []


def test_an_office_put_back_issues_certificates_anew_and_asks_nobody(network, tmp_path):
    office, one, other = network["office"], network["P1"], network["P2"]
    care.save_copy(office.db, tmp_path / "office.db")
    office.take(one.export())
    office.take(other.export())
    other.take(office.export("P2"))
    put_back(network, office, tmp_path / "office.db")
    office.offset = timedelta(hours=1)  # certificates tell the second in which they were issued
    office.take(one.export())
    other.take(office.export("P2"))
    office.take(other.export())
    fields = office.sql("SELECT DISTINCT field FROM sibling WHERE entity='device'")
    assert ("certificate",) in fields, fields
    assert office.conflicts() == {}


def test_a_store_restored_again_with_the_clock_set_right(network, backup):
    """Its file numbers and its life look older than those the office has seen."""
    laptop, office = network["P1"], network["office"]
    laptop.offset = timedelta(days=365)
    put_back(network, laptop, backup)
    office.take(laptop.export())
    laptop.take(office.export("P1"))
    office.take(laptop.export())
    laptop.offset = timedelta()
    put_back(network, laptop, backup)
    office.take(laptop.export())
    laptop.take(office.export("P1"))
    assert laptop.value("after", "name") == "Po kopii"


def test_a_restored_store_whose_clock_was_set_back_goes_on_after_its_own_time(network, backup):
    laptop, office = network["P1"], network["office"]
    laptop.offset = timedelta(days=-1)
    put_back(network, laptop, backup)
    office.take(laptop.export())
    laptop.take(office.export("P1"))
    assert laptop.value("after", "name") == "Po kopii"
    assert laptop.faults() == []
    laptop.add(row="new", name="Po przywróceniu")
    times = dict(laptop.sql("SELECT row, max(time) FROM touch JOIN entry USING(dot) GROUP BY row"))
    assert times["new"] > times["after"]


def test_a_restored_office_gets_everything_back_from_the_laptops(network, tmp_path):
    office, laptop = network["office"], network["P1"]
    care.save_copy(office.db, tmp_path / "office.db")
    laptop.add(row="firma", name="Tartak")
    network.round()
    network.round()
    office.edit("firma", phone="501")
    network.round()
    put_back(network, office, tmp_path / "office.db")
    assert office.sql("SELECT * FROM company") == []
    network.round()
    network.round()
    assert office.value("firma", "phone") == "501"
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.faults() == []


def copied(network, place, tmp_path) -> Place:
    """Copy a store by hand to a second computer, where both go on."""
    place.close()
    shutil.copytree(place.folder, tmp_path / "copied")
    return Place(network, place.name, tmp_path / "copied")


def test_a_copied_store_is_refused_and_named(network, backup, tmp_path):
    laptop, office = network["P1"], network["office"]
    twin = copied(network, laptop, tmp_path)
    laptop.add(row="one", name="Jeden")
    twin.add(row="two", name="Dwa")
    office.take(laptop.export())
    before = office.dump()
    report = office.take(twin.export())
    twin.close()
    assert report.refused
    assert "copied or put back by hand" in report.files[0].reason
    assert office.dump() == before


def test_waiting_changes_of_another_history_do_not_block_later_files(network, backup, tmp_path):
    laptop, office = network["P1"], network["office"]
    network.round("P1")  # the laptop knows what the office holds: files bring only what is new
    twin = copied(network, laptop, tmp_path)
    twin.add(row="two", name="Dwa")
    office_file_lost = twin.export()
    with twin.db.writing() as connection:
        writer = twin.db.who.writer
        connection.exec_driver_sql(
            "UPDATE receipt SET last=last+1 WHERE writer=? AND scope='2816'", (writer,)
        )
    twin.add(row="three", name="Trzy")
    assert office.take(twin.export()).files[0].result == "waiting"
    twin.close()
    assert office_file_lost.exists()
    laptop.add(row="one", name="Jeden")
    report = office.take(laptop.export())
    assert report.files[0].result == "applied"
    assert "copied or put back by hand" in report.files[0].reason
    assert office.sql("SELECT * FROM waiting") == []
    network["P2"].add(row="four", name="Cztery")
    assert not office.take(network["P2"].export()).refused
    assert office.value("four", "name") == "Cztery"


def test_a_store_file_put_back_by_hand_starts_a_new_life(network, backup):
    """Nobody ran `restore`: the import notices that others know more of us than we do."""
    laptop, office = network["P1"], network["office"]
    laptop.close()
    for file in laptop.folder.glob("centrum-csr.db*"):
        file.unlink()
    shutil.copyfile(backup, laptop.folder / "centrum-csr.db")
    life = laptop.db.who.writer
    network.pass_time()
    office_file = _all_of(office, "P1")
    laptop.take(office_file)
    assert laptop.value("after", "name") == "Po kopii"
    assert laptop.db.who.writer != life
    laptop.add(row="new", name="Nowa")
    assert not office.take(laptop.export()).refused
    assert office.value("new", "name") == "Nowa"


def _all_of(place, to):
    with place.db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM receipt")
    return place.export(to)


def test_two_windows_on_one_store(network):
    laptop = network["P1"]
    laptop.add(row="firma")
    with pytest.raises(UserError, match="open in another window"):
        Database.open(laptop.folder)
    laptop.close()
    Database.open(laptop.folder).close()


def test_a_laptop_cannot_answer_for_the_network(network):
    """A conflict in the office's reference data is the office's to answer."""
    office, laptop = network["office"], network["P1"]
    ((centre,),) = office.sql("SELECT id FROM centre")
    opened = office.db.seen()
    office.edit(centre, entity="centre", phone="501")
    network.round("P1")
    ((dots,),) = laptop.sql("SELECT dots FROM head WHERE row=?", centre)
    with laptop.db.writing() as connection:  # as if another incarnation of the office had said so
        connection.exec_driver_sql(
            "INSERT INTO sibling(row, field, dot, entity, value, differs) "
            "VALUES(?,'phone',?,'centre','502',1)",
            (centre, Heads.read(dots).of("phone")),
        )
    assert opened
    with pytest.raises(UserError, match="Only the central office"):
        laptop.answer(f"{centre}.phone", "501")
