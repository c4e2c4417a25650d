"""The program dies at any step: the store is whole, what was said saved is there, work goes on."""

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.faults.conftest import Deaths, copied, points, whole

SIGKILL, SIGALRM = -9, -14
LINES = [
    {"entity": "company", "id": f"firma-{n}", "set": {"name": f"Firma {n}", "kind": "company"}}
    for n in range(4)
]


@pytest.fixture
def lines(tmp_path):
    file = tmp_path / "lines.jsonl"
    text = "\n".join(json.dumps(line) for line in LINES)
    file.write_text(text, encoding="utf-8")
    return file


def ids(records: list[str]) -> set[str]:
    return {row["id"] for row in map(json.loads, records) if row["entity"] == "company"}


def said_saved(out: str) -> set[str]:
    return {json.loads(line)["id"] for line in out.splitlines() if line.endswith("}")}


def check_record(deaths: Deaths, store: Path, lines: Path, **death) -> int:
    ended = deaths.run("record", "--store", store, lines, **death)
    assert said_saved(ended.out) <= ids(whole(store))
    again = deaths.run("record", "--store", store, lines)
    assert again.code == 0, again.out
    assert ids(whole(store)) == {line["id"] for line in LINES}
    return ended.code


def test_recording(deaths, network, lines, tmp_path):
    network["P1"].close()
    steps = deaths.run("record", "--store", copied(network["P1"].folder, tmp_path / "s"), lines)
    assert steps.code == 0, steps.out
    tried = points(steps.steps)
    for at, after in tried:
        store = copied(network["P1"].folder, tmp_path / "s")
        assert check_record(deaths, store, lines, at=at, after=after) == SIGKILL
    assert len(tried) >= 10


def test_one_transaction_is_all_or_nothing(deaths, network, lines, tmp_path):
    network["P1"].close()
    words = ("record", "--one-transaction", lines, "--store")
    steps = deaths.run(*words, copied(network["P1"].folder, tmp_path / "s")).steps
    found = set()
    for at, after in points(steps):
        store = copied(network["P1"].folder, tmp_path / "s")
        assert deaths.run(*words, store, at=at, after=after).code == SIGKILL
        found.add(len(ids(whole(store))))
    assert found <= {0, 4}


def test_exporting(deaths, network, tmp_path):
    laptop, office = network["P4"], network["office"]
    laptop.add(row="pisz", name="W Piszu", county="2816")
    laptop.add(row="elk", name="W Ełku", county="2805")
    laptop.close()
    words = ("export", "--to", tmp_path / "wire", "--store")
    steps = deaths.run(*words, copied(laptop.folder, tmp_path / "s")).steps
    for at, after in points(steps, last=10):
        shutil.rmtree(tmp_path / "wire")
        store = copied(laptop.folder, tmp_path / "s")
        assert deaths.run(*words, store, at=at, after=after).code == SIGKILL
        assert ids(whole(store)) == {"pisz", "elk"}
        for file in (tmp_path / "wire").glob("*.csrx"):
            assert not office.take(file, dry_run=True).refused
        assert deaths.run(*words, store).code == 0
        files = sorted((tmp_path / "wire").iterdir())
        assert {file.suffix for file in files} == {".csrx"}, "nothing half-made is left"
        assert not office.take(*files).refused
        assert office.sql("SELECT count(*) FROM company") == [(2,)]


def test_importing(deaths, network, tmp_path):
    laptop, office = network["P4"], network["office"]
    for number in range(3):
        laptop.add(row=f"pisz-{number}", name="W Piszu", county="2816")
        laptop.add(row=f"elk-{number}", name="W Ełku", county="2805")
    file = laptop.export()
    office.add(row="pisz-1", name="Kto inny")
    office.close()
    words = ("import", file, "--store")
    ended = deaths.run(*words, copied(office.folder, tmp_path / "s"))
    assert ended.code == 0, ended.out
    right = whole(tmp_path / "s")
    for at, after in points(ended.steps):
        store = copied(office.folder, tmp_path / "s")
        assert deaths.run(*words, store, at=at, after=after).code == SIGKILL
        whole(store)
        assert deaths.run(*words, store).code == 0
        assert whole(store) == right


def test_restoring(deaths, network, tmp_path):
    laptop = network["P1"]
    laptop.add(row="before", name="Przed")
    laptop.close()
    copy = tmp_path / "copy.db"
    assert deaths.run("backup", "--store", laptop.folder, "--to", copy).code == 0
    laptop.add(row="after", name="Po")
    laptop.close()
    words = ("restore", copy, "--store")
    steps = deaths.run(*words, copied(laptop.folder, tmp_path / "s")).steps
    for at, after in points(steps):
        store = copied(laptop.folder, tmp_path / "s")
        assert deaths.run(*words, store, at=at, after=after).code == SIGKILL
        if (store / "centrum-csr.db").exists():
            assert ids(whole(store)) in ({"before"}, {"before", "after"})
        assert deaths.run(*words, store).code == 0
        assert ids(whole(store)) == {"before"}


def test_attaching(deaths, network, tmp_path):
    """The content stands before the record that names it: never a record of half a file."""
    laptop = network["P1"]
    laptop.add(row="firma", name="Tartak")
    laptop.close()
    file = tmp_path / "umowa.pdf"
    file.write_bytes(b"%PDF" + random.Random(1).randbytes(1_500_000))
    store = copied(laptop.folder, tmp_path / "s")
    steps = deaths.run("attach", store, "firma", file)
    assert steps.code == 0, steps.out
    for at, after in points(steps.steps):
        store = copied(laptop.folder, tmp_path / "s")
        assert deaths.run("attach", store, "firma", file, at=at, after=after).code == SIGKILL
        assert sum("umowa.pdf" in line for line in whole(store)) in (0, 1)
        assert deaths.run("attach", store, "firma", file).code == 0
        assert sum("umowa.pdf" in line for line in whole(store)) == 1
        (content,) = (
            path for path in (store / "attachments").glob("??/*") if path.suffix != ".part"
        )
        assert content.read_bytes() == file.read_bytes()


def test_setting_up_and_joining(deaths, template, calm, tmp_path):
    code = tmp_path / "code"
    code.write_text("K7QF-M2XW-9RTD", encoding="utf-8")
    for name, words in {
        "office": ("office", "init", "--name", "Sieć", "--store"),
        "laptop": ("join", template / "P1.csri", "--passphrase-file", code, "--store"),
    }.items():
        steps = deaths.run(*words, tmp_path / name).steps
        for at, after in points(steps)[::3]:
            store = tmp_path / f"{name}-{at}"
            assert deaths.run(*words, store, at=at, after=after).code == SIGKILL
            if not (store / "centrum-csr.db").exists():
                assert deaths.run(*words, store).code == 0
            assert whole(store)


def test_at_random_instants(deaths, network, lines, tmp_path):
    """Not only between steps: in the middle of the database's own writing too."""
    network["P1"].close()
    chance = random.Random()
    died = 0
    for _ in range(15):
        store = copied(network["P1"].folder, tmp_path / "s")
        died += check_record(deaths, store, lines, alarm=chance.uniform(0.001, 0.12)) == SIGALRM
    assert died
