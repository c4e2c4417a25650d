"""A program that takes files in and tells its memory, apart from what the benchmarks made."""

import json
import sys
from pathlib import Path

from app.services import exchange
from app.store.database import Database


def main() -> None:
    """Take the large file in, then all files of the store's folder, one import each."""
    store, large_file = map(Path, sys.argv[1:])
    database = Database.open(store)
    told = {"before": _megabytes("VmRSS")}
    _take(database, large_file)
    told["peak"] = _megabytes("VmHWM")
    for number, file in enumerate(sorted(store.glob("*.csrx")), 1):
        _take(database, file)
        if number == 10:
            told["tenth"] = _megabytes("VmRSS")
    told["last"] = _megabytes("VmRSS")
    database.close()
    print(json.dumps(told))


def _take(database: Database, file: Path) -> None:
    report = exchange.take_in(database, [file])
    assert not report.refused, report.files[0].reason


def _megabytes(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
