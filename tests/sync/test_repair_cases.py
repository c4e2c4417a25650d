"""What a repair keeps, cuts and says, and what goes on after it."""

import pytest

from app.base.errors import UserError
from app.store.database import Database
from app.store.engine import FILE_NAME
from app.sync import repairing
from app.sync.repairing import repair
from tests.sync.damaged_store import Damage, break_by, copied
from tests.sync.living_network import living
from tests.sync.test_damage import faults


def test_what_a_repair_cut_comes_back_with_the_next_exchange(template, tmp_path):
    with living(template, ("office", "P1", "P2")) as network:
        office, laptop = network["office"], network["P1"]
        for number in range(3):
            laptop.add(row=f"firma-{number}", name=f"Firma {number}")
        network.round("P1")
        office.edit("firma-0", town="Pisz")
        network.round("P1")
        office.edit("firma-1", town="Orzysz")
        wanted, writer = office.dump(), office.db.who.writer
        office.close()
        broken = (
            (
                "UPDATE entry SET payload = replace(payload, 'Firma 1', 'Karta 1') "
                "WHERE instr(payload, 'Firma 1')"
            ),
            "DELETE FROM entry WHERE instr(payload, 'Orzysz') OR instr(payload, 'Pisz')",
        )
        assert break_by(office.folder, Damage("", broken))
        assert faults(office.folder)
        done = repair(office.folder)
        assert len(done.cut) == 2
        assert done.aside is not None
        assert "Karta 1" in done.aside.read_text("utf-8")
        assert office.faults() == []
        assert office.db.who.writer != writer
        network.round("P1")  # the laptop hears that the office lacks something
        network.round("P1")  # and sends it
        assert office.value("firma-1", "name") == "Firma 1"
        assert office.value("firma-0", "town") == "Pisz"
        assert [line for line in wanted if "firma-1" not in line] == [
            line for line in office.dump() if "firma-1" not in line
        ]
        assert office.faults() == []


def test_a_kill_at_the_last_step_leaves_the_old_store(healthy, tmp_path, monkeypatch):
    folder = copied(healthy, tmp_path / "office")
    before = (folder / FILE_NAME).read_bytes()

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(repairing.os, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            repair(folder)
    assert (folder / FILE_NAME).read_bytes() == before
    assert faults(folder) == []


def test_an_unreadable_file_names_the_daily_copies(healthy, tmp_path):
    folder = copied(healthy, tmp_path / "office")
    (folder / "backups").mkdir(exist_ok=True)
    (folder / "backups" / "2026-11-20.db").write_bytes(b"copy")
    (folder / FILE_NAME).write_bytes(b"no store at all" * 1000)
    for deed in (repair, Database.open):
        with pytest.raises(UserError, match=r"2026-11-20\.db") as told:
            deed(folder)
        assert "centrum-csr restore" in str(told.value)


@pytest.mark.parametrize("life", ["gone", "gone with the list of lives", "no number"])
def test_a_store_that_forgot_its_name_goes_on(healthy, tmp_path, life):
    folder = copied(healthy, tmp_path / "office")
    database = Database.open(folder)
    writer = database.who.writer
    database.close()
    statement = {
        "gone": "DELETE FROM meta WHERE key='incarnation'",
        "gone with the list of lives": "DELETE FROM meta WHERE key IN ('incarnation', 'lives')",
        "no number": "UPDATE meta SET value='x' WHERE key='incarnation'",
    }[life]
    assert break_by(folder, Damage("", (statement,)))
    assert faults(folder)
    repair(folder)
    assert faults(folder) == []
    database = Database.open(folder)
    assert (database.who.writer == writer) == (life != "gone with the list of lives")
    assert database.who.writer.partition("~")[0] == writer.partition("~")[0]
    database.close()


@pytest.mark.parametrize("column", ["certificate", "sign"])
def test_damaged_keys_of_another_are_a_refusal_and_mended(template, tmp_path, column):
    with living(template, ("office", "P1", "P2")) as network:
        office, laptop, other = network["office"], network["P1"], network["P2"]
        laptop.add(row="firma")
        network.round("P1", "P2")
        laptop.edit("firma", phone="501")
        file, others = laptop.export("P2"), office.export("P2")
        other.close()
        wrong = f"UPDATE device_key SET {column} = 'x' WHERE device = '{laptop.device}'"
        assert break_by(other.folder, Damage("", (wrong,)))
        if column == "certificate":
            told = other.take(file).files[0]
            assert (told.result, "Check it" in told.reason) == ("refused", True)
        assert not other.take(others).refused, "the others' files are not stopped by it"
        assert other.faults() != []
        other.close()
        assert repair(other.folder).dropped == [f"device_key {laptop.device}"]
        assert other.faults() == []
        assert other.sql("SELECT sign FROM device_key WHERE device=?", laptop.device) != []
        assert not other.take(file).refused
        assert other.value("firma", "phone") == "501"
