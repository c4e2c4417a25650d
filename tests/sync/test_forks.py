"""Copied stores and backups put back by hand: two histories of one name are found and healed."""

import shutil

import pytest

from app.base.errors import UserError
from app.services import care, exchange
from app.store import moving
from tests.sync.living_network import Place


def copied(network, place, folder) -> Place:
    """Copy a store by hand to a second computer, where both go on."""
    place.close()
    shutil.copytree(place.folder, folder)
    return Place(network, place.name, folder)


def put_back_by_hand(place, kept) -> None:
    """Copy an older store over the present one, as somebody does who knows no `restore`."""
    place.close()
    shutil.rmtree(place.folder)
    shutil.copytree(kept, place.folder)


def meet(network, *places, times=3) -> None:
    """Let places hand over to the office and take its answer, whatever is refused on the way."""
    office = network["office"]
    for _ in range(times):
        for place in places:
            network.pass_time()
            office.take(place.export())
            place.take(office.export(place.name))


def agree(network, *places, scope="2816") -> None:
    office = network["office"]
    for place in places:
        report = office.take(place.export()), place.take(office.export(place.name))
        assert not any(one.refused for one in report)
    for place in places:
        assert place.dump((scope,)) == office.dump((scope,)), place.name
        assert place.conflicts() == office.conflicts()
        assert place.faults() == []
    assert office.faults() == []


@pytest.fixture
def twins(network, tmp_path):
    """The first laptop with a company that the office knows, and a copy of it by hand."""
    laptop = network["P1"]
    laptop.add(row="firma", name="Tartak", phone="500")
    network.round()
    twin = copied(network, laptop, tmp_path / "twin")
    yield laptop, twin
    twin.close()


def test_both_computers_go_on_and_nothing_is_lost(network, twins):
    laptop, twin = twins
    laptop.edit("firma", phone="501")
    laptop.add(row="one", name="Jeden")
    twin.edit("firma", www="tartak.pl")
    twin.edit("firma", name="Tartak Nowy")
    twin.add(row="two", name="Dwa")
    life = twin.db.who.writer
    office = network["office"]
    assert not office.take(laptop.export()).refused
    network.pass_time()
    report = office.take(twin.export()).files[0]
    assert report.result == "refused"
    assert "copied or put back by hand" in report.reason
    told = twin.take(office.export("P1")).files[0]
    assert "Your changes go on" in told.reason
    assert twin.db.who.writer != life
    assert twin.value("firma", "phone") == "501"
    assert twin.value("two", "name") == "Dwa"
    meet(network, laptop, twin)
    agree(network, laptop, twin)
    assert office.conflicts() == {}, "they changed different things, and had seen the rest"
    assert office.value("firma", "name") == "Tartak Nowy"
    assert {row for (row,) in office.sql("SELECT id FROM company")} == {"firma", "one", "two"}


def test_what_both_changed_is_a_question(network, twins):
    laptop, twin = twins
    laptop.edit("firma", phone="501")
    twin.edit("firma", phone="502")
    meet(network, laptop, twin)
    agree(network, laptop, twin)
    assert network["office"].conflicts() == {"firma.phone": {"501", "502"}}


def test_common_changes_that_nobody_had_sent_are_not_doubled(network, twins, tmp_path):
    laptop, _twin = twins
    laptop.edit("firma", phone="501")
    later = copied(network, laptop, tmp_path / "later")
    laptop.edit("firma", phone="502")
    later.edit("firma", www="tartak.pl")
    meet(network, laptop, later)
    agree(network, laptop, later)
    assert network["office"].conflicts() == {}
    assert network["office"].value("firma", "phone") == "502"
    later.close()


def test_what_stays_under_the_old_name_stays_signed(network, twins, tmp_path):
    laptop, _twin = twins
    laptop.edit("firma", phone="501")
    later = copied(network, laptop, tmp_path / "later")
    office, colleague = network["office"], network["P2"]
    office.take(laptop.export())
    laptop.edit("firma", phone="502")
    colleague.take(laptop.export("P2"))
    office.take(colleague.export())
    later.edit("firma", www="tartak.pl")
    later.export()  # one segment of what both have and of what only the copy has
    later.take(office.export("P1"))
    assert later.value("firma", "phone") == "502"
    assert later.faults() == []
    later.close()


def test_the_files_other_segments_are_still_taken(network, twins):
    laptop, twin = twins
    network["P2"].add(row="third-hand", name="Z Pisza")
    twin.take(network["P2"].export("P1"))
    laptop.add(row="one", name="Jeden")
    twin.add(row="two", name="Dwa")
    office = network["office"]
    office.take(laptop.export())
    report = office.take(twin.export()).files[0]
    assert report.result == "applied"
    assert "copied or put back by hand" in report.reason
    assert office.value("third-hand", "name") == "Z Pisza"


def test_a_third_computer_that_took_the_other_history(network, twins):
    """A colleague met the copy first; the office settles whose history keeps the name."""
    laptop, twin = twins
    other, office = network["P2"], network["office"]
    laptop.add(row="one", name="Jeden")
    twin.add(row="two", name="Dwa")
    other.take(twin.export("P2"))
    other.edit("two", phone="777")
    office.take(laptop.export())
    meet(network, other)
    assert other.value("one", "name") == "Jeden"
    meet(network, laptop, twin, other)
    agree(network, laptop, twin, other)
    assert office.value("two", "phone") == "777"
    assert office.value("two", "name") == "Dwa"


def test_the_office_is_told_that_two_computers_work_under_one_name(network, twins):
    laptop, twin = twins
    laptop.add(row="one")
    twin.add(row="two")
    for _ in range(2):
        meet(network, laptop, twin, times=1)
    (told,) = [one for one in exchange.status(network["office"].db).devices if one.doubled]
    assert told.device == laptop.device
    network["office"].add(row="later", name="Nowa")
    meet(network, laptop, twin, times=1)
    assert laptop.value("later", "name") == twin.value("later", "name") == "Nowa"


def test_a_laptop_that_was_put_back_is_one_computer(network, tmp_path):
    laptop = network["P1"]
    laptop.add(row="firma")
    care.save_copy(laptop.db, tmp_path / "copy.db")
    late = laptop.export()
    laptop.close()
    network.at(laptop)
    network.pass_time()
    care.restore(tmp_path / "copy.db", laptop.folder)
    laptop.add(row="new")
    meet(network, laptop)
    network["office"].take(late)
    assert not any(one.doubled for one in exchange.status(network["office"].db).devices)
    agree(network, laptop)


def test_a_backup_put_back_by_hand_that_went_on(network, twins, tmp_path):
    laptop, _twin = twins
    laptop.close()
    shutil.copytree(laptop.folder, tmp_path / "kept")
    laptop.edit("firma", phone="sent")
    network.round("P1")
    put_back_by_hand(laptop, tmp_path / "kept")
    laptop.edit("firma", phone="after")
    laptop.edit("firma", www="tartak.pl")
    meet(network, laptop)
    agree(network, laptop)
    assert network["office"].conflicts() == {"firma.phone": {"sent", "after"}}
    assert network["office"].value("firma", "www") == "tartak.pl"


def test_an_office_put_back_by_hand_that_went_on(network, tmp_path):
    office, laptop, other = network["office"], network["P1"], network["P2"]
    laptop.add(row="firma", name="Tartak")
    network.round()
    office.close()
    shutil.copytree(office.folder, tmp_path / "kept")
    office.edit("firma", phone="sent")
    network.round("P1")
    put_back_by_hand(office, tmp_path / "kept")
    office.edit("firma", phone="after")
    other.take(office.export("P2"))
    meet(network, laptop, other, times=4)
    agree(network, laptop, other)
    assert office.conflicts() == {"firma.phone": {"sent", "after"}}


def test_undo_still_takes_back_what_went_on_under_the_new_name(network, twins):
    laptop, twin = twins
    laptop.add(row="one")
    twin.edit("firma", www="tartak.pl")
    meet(network, laptop, twin, times=1)
    assert twin.db.undo_label() == "Edit"
    twin.db.undo()
    assert twin.value("firma", "www") is None
    meet(network, laptop, twin)
    agree(network, laptop, twin)


def test_a_form_that_was_open_has_seen_what_it_had_seen(network, twins):
    laptop, twin = twins
    laptop.edit("firma", phone="501")
    laptop.edit("firma", www="laptop.pl")
    twin.edit("firma", town="Pisz")
    twin.edit("firma", town="Orzysz")
    opened = twin.db.seen()
    meet(network, laptop, twin, times=1)
    assert moving.MOVES in twin.db.seen()
    twin.edit("firma", seen=opened, town="Ruciane")
    twin.edit("firma", seen=opened, phone="502")
    meet(network, laptop, twin)
    agree(network, laptop, twin)
    assert network["office"].conflicts() == {"firma.phone": {"501", "502"}}
    assert twin.value("firma", "town") == "Ruciane"


def test_a_form_opened_before_a_move_does_not_write_over_what_came_later(network, twins):
    laptop, twin = twins
    laptop.add(row="one")
    opened = twin.db.seen()
    twin.edit("firma", town="Orzysz")
    meet(network, laptop, twin, times=1)
    with pytest.raises(UserError, match="changed in another place"):
        twin.edit("firma", seen=opened, town="Ruciane")


def test_a_dry_run_of_a_healing_file_changes_nothing(network, twins):
    laptop, twin = twins
    laptop.add(row="one")
    twin.add(row="two")
    office = network["office"]
    office.take(laptop.export())
    file = office.export("P1")
    before, life, held = twin.dump(), twin.db.who.writer, twin.sql("SELECT dot FROM entry")
    twin.take(file, dry_run=True)
    assert (twin.dump(), twin.db.who.writer, twin.sql("SELECT dot FROM entry")) == (
        before,
        life,
        held,
    )
    twin.take(file)
    assert twin.db.who.writer != life


@pytest.mark.parametrize("call", ["move", "cut"])
def test_a_death_while_healing_leaves_the_store_as_it_was(network, twins, monkeypatch, call):
    laptop, twin = twins
    laptop.add(row="one")
    twin.add(row="two")
    office = network["office"]
    office.take(laptop.export())
    file = office.export("P1")
    life = twin.db.who.writer

    def dies(*_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(moving, call, dies)
        with pytest.raises(KeyboardInterrupt):
            twin.take(file)
    twin.close()
    assert twin.db.who.writer == life
    assert twin.faults() == []
    twin.take(file)
    meet(network, laptop, twin)
    agree(network, laptop, twin)
