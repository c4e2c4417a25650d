"""What a fault strikes: each command with a store to run it on and what must be true after it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.store.engine import FILE_NAME
from tests.faults.conftest import Deaths, copied, whole
from tests.sync.living_network import LivingNetwork

ROOT = Path(__file__).parents[2]
LINES = [
    {"entity": "company", "id": f"firma-{n}", "set": {"name": f"Firma {n}", "kind": "company"}}
    for n in range(4)
]


@dataclass
class Deed:
    """A command, and how to tell that nothing was lost.

    Attributes:
        before: the closed store that it starts from; `None` when it makes one.
        words: the command for a copy of the store.
        unharmed: after a fault; gets the store and what the command said.
        done: after the same command ran again undisturbed; gets the store.
        tidy: empties what lies outside the store before each fault.
        outside: the folder outside the store that is written to: a stick.
    """

    before: Path | None
    words: Callable[[Path], tuple[object, ...]]
    unharmed: Callable[[Path, str], None]
    done: Callable[[Path], None]
    tidy: Callable[[], None] = lambda: None
    outside: Path | None = None

    def fresh(self, folder: Path) -> Path:
        """Return a fresh copy of the store to begin with."""
        self.tidy()
        if self.before is None:
            shutil.rmtree(folder, ignore_errors=True)
            return folder
        return copied(self.before, folder)


DEEDS = ("recording", "at_once", "exporting", "importing", "copying", "restoring", "migrating")


def make_deed(name: str, network: LivingNetwork, folder: Path, deaths: Deaths) -> Deed:
    """Return one of the deeds with its stores in a folder."""
    match name:
        case "recording" | "at_once":
            return recording(network, folder, at_once=name == "at_once")
        case "exporting":
            return exporting(network, folder)
        case "migrating":
            return bringing_up(folder, deaths)
        case _:
            make = {"importing": importing, "copying": saving_a_copy, "restoring": restoring}
            return make[name](network, folder, deaths)


def ids(records: list[str]) -> set[str]:
    """Return the ids of the companies among dumped records."""
    return {row["id"] for row in map(json.loads, records) if row["entity"] == "company"}


def said_saved(out: str) -> set[str]:
    """Return the ids that `record` called saved."""
    lines = (json.loads(line) for line in out.splitlines() if line.endswith("}"))
    return {line["id"] for line in lines if "id" in line}


def recording(network: LivingNetwork, folder: Path, *, at_once: bool = False) -> Deed:
    """Save four companies from lines, each by itself or all in one transaction."""
    network["P1"].close()
    file = folder / "lines.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    every = {line["id"] for line in LINES}
    how = ("--one-transaction",) if at_once else ()

    def unharmed(store: Path, said: str) -> None:
        found = ids(whole(store))
        assert said_saved(said) <= found
        assert not at_once or found in (set(), every)

    def done(store: Path) -> None:
        assert ids(whole(store)) == every

    return Deed(
        network["P1"].folder,
        lambda store: ("record", *how, "--store", store, file),
        unharmed,
        done,
    )


def exporting(network: LivingNetwork, folder: Path) -> Deed:
    """Write two counties' companies onto a stick."""
    laptop, office = network["P4"], network["office"]
    laptop.add(row="pisz", name="W Piszu", county="2816")
    laptop.add(row="elk", name="W Ełku", county="2805")
    laptop.close()
    stick = folder / "stick"

    def tidy() -> None:
        shutil.rmtree(stick, ignore_errors=True)
        stick.mkdir()

    def files() -> list[Path]:
        return sorted(stick.glob("*.csrx"))

    def unharmed(store: Path, said: str) -> None:
        assert ids(whole(store)) == {"pisz", "elk"}
        assert not files() or not office.take(*files(), dry_run=True).refused

    def done(store: Path) -> None:
        assert ids(whole(store)) == {"pisz", "elk"}
        taking = copied(office.folder, folder / "taking")
        place = network.beside(office, taking)
        assert not place.take(*files()).refused
        assert place.sql("SELECT count(*) FROM company") == [(2,)]
        place.close()

    return Deed(
        laptop.folder,
        lambda store: ("export", "--to", stick, "--store", store),
        unharmed,
        done,
        tidy,
        stick,
    )


def importing(network: LivingNetwork, folder: Path, deaths: Deaths) -> Deed:
    """Take a file of two counties in, one record of which meets another's."""
    laptop, office = network["P4"], network["office"]
    for number in range(3):
        laptop.add(row=f"pisz-{number}", name="W Piszu", county="2816")
        laptop.add(row=f"elk-{number}", name="W Ełku", county="2805")
    file = laptop.export()
    office.add(row="pisz-1", name="Kto inny")
    office.close()
    undisturbed = copied(office.folder, folder / "undisturbed")
    assert deaths.run("import", file, "--store", undisturbed).code == 0
    right = whole(undisturbed)

    def done(store: Path) -> None:
        assert whole(store) == right

    return Deed(
        office.folder,
        lambda store: ("import", file, "--store", store),
        lambda store, said: _still_has(store, {"pisz-1"}),
        done,
    )


def saving_a_copy(network: LivingNetwork, folder: Path, deaths: Deaths) -> Deed:
    """Copy the store onto a stick that holds an older copy."""
    laptop = network["P1"]
    laptop.add(row="before", name="Przed")
    laptop.close()
    older, stick = folder / "older.db", folder / "stick"
    assert deaths.run("backup", "--store", laptop.folder, "--to", older).code == 0
    laptop.add(row="after", name="Po")
    laptop.close()

    def tidy() -> None:
        shutil.rmtree(stick, ignore_errors=True)
        stick.mkdir()
        shutil.copy(older, stick / "copy.db")

    def copy_of() -> set[str]:
        read = copied(laptop.folder, folder / "read")
        for file in read.glob(f"{FILE_NAME}*"):
            file.unlink()
        shutil.copy(stick / "copy.db", read / FILE_NAME)
        return ids(whole(read))

    def unharmed(store: Path, said: str) -> None:
        assert ids(whole(store)) == {"before", "after"}
        assert copy_of() in ({"before"}, {"before", "after"})

    def done(store: Path) -> None:
        assert ids(whole(store)) == copy_of() == {"before", "after"}

    return Deed(
        laptop.folder,
        lambda store: ("backup", "--store", store, "--to", stick / "copy.db"),
        unharmed,
        done,
        tidy,
        stick,
    )


def restoring(network: LivingNetwork, folder: Path, deaths: Deaths) -> Deed:
    """Put an older copy back over a store that went on."""
    laptop = network["P1"]
    laptop.add(row="before", name="Przed")
    laptop.close()
    copy = folder / "copy.db"
    assert deaths.run("backup", "--store", laptop.folder, "--to", copy).code == 0
    laptop.add(row="after", name="Po")
    laptop.close()

    def unharmed(store: Path, said: str) -> None:
        assert ids(whole(store)) in ({"before"}, {"before", "after"})

    def done(store: Path) -> None:
        assert ids(whole(store)) == {"before"}
        kept = [file for file in store.glob("replaced-*.db") if b"Po" in file.read_bytes()]
        assert kept, "the replaced store is gone"

    return Deed(laptop.folder, lambda store: ("restore", copy, "--store", store), unharmed, done)


def bringing_up(folder: Path, deaths: Deaths) -> Deed:
    """Open a store of the first release, which is brought up to today's schema."""
    with zipfile.ZipFile(ROOT / "tests/released/0001.zip") as archive:
        archive.extractall(folder / "released")
    before = folder / "released" / "office"
    undisturbed = copied(before, folder / "undisturbed")
    assert deaths.run("status", "--store", undisturbed).code == 0
    right = whole(undisturbed)

    def same(store: Path, said: str = "") -> None:
        assert whole(store) == right

    return Deed(before, lambda store: ("status", "--store", store), same, same)


def _still_has(store: Path, wanted: set[str]) -> None:
    assert wanted <= ids(whole(store))
