"""What an import of many rows does otherwise, and that nothing of it shows."""

import shutil
from contextlib import closing
from threading import Thread

import pytest

from app.store import checkpointing, indexes, search
from app.store.engine import FILE_NAME, driver, open_raw

_ROWS = tuple(f"firma-{number}" for number in range(30))


@pytest.fixture
def file(network):
    """Return a laptop's file that changes most of the companies that the office has."""
    laptop = network["P1"]
    for row in _ROWS:
        laptop.add(row=row, name=f"Tartak {row}")
    network["office"].take(laptop.export())
    for row in _ROWS[1:]:
        laptop.edit(row, name=f"Młyn {row}", phone="501501501")
    return laptop.export()


@pytest.mark.parametrize("many", [3, 1_000])
def test_indexes_are_made_anew_where_most_rows_change(network, file, monkeypatch, many):
    monkeypatch.setattr(indexes, "MANY", many)
    monkeypatch.setattr(search, "MANY", many)
    office = network["office"]
    asked = []
    with office.db.writing() as connection:
        driver(connection).set_trace_callback(asked.append)
    report = office.take(file)
    told = " ".join(asked)
    assert not report.refused
    assert ('DROP INDEX "company_by_phone"' in told) == (many < len(_ROWS))
    assert ("delete-all" in told) == (many < len(_ROWS))
    found = {word: len(office.db.read(search.find, word)) for word in ("mlyn", "tartak")}
    assert found == {"mlyn": 29, "tartak": 1}
    assert office.dump(("2816",)) == network["P1"].dump(("2816",))
    assert office.faults() == []


def test_the_file_has_all_of_a_long_log_in_the_end(network, file, tmp_path, monkeypatch):
    """Also what is written after the records: else the next save waits for the disk twice."""

    class AtOnce(Thread):
        def start(self):
            super().start()
            self.join()

    monkeypatch.setattr(checkpointing, "_LONG", 0)
    monkeypatch.setattr(checkpointing, "Thread", AtOnce)
    office = network["office"]
    office.take(file)
    alone = shutil.copy(office.folder / FILE_NAME, tmp_path / "alone.db")
    with closing(open_raw(alone)) as raw:
        told = raw.execute("SELECT name FROM exchange_file WHERE direction='taken'").fetchall()
    assert (file.name,) in told
