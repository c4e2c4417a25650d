"""The same changes through others: SQLite's session extension, geodiff, and bare SQL."""

import shutil
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import apsw
import pygeodiff

from app.base.text import sort_key
from app.store.engine import open_raw
from tests.bench.exchange_stores import AGAINST_EVERY, FIELDS, value

Search = Literal["", "kept", "anew"]
_NAMES = ("scope", *FIELDS, "deleted", "sort_key")
_UPDATE = f"UPDATE company SET {','.join(f'{name}=?' for name in FIELDS)}, sort_key=? WHERE id=?"
_OURS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-32768",
)
"""As our stores are opened: as durable, and with as large a cache."""
_WORDS = "concat_ws(' ', {0}name, {0}nip, {0}regon, {0}krs, {0}town, {0}phone, {0}email)"
_FILL = f"INSERT INTO search(rowid, text) SELECT rowid, {_WORDS.format('')} FROM company;"
_SEARCH = f"""
CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1, prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 0');
INSERT INTO search(search, rank) VALUES('deletemerge', 0);
INSERT INTO search(search, rank) VALUES('hashsize', 16777216);
{_FILL}
"""
_KEEP = f"""
CREATE TRIGGER searched AFTER UPDATE ON company BEGIN
    DELETE FROM search WHERE rowid=old.rowid;
    INSERT INTO search(rowid, text) VALUES(new.rowid, {_WORDS.format("new.")});
END;
"""


class Peers:
    """Tables equal to ours in columns and rows, and the changes between them."""

    def __init__(self, folder: Path, ids: Sequence[str]) -> None:
        """Take the folder for all files, and the ids of the rows that were changed."""
        self._folder = folder
        self._ids = ids
        self._schema, self._indexes = _company(folder / "office" / "centrum-csr.db")
        self._fresh("base", "first")
        self._fresh("theirs", "changed")
        self.changeset = self._changeset()

    def session(self, *, indexes: bool = True, search: Search = "") -> Callable[[], None]:
        """Return the work of applying the changeset to a table that was edited meanwhile.

        Args:
            indexes: whether the table has the indexes of ours.
            search: whether triggers keep a search index like ours, or it is made anew afterwards.
        """
        file = self._edited("mine", indexes=indexes, search=search)
        connection = apsw.Connection(str(file))
        for pragma in _OURS:
            connection.execute(pragma)
        met: list[int] = []

        def decide(reason: int, _change: object) -> int:
            met.append(reason)
            return int(apsw.SQLITE_CHANGESET_REPLACE)

        def apply() -> None:
            with connection:
                apsw.Changeset.apply(self.changeset, connection, conflict=decide)
                if search == "anew":
                    connection.execute(f"INSERT INTO search(search) VALUES('delete-all');{_FILL}")
            assert len(met) == len(self._ids) // AGAINST_EVERY
            connection.close()

        return apply

    def geodiff(self) -> Callable[[], None]:
        """Return the work of rebasing an edited table onto the changes and moving its base on."""
        mine = self._edited("geodiff-mine", indexes=True)
        theirs, base = self._folder / "theirs.db", self._folder / "base.db"
        own_base = self._folder / "geodiff-base.db"
        shutil.copyfile(base, own_base)
        changes, conflicts = self._folder / "geodiff.diff", self._folder / "geodiff.json"
        conflicts.unlink(missing_ok=True)
        tool = pygeodiff.GeoDiff()
        tool.create_changeset(str(base), str(theirs), str(changes))

        def rebase() -> None:
            names = [str(path) for path in (own_base, mine, changes, conflicts)]
            tool.rebase_ex("sqlite", "", *names)
            tool.apply_changeset(str(own_base), str(changes))

        return rebase

    def rows(self) -> Callable[[], None]:
        """Return the work of writing the changed rows and nothing else."""
        connection = sqlite3.connect(self._edited("rows", indexes=True), isolation_level=None)
        for pragma in _OURS:
            connection.execute(pragma)

        def update() -> None:
            connection.execute("BEGIN")
            connection.executemany(
                _UPDATE,
                [(*values[1:-2], values[-1], row) for row, *values in self._values("changed")],
            )
            connection.execute("COMMIT")
            connection.close()

        return update

    def select(self, file: Path) -> Callable[[], None]:
        """Return the work of reading the rows and packing them, as the bare export."""

        def read() -> None:
            connection = sqlite3.connect(file)
            rows = connection.execute(f"SELECT id,{','.join(FIELDS)} FROM company").fetchall()
            (self._folder / "bare.z").write_bytes(zlib.compress(repr(rows).encode(), 1))
            connection.close()

        return read

    def _values(self, word: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for row in self._ids:
            values = [value(field, word, row) for field in FIELDS]
            rows.append((row, "2816", *values, 0, sort_key(values[0])))
        return rows

    def _fresh(self, name: str, word: str, *, indexes: bool = True) -> Path:
        file = self._folder / f"{name}.db"
        for left in self._folder.glob(f"{name}.db*"):
            left.unlink()
        connection = apsw.Connection(str(file))
        connection.execute(self._schema)
        for index in self._indexes if indexes else ():
            connection.execute(index)
        marks = ",".join("?" * (len(_NAMES) + 1))
        with connection:
            connection.executemany(
                f"INSERT INTO company(id,{','.join(_NAMES)}) VALUES({marks})", self._values(word)
            )
        connection.close()
        return file

    def _edited(self, name: str, *, indexes: bool, search: Search = "") -> Path:
        file = self._fresh(name, "first", indexes=indexes)
        connection = apsw.Connection(str(file))
        if search:
            connection.execute(_SEARCH)
        if search == "kept":
            connection.execute(_KEEP)
        edited = [(value("phone", "against", row), row) for row in self._ids[::AGAINST_EVERY]]
        with connection:
            connection.executemany("UPDATE company SET phone=? WHERE id=?", edited)
        connection.close()
        return file

    def _changeset(self) -> bytes:
        connection = apsw.Connection(str(self._folder / "theirs.db"))
        connection.execute("ATTACH ? AS base", (str(self._folder / "base.db"),))
        session = apsw.Session(connection, "main")
        session.attach("company")
        session.diff("base", "company")
        found = bytes(session.changeset())
        session.close()
        connection.close()
        return found


def _company(store: Path) -> tuple[str, list[str]]:
    connection = open_raw(store)
    found = connection.execute(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name='company' AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    (table,) = (sql for kind, sql in found if kind == "table")
    return table, [sql for kind, sql in found if kind == "index"]
