"""Exchange files that lie on a stick or in a folder and are meant for this store."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from app.store.database import Database
from app.sync import log
from app.sync.names import EXCHANGE_SUFFIX, exchange_name

_FOLDERS_AT_MOST = 200
"""How many folders of a stick are looked into; a disk full of photos is not walked through."""


def files_in(folder: Path) -> list[Path]:
    """Return the exchange files in a folder and in the folders in it, by name."""
    found = list(_files_of(folder))
    for inner in _folders_of(folder):
        found += _files_of(inner)
    return sorted(found, key=lambda path: (path.name, str(path)))


def is_arrival(path: Path) -> bool:
    """Tell whether a path is an exchange file, or a folder that holds some."""
    return bool(files_in(path)) if path.is_dir() else path.suffix.lower() == EXCHANGE_SUFFIX


def for_this_store(database: Database, folders: Iterable[Path]) -> list[Path]:
    """Return the exchange files for this store that have not been taken in, by name.

    The name tells for whom a file is; whether it is genuine is seen when it is looked into.

    Args:
        database: this store.
        folders: where to look, each with the folders in it.
    """
    with database.reading() as connection:
        own = connection.exec_driver_sql(
            "SELECT name FROM device WHERE id=?", (database.who.device,)
        ).scalar()
        taken = connection.exec_driver_sql(
            "SELECT name, sha256 FROM exchange_file WHERE direction='taken'"
        ).all()
    known: dict[str, set[str]] = {}
    for name, sum_ in taken:
        known.setdefault(name, set()).add(sum_)
    recipient = _recipient(exchange_name("", str(own or database.who.device), date.min, 1))
    return [
        path
        for folder in folders
        for path in files_in(folder)
        if _recipient(path.name) == recipient
        and not (path.name in known and log.sha256_of(path) in known[path.name])
    ]


def _recipient(name: str) -> str:
    parts = name.split("_")
    return parts[2] if len(parts) > 4 else ""


def _files_of(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.glob(f"*{EXCHANGE_SUFFIX}") if path.is_file())
    except OSError:
        return


def _folders_of(folder: Path) -> list[Path]:
    try:
        inner = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []
    return [path for path in sorted(inner) if not path.name.startswith(".")][:_FOLDERS_AT_MOST]
