"""The exchange: 200,000 field changes of 20,000 rows, 2,000 of them against edits made here.

Everything is on: age, ZIP, signatures, the chain, the journal, conflicts, the search index,
receipts, synchronous=FULL. The others apply the same changes to a table with the columns, rows
and indexes of ours and do none of that beside it.

Each import works on a copy that has reached the disk. Without that the import's own `fsync` waits
until the system has written what the copying left behind: 29 MB of the store, and 263 MB of the one
ten times as large, which cost the latter half as much again and said nothing of the import.

What bounds the import: with all that the goal asks for beside it, it takes between two and three
times as long as the session extension, which only changes the table, about twice as long when
that makes the search index anew afterwards, and half to six tenths as long when triggers keep it.
Of the processor's time, on two cores:

    share   of which SQLite   for
     15 %        13 %         20,000 rows of the table, and three of its indexes made anew
     14 %        11 %         the search index made anew: reading the texts, the words of each
     14 %         2 %         deciding: what each change had seen, 2,000 conflicts
     10 %                     opening, checking and reading the file
     10 %        10 %         6,600 pages into the log, and from it (a thread beside the rest)
      9 %         6 %         journal, heads, values beside the shown ones
      5 %         3 %         reading how the rows stand
      5 %                     columns and sort keys of the table
      4 %         3 %         looking for companies that may be one
     14 %                     the rest: sets of what changed, letting go of what was read
    100 %        48 %

The indexes are made anew because here most rows of the table change. Where fewer do they are kept
row by row, and an import of 6,600 of these rows takes half as long. Of SQLite's part nothing more
was found to go: a thousand rows a statement cost an eighth more than a statement a row, rows told
as JSON twice as much; a larger cache, other page sizes of the index and rows by their number change
nothing. A second thread would have to take turns with Python at every row that SQLite writes.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from app.services import exchange
from app.store.database import Database
from app.sync.segment import read_segment
from tests.bench.exchange_stores import (
    ROWS,
    Laptop,
    Pair,
    export,
    make_pair,
    new_device,
    write,
)
from tests.bench.measure import Figure, in_turn, seconds
from tests.bench.peers import Peers
from tests.sync.made_up_network import OFFICE, segment

_ROUNDS = 5
_DEVICES, _FILES = 80, 100
_GROWN = 10


def figures() -> Iterator[Figure]:
    """Yield the figures of exports and imports, of their growth and of their memory."""
    yield _checking()
    with tempfile.TemporaryDirectory(prefix="centrum-csr-bench-") as folder:
        pair = make_pair(Path(folder))
        peers = Peers(Path(folder), pair.ids)
        yield _exporting(pair, peers)
        promoter = Database.open(pair.promoter)
        file = export(promoter, Path(folder) / "out")
        promoter.close()
        yield from _importing(pair, peers, file)
        yield _growing(pair)
        yield from _remembering(pair, file)


def _checking() -> Figure:
    data = segment(last=ROWS).to_bytes()
    certificate = OFFICE.certificate

    def check() -> None:
        read_segment(data, certificate.network, certificate.sign)

    def parse() -> None:
        for line in data.splitlines():
            json.loads(line)

    ours, bare = in_turn(check, parse, _ROUNDS)
    return Figure("check 20,000 entries and a signature", ours, bare, "s", 2.0)


def _exporting(pair: Pair, peers: Peers) -> Figure:
    ours, bare = [], []
    for number in range(_ROUNDS):
        copy = _copy(pair.promoter, f"sending-{number}")
        database = Database.open(copy)
        ours.append(seconds(partial(export, database, copy / "out")))
        bare.append(seconds(peers.select(copy / "centrum-csr.db")))
        database.close()
        shutil.rmtree(copy)
    return Figure(
        "export 200,000 field changes", statistics.median(ours), statistics.median(bare), "s", 1.0
    )


def _importing(pair: Pair, peers: Peers, file: Path) -> Iterator[Figure]:
    others: dict[str, Callable[[], Callable[[], None]]] = {
        "session extension, equal table": peers.session,
        "session extension, no indexes": lambda: peers.session(indexes=False),
        "session extension, search kept": lambda: peers.session(search="kept"),
        "session extension, search anew": lambda: peers.session(search="anew"),
        "geodiff, equal table": peers.geodiff,
        "bare UPDATE of the rows": peers.rows,
    }
    taken: dict[str, list[float]] = {name: [] for name in ("first", "again", *others)}
    for number in range(_ROUNDS):
        copy = _copy(pair.office, f"taking-{number}")
        database = Database.open(copy)
        taken["first"].append(seconds(partial(_take, database, file, ROWS // 10)))
        taken["again"].append(seconds(partial(_take, database, file)))
        database.close()
        shutil.rmtree(copy)
        for name, make in others.items():
            taken[name].append(seconds(make()))
    median = {name: statistics.median(times) for name, times in taken.items()}
    for name in others:
        yield Figure(f"import the same ({name})", median["first"], median[name], "s", 1.0)
    yield Figure("a second import of the same file", median["again"], median["first"], "s", 0.05)


def _growing(pair: Pair) -> Figure:
    small = _copy(pair.office, "small")
    database = Database.open(small)
    file = small / "one.csrx"
    Laptop(new_device(database)).write_file(database, file, pair.ids[: ROWS // 10], "later")
    database.close()
    large = _copy(small, "large")
    database = Database.open(large)
    others = [f"{number:08d}-aaaa-7bbb-8ccc-{number:012d}" for number in range(_GROWN * ROWS)]
    write(database, others[ROWS:], "grown", step=ROWS)
    database.close()
    in_large, in_small = [], []
    for number in range(_ROUNDS):
        for store, times in ((large, in_large), (small, in_small)):
            copy = _copy(store, f"growing-{number}")
            database = Database.open(copy)
            times.append(seconds(partial(_take, database, file)))
            database.close()
            shutil.rmtree(copy)
    return Figure(
        "import into a store ten times as large",
        statistics.median(in_large),
        statistics.median(in_small),
        "s",
        1.2,
    )


def _remembering(pair: Pair, large_file: Path) -> Iterator[Figure]:
    store = _copy(pair.office, "remembering")
    database = Database.open(store)
    laptops = [Laptop(new_device(database)) for _ in range(_DEVICES)]
    for number in range(_FILES):
        ids = pair.ids[number * 200 : (number + 1) * 200]
        file = store / f"{number:03d}.csrx"
        laptops[number % _DEVICES].write_file(database, file, ids, f"day {number}")
    database.close()
    told = json.loads(_in_child(store, large_file))
    yield Figure("peak memory of the large import", told["peak"], told["before"], "MB", 3.0)
    yield Figure(
        "memory after 100 imports of 80 devices (10)", told["last"], told["tenth"], "MB", 1.05
    )


def _in_child(store: Path, large_file: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.taking_memory", str(store), str(large_file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _take(database: Database, file: Path, conflicts: int = 0) -> None:
    report = exchange.take_in(database, [file])
    assert not report.refused, report.files[0].reason
    assert report.conflicts == conflicts


def _copy(store: Path, name: str) -> Path:
    copy = Path(shutil.copytree(store, store.parent / name))
    for file in copy.iterdir():
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    return copy
