"""The exchange: 200,000 field changes of 20,000 rows, 2,000 of them against edits made here."""

import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from app.base.ids import new_id
from app.model.field import Raw
from app.services import enrolment, exchange
from app.store.database import Database
from app.sync.segment import read_segment
from tests.bench.measure import Figure, in_turn, seconds
from tests.sync.made_up_network import OFFICE, segment

_ROWS = 20_000
_AGAINST_EVERY = 10
_COUNTY = "2816"
_FIELDS = (
    "name", "town", "address", "phone", "email", "www", "legal_form", "status", "source", "pkd",
)  # fmt: skip


def figures() -> Iterator[Figure]:
    """Yield the figures of one export and of two imports of its file."""
    yield _checking()
    with tempfile.TemporaryDirectory(prefix="centrum-csr-bench-") as folder:
        yield from _figures(Path(folder))


def _checking() -> Figure:
    data = segment(last=_ROWS).to_bytes()
    certificate = OFFICE.certificate

    def check() -> None:
        read_segment(data, certificate.network, certificate.sign)

    def parse() -> None:
        for line in data.splitlines():
            json.loads(line)

    ours, bare = in_turn(check, parse, 5)
    return Figure("check 20,000 entries and a signature", ours, bare, "s", 2.0)


def _figures(folder: Path) -> Iterator[Figure]:
    ids = [new_id() for _ in range(_ROWS)]
    _make_pair(folder, ids)
    promoter = Database.open(folder / "promoter")
    _write(promoter, ids, "changed")
    office = Database.open(folder / "office")
    _write(office, ids[::_AGAINST_EVERY], "against", ("phone",))
    exports: list[exchange.ExportedFile] = []
    ours = seconds(lambda: exports.extend(exchange.export(promoter, folder / "out")))
    bare = seconds(lambda: _bare_export(folder, ids))
    yield Figure("export 200,000 field changes", ours, bare, "s", 1.0)
    file = exports[0].path
    reports: list[exchange.ImportReport] = []
    first = seconds(lambda: reports.append(exchange.take_in(office, [file])))
    bare = seconds(lambda: _bare_import(folder, ids))
    name = f"import the same, {reports[0].conflicts:,} conflicts"
    yield Figure(name, first, bare, "s", 1.0)
    again = seconds(lambda: exchange.take_in(office, [file]))
    yield Figure("a second import of the same file", again, first, "s", 0.05)
    promoter.close()
    office.close()


def _make_pair(folder: Path, ids: list[str]) -> None:
    office = enrolment.set_up_office(folder / "office", "Bench")
    _write(office, ids, "first")
    invited = enrolment.invite(office, "P1", (_COUNTY,), folder / "p.csri")
    office.close()
    enrolment.join(folder / "promoter", invited.file, invited.code).close()


def _write(
    database: Database, ids: list[str], word: str, fields: tuple[str, ...] = _FIELDS
) -> None:
    for start in range(0, len(ids), 20):
        changes: list[tuple[str, tuple[str, str, dict[str, Raw]]]] = [
            (_COUNTY, ("company", row, {name: f"{name} {word} {row[-6:]}" for name in fields}))
            for row in ids[start : start + 20]
        ]
        database.write_bulk(changes, label="Bench")


def _bare_table(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    columns = ",".join(_FIELDS)
    connection.execute(f"CREATE TABLE IF NOT EXISTS company(id TEXT PRIMARY KEY, {columns})")
    return connection


def _bare_import(folder: Path, ids: list[str]) -> None:
    connection = _bare_table(folder)
    names = ",".join(_FIELDS)
    marks = ",".join("?" * (len(_FIELDS) + 1))
    updates = ",".join(f"{name}=excluded.{name}" for name in _FIELDS)
    rows = [(row, *(f"{name} changed {row[-6:]}" for name in _FIELDS)) for row in ids]
    connection.execute("BEGIN")
    connection.executemany(
        f"INSERT INTO company(id,{names}) VALUES({marks}) ON CONFLICT(id) DO UPDATE SET {updates}",
        rows,
    )
    connection.execute("COMMIT")
    connection.close()


def _bare_export(folder: Path, ids: list[str]) -> None:
    source = folder / "promoter-copy.db"
    shutil.copyfile(folder / "promoter" / "centrum-csr.db", source)
    connection = sqlite3.connect(source)
    rows = connection.execute(f"SELECT id,{','.join(_FIELDS)} FROM company").fetchall()
    (folder / "bare.z").write_bytes(zlib.compress(repr(rows).encode(), 1))
    connection.close()
