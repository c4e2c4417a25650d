"""The list of files sent and taken in: what the exchange page and the office's table show."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.base import clock
from app.base.text import writable


@dataclass(frozen=True, slots=True)
class LoggedFile:
    """A file that was sent or taken in.

    Attributes:
        direction: `sent` or `taken`.
        at: when, as ISO text in UTC.
    """

    direction: str
    name: str
    device: str
    at: str
    result: str
    detail: dict[str, Any]


def note_sent(connection: Connection, path: Path, device: str, changes: int) -> None:
    """Note a written file."""
    _note(connection, "sent", path, device, "sent", {"changes": changes})


def note_taken(
    connection: Connection, path: Path, device: str, result: str, detail: dict[str, Any]
) -> None:
    """Note a file that was taken in or refused."""
    _note(connection, "taken", path, device, result, detail)


def latest(connection: Connection, limit: int = 50) -> list[LoggedFile]:
    """Return the latest files, the newest first."""
    found = connection.exec_driver_sql(
        "SELECT direction, name, device, at, result, detail FROM exchange_file "
        "ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [
        LoggedFile(direction, name, device, at, result, json.loads(detail))
        for direction, name, device, at, result, detail in found
    ]


def last_from(connection: Connection) -> dict[str, str]:
    """Return, for each device, when its latest file was taken in."""
    found = connection.exec_driver_sql(
        "SELECT device, max(at) FROM exchange_file WHERE direction='taken' AND "
        "result <> 'refused' GROUP BY device"
    )
    return {row[0]: row[1] for row in found}


def _note(
    connection: Connection,
    direction: str,
    path: Path,
    device: str,
    result: str,
    detail: dict[str, Any],
) -> None:
    connection.exec_driver_sql(
        "INSERT INTO exchange_file(direction, name, sha256, device, at, result, detail) "
        "VALUES(?,?,?,?,?,?,?)",
        (
            direction,
            writable(path.name),
            sha256_of(path),
            device,
            clock.now().isoformat(timespec="seconds"),
            result,
            json.dumps(detail),
        ),
    )


def sha256_of(path: Path) -> str:
    """Return the hash by which a file is known again; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
