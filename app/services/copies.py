"""The automatic copies of a store, for people to see when the last one was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base import clock
from app.base.i18n import ngettext
from app.store import backup
from app.store.database import Database


@dataclass(frozen=True, slots=True)
class Copy:
    """One automatic copy.

    Attributes:
        size: in bytes.
    """

    path: Path
    made: datetime
    size: int


def folder(database: Database) -> Path:
    """Return where the automatic copies stand."""
    return database.folder / backup.FOLDER


def listed(database: Database) -> list[Copy]:
    """Return the automatic copies, the latest first."""
    found = []
    for path in folder(database).glob("*.db"):
        facts = path.stat()
        made = datetime.fromtimestamp(facts.st_mtime, tz=clock.now().tzinfo)
        found.append(Copy(path, made, facts.st_size))
    return sorted(found, key=lambda one: one.made, reverse=True)


def missing_text(names: Sequence[str]) -> str:
    """Return in words which attached files a restored copy lacks; empty when none."""
    if not names:
        return ""
    said = ngettext(
        "{n} attached file did not come along; it is asked for with the next export: {names}",
        "{n} attached files did not come along; they are asked for with the next export: {names}",
        len(names),
    )
    return said.format(n=len(names), names=", ".join(names))
