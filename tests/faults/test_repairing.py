"""The program dies while it repairs: the folder holds the old store or the new one."""

import json

from app.store.engine import FILE_NAME
from tests.faults.conftest import copied, points, whole
from tests.sync.damaged_store import Damage, break_by

SIGKILL = -9
_LAST = 12
"""The steps from the new file's commit on: forcing it, putting it in place, the files after it."""


def names(store) -> set[str]:
    return {row["name"] for row in map(json.loads, whole(store)) if row["entity"] == "company"}


def test_repairing(deaths, network, tmp_path):
    laptop = network["P1"]
    for number in range(3):
        laptop.add(row=f"firma-{number}", name=f"Firma {number}")
    laptop.close()
    broken = "UPDATE entry SET payload = 'x' WHERE instr(payload, 'Firma 0')"
    assert break_by(laptop.folder, Damage("", (broken,)))
    before = (laptop.folder / FILE_NAME).read_bytes()
    ended = deaths.run("repair", "--store", copied(laptop.folder, tmp_path / "s"))
    assert ended.code == 0, ended.out
    left = set()
    for at, after in points(ended.steps, _LAST):
        store = copied(laptop.folder, tmp_path / "s")
        assert deaths.run("repair", "--store", store, at=at, after=after).code == SIGKILL
        is_old = (store / FILE_NAME).read_bytes() == before
        left.add(is_old)
        if is_old:
            again = deaths.run("repair", "--store", store)
            assert again.code == 0, again.out
        assert {"Firma 1", "Firma 2"} <= names(store)
    assert left == {True, False}
